using System.Buffers;
using Mimus.Core.Model;
using Mimus.Core.Text;
using Mimus.Protocols.Json;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Formats.OpenAiResponses;

/// <summary>Reads the input items that are no messages: calls, their results, reasoning that is handed back.</summary>
internal static class ResponsesItemReader
{
    private const int MaximumId = 64;

    private static readonly SearchValues<char> InIds = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"
    );

    private static readonly ParameterTable Plain = new(
        Parameter.String("type"),
        Parameter.String("status"),
        Parameter.Any("namespace"),
        Parameter.Any("caller"),
        Parameter.Any("created_by")
    );

    public static MessageToolCall ReadCall(ref JsonCursor json, WireRequest wire, string type)
    {
        string? id = null;
        string? name = null;
        string? arguments = null;
        json.BeginObject();
        while (json.NextProperty())
        {
            if (json.NameIs("call_id"u8))
            {
                id = ReadCallId(ref json, wire);
            }
            else if (json.NameIs("name"u8))
            {
                name = json.ReadString();
            }
            else if (json.NameIs("arguments"u8) || json.NameIs("input"u8))
            {
                arguments = json.ReadString();
            }
            else if (json.NameIs("id"u8))
            {
                ReadId(ref json, wire, type == "function_call" ? "fc" : "ctc");
            }
            else
            {
                Plain.Check(ref json, wire);
            }
        }

        json.RequireField(id is not null, "call_id");
        json.RequireField(name is not null, "name");
        json.RequireField(arguments is not null, type == "function_call" ? "arguments" : "input");
        return new MessageToolCall(id ?? "", name ?? "", arguments ?? "");
    }

    public static MessageToolResult ReadResult(ref JsonCursor json, WireRequest wire, string type)
    {
        string? id = null;
        JsonText? output = null;
        json.BeginObject();
        while (json.NextProperty())
        {
            if (json.NameIs("call_id"u8))
            {
                id = ReadCallId(ref json, wire);
            }
            else if (json.NameIs("output"u8))
            {
                output = ResponsesContentReader.ReadOutput(ref json, wire);
            }
            else if (json.NameIs("id"u8) && type == "function_call_output")
            {
                ReadId(ref json, wire, "fc");
            }
            else if (json.NameIs("name"u8) || json.NameIs("id"u8))
            {
                json.ReadOptionalString();
            }
            else
            {
                Plain.Check(ref json, wire);
            }
        }

        json.RequireField(id is not null, "call_id");
        json.RequireField(output is not null, "output");
        return new MessageToolResult(id ?? "", output ?? new JsonText(""));
    }

    public static MessageReasoning ReadReasoning(ref JsonCursor json, WireRequest wire)
    {
        string? encrypted = null;
        var texts = new List<MessagePart>();
        var hasSummary = false;
        json.BeginObject();
        while (json.NextProperty())
        {
            if (json.NameIs("encrypted_content"u8))
            {
                encrypted = json.ReadOptionalString();
            }
            else if ((json.NameIs("summary"u8) || json.NameIs("content"u8)) && !json.IsNull)
            {
                hasSummary |= json.NameIs("summary"u8);
                ResponsesContentReader.ReadReasoning(ref json, wire, texts);
            }
            else if (json.NameIs("content"u8))
            {
                json.Skip();
            }
            else if (json.NameIs("id"u8))
            {
                ReadId(ref json, wire, "rs");
            }
            else
            {
                Plain.Check(ref json, wire);
            }
        }

        json.RequireField(hasSummary, "summary");
        return new MessageReasoning(string.Join('\n', texts.OfType<MessageText>().Select(part => part.Text)), encrypted);
    }

    /// <summary>Checks an item's id: its form, and the letters that it begins with.</summary>
    public static void ReadId(ref JsonCursor json, WireRequest wire, string prefix)
    {
        if (json.ReadOptionalString() is not { } id || !wire.IsChecked)
        {
            return;
        }

        if (id.Length > MaximumId)
        {
            throw json.Invalid(new FieldTooLong(MaximumId, id.Length, IsArray: false));
        }

        if (id.Length == 0 || id.AsSpan().ContainsAnyExcept(InIds))
        {
            throw Bad(
                json,
                id,
                "Expected an ID that contains letters, numbers, underscores, or dashes, but this value contained additional characters."
            );
        }

        if (!id.StartsWith(prefix, StringComparison.Ordinal))
        {
            throw Bad(json, id, $"Expected an ID that begins with '{prefix}'.");
        }
    }

    private static string ReadCallId(ref JsonCursor json, WireRequest wire)
    {
        var id = json.ReadString();
        return id.Length > MaximumId && wire.IsChecked ? throw json.Invalid(new FieldTooLong(MaximumId, id.Length, IsArray: false)) : id;
    }

    private static WireFormatException Bad(in JsonCursor json, string id, string expected)
    {
        var path = json.Path.Bracketed;
        return new WireFormatException(OpenAiErrors.BadRequest($"Invalid '{path}': '{id}'. {expected}", path, "invalid_value"));
    }
}
