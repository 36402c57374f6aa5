using Mimus.Core.Model;
using Mimus.Protocols.Json;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Formats.OpenAiChat;

/// <summary>Reads the calls that an earlier answer made.</summary>
internal static class ChatCallReader
{
    private const int MaximumId = 40;
    private static readonly ParameterTable Plain = new(Parameter.Integer("index"));

    public static void ReadAll(ref JsonCursor json, WireRequest wire, List<MessagePart> parts)
    {
        if (!json.BeginArray("an array of objects"))
        {
            return;
        }

        var before = parts.Count;
        while (json.NextItem())
        {
            string? id = null;
            string? type = null;
            MessageToolCall? call = null;
            if (!json.BeginObject())
            {
                continue;
            }

            while (json.NextProperty())
            {
                if (json.NameIs("id"u8))
                {
                    id = ReadId(ref json, wire);
                }
                else if (json.NameIs("type"u8))
                {
                    type = json.ReadChoice("function", "custom");
                }
                else if (json.NameIs("function"u8) || json.NameIs("custom"u8))
                {
                    call = ReadFunction(ref json, wire);
                }
                else
                {
                    Plain.Check(ref json, wire);
                }
            }

            json.RequireField(id is not null, "id");
            json.RequireField(type is not null, "type");
            json.RequireField(call is not null, type ?? "function");
            parts.Add(new MessageToolCall(id ?? "", call?.Name ?? "", call?.Arguments ?? ""));
        }

        if (parts.Count == before && wire.IsChecked)
        {
            throw json.Invalid(new FieldTooShort(1, 0, IsArray: true));
        }
    }

    /// <summary>Reads a name and its arguments.</summary>
    public static MessageToolCall ReadFunction(ref JsonCursor json, WireRequest wire)
    {
        string? name = null;
        string? arguments = null;
        var argumentsName = json.NameIs("custom"u8) ? "input" : "arguments";
        if (!json.BeginObject())
        {
            return new MessageToolCall("", "", "");
        }

        while (json.NextProperty())
        {
            if (json.NameIs("name"u8))
            {
                name = OpenAiNames.Read(ref json, wire);
            }
            else if (json.NameIs("arguments"u8) || json.NameIs("input"u8))
            {
                arguments = json.ReadString();
            }
            else
            {
                Plain.Check(ref json, wire);
            }
        }

        json.RequireField(name is not null, "name");
        json.RequireField(arguments is not null, argumentsName);
        return new MessageToolCall("", name ?? "", arguments ?? "");
    }

    private static string ReadId(ref JsonCursor json, WireRequest wire)
    {
        var id = json.ReadString();
        return id.Length > MaximumId && wire.IsChecked ? throw json.Invalid(new FieldTooLong(MaximumId, id.Length, IsArray: false)) : id;
    }
}
