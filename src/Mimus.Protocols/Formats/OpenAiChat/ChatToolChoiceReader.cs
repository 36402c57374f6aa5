using System.Text.Json;
using Mimus.Core.Model;
using Mimus.Protocols.Json;

namespace Mimus.Protocols.Formats.OpenAiChat;

/// <summary>Reads what a Chat Completions request says about calling tools: <c>tool_choice</c>, and the deprecated <c>function_call</c>.</summary>
internal static class ChatToolChoiceReader
{
    private static readonly ParameterTable None = new();

    public static ToolChoice? Read(ref JsonCursor json, WireRequest wire)
    {
        switch (json.Token)
        {
            case JsonTokenType.StartObject:
                return json.NameIs("function_call"u8) ? ReadFunction(ref json, wire) : ReadTool(ref json, wire);
            case JsonTokenType.String or JsonTokenType.Null:
                break;
            default:
                json.Wrong("one of one of 'none', 'auto', or 'required' or object", 0);
                return null;
        }

        return json.ReadChoice("none", "auto", "required") switch
        {
            "none" => new ToolChoice(ToolChoiceMode.None),
            "required" => new ToolChoice(ToolChoiceMode.Required),
            "auto" => ToolChoice.Auto,
            _ => null,
        };
    }

    private static ToolChoice ReadFunction(ref JsonCursor json, WireRequest wire)
    {
        var name = ReadName(ref json, wire);
        return name is null ? ToolChoice.Auto : new ToolChoice(ToolChoiceMode.Named, name);
    }

    private static ToolChoice ReadTool(ref JsonCursor json, WireRequest wire)
    {
        string? type = null;
        string? name = null;
        string? member = null;
        json.BeginObject();
        while (json.NextProperty())
        {
            if (json.NameIs("type"u8))
            {
                type = json.ReadString();
            }
            else if (json.NameIs("function"u8) || json.NameIs("custom"u8))
            {
                member = json.NameIs("function"u8) ? "function" : "custom";
                name = ReadName(ref json, wire);
            }
            else if (json.NameIs("allowed_tools"u8))
            {
                member = "allowed_tools";
                json.Skip();
            }
            else
            {
                None.Check(ref json, wire);
            }
        }

        // Measured against the vendor in August 2026: of any other type, the function is missed first.
        var wanted = type is "custom" or "allowed_tools" ? type : "function";
        json.RequireField(member == wanted, wanted);
        json.RequireField(type is not null, "type");
        return name is null || wanted == "allowed_tools" ? ToolChoice.Auto : new ToolChoice(ToolChoiceMode.Named, name);
    }

    private static string? ReadName(ref JsonCursor json, WireRequest wire)
    {
        string? name = null;
        if (!json.BeginObject())
        {
            return null;
        }

        while (json.NextProperty())
        {
            if (json.NameIs("name"u8))
            {
                name = json.ReadString();
            }
            else
            {
                None.Check(ref json, wire);
            }
        }

        json.RequireField(name is not null, "name");
        return name;
    }
}
