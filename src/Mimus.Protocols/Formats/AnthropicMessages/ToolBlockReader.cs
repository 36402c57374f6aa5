using System.Text;
using System.Text.Json;
using Mimus.Core.Model;
using Mimus.Core.Text;
using Mimus.Protocols.Json;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Formats.AnthropicMessages;

/// <summary>Reads calls of tools and what came of them.</summary>
internal static class ToolBlockReader
{
    private static readonly string[] ResultTypes = ["document", "image", "search_result", "text", "tool_reference"];
    private static readonly ParameterTable PlainUse = new(
        Parameter.String("type"),
        Parameter.Object("cache_control"),
        Parameter.Object("caller")
    );
    private static readonly ParameterTable PlainResult = new(Parameter.String("type"), Parameter.Object("cache_control"));

    public static MessageToolCall ReadUse(ref JsonCursor json, WireRequest wire)
    {
        string? id = null;
        string? name = null;
        string? input = null;
        TimeSpan? keepFor = null;
        json.BeginObject();
        while (json.NextProperty())
        {
            if (json.NameIs("id"u8))
            {
                id = ToolNames.ReadId(ref json, wire);
            }
            else if (json.NameIs("name"u8))
            {
                name = ReadName(ref json, wire);
            }
            else if (json.NameIs("input"u8))
            {
                input =
                    json.Token == JsonTokenType.StartObject
                        ? Encoding.UTF8.GetString(json.ReadRaw().Span)
                        : json.Wrong(AnthropicFields.Dictionary, "{}");
            }
            else if (json.NameIs("cache_control"u8))
            {
                keepFor = CacheControlReader.Read(ref json, wire);
            }
            else
            {
                PlainUse.Check(ref json, wire);
            }
        }

        json.RequireField(id is not null, "id");
        json.RequireField(name is not null, "name");
        json.RequireField(input is not null, "input");
        return new MessageToolCall(id ?? "", name ?? "", input ?? "{}") { KeepFor = keepFor };
    }

    public static MessageToolResult ReadResult(ref JsonCursor json, WireRequest wire)
    {
        string? id = null;
        var text = new JsonText("");
        var isError = false;
        TimeSpan? keepFor = null;
        json.BeginObject();
        while (json.NextProperty())
        {
            if (json.NameIs("tool_use_id"u8))
            {
                id = ToolNames.ReadId(ref json, wire);
            }
            else if (json.NameIs("content"u8))
            {
                text = ReadContent(ref json, wire);
            }
            else if (json.NameIs("is_error"u8))
            {
                isError = json.ReadBoolean() ?? false;
            }
            else if (json.NameIs("cache_control"u8))
            {
                keepFor = CacheControlReader.Read(ref json, wire);
            }
            else
            {
                PlainResult.Check(ref json, wire);
            }
        }

        json.RequireField(id is not null, "tool_use_id");
        return new MessageToolResult(id ?? "", text, isError) { KeepFor = keepFor };
    }

    private static JsonText ReadContent(ref JsonCursor json, WireRequest wire)
    {
        if (json.Token == JsonTokenType.String)
        {
            return json.ReadText();
        }

        JsonText? text = null;
        if (!json.BeginArray(AnthropicFields.List))
        {
            return new JsonText("");
        }

        while (json.NextItem())
        {
            if (ReadBlock(ref json, wire) is { } piece)
            {
                text = text is { } before ? new JsonText($"{before.Value}\n{piece.Value}") : piece;
            }
        }

        return text ?? new JsonText("");
    }

    // Pictures and documents in a result have no neutral word; only its text is kept.
    private static JsonText? ReadBlock(ref JsonCursor json, WireRequest wire)
    {
        switch (UnionReader.ReadTag(ref json, wire, ResultTypes))
        {
            case "text":
                var part = BlockReader.ReadText(ref json, wire);
                if (wire.IsChecked)
                {
                    TextRules.CheckBlock(part, "messages");
                }

                return new JsonText(part.Text);
            case "image":
                MediaReader.ReadImage(ref json, wire);
                return null;
            case "document":
                MediaReader.ReadDocument(ref json, wire);
                return null;
            case null:
                return null;
            default:
                json.Skip();
                return null;
        }
    }

    // The name of a call may be longer than a tool's: it may be a tool of another server.
    private static string ReadName(ref JsonCursor json, WireRequest wire)
    {
        var name = json.ReadString();
        return wire.IsChecked switch
        {
            true when name.Length == 0 => throw json.Invalid(new FieldTooShort(1, 0, IsArray: false)),
            true when name.Length > 200 => throw json.Invalid(new FieldTooLong(200, name.Length, IsArray: false)),
            _ => name,
        };
    }
}
