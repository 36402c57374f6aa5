using Mimus.Core.Model;
using Mimus.Core.Text;
using Mimus.Protocols.Json;

namespace Mimus.Protocols.Formats.AnthropicMessages;

/// <summary>Reads one content block of a message; each becomes one part.</summary>
internal static class BlockReader
{
    /// <summary>The blocks of a message. Those without a reader here are recognised and passed over.</summary>
    private static readonly string[] Types =
    [
        "advisor_tool_result",
        "bash_code_execution_tool_result",
        "code_execution_tool_result",
        "compaction",
        "container_upload",
        "document",
        "image",
        "mcp_tool_result",
        "mcp_tool_use",
        "redacted_thinking",
        "search_result",
        "server_tool_use",
        "text",
        "text_editor_code_execution_tool_result",
        "thinking",
        "tool_result",
        "tool_search_tool_result",
        "tool_use",
        "web_fetch_tool_result",
        "web_search_tool_result",
    ];

    private static readonly ParameterTable PlainText = new(
        Parameter.Choice("type", "text"),
        Parameter.Object("cache_control"),
        Parameter.Array("citations")
    );
    private static readonly ParameterTable PlainThinking = new(Parameter.String("type"));

    public static MessagePart Read(ref JsonCursor json, WireRequest wire)
    {
        var type = UnionReader.ReadTag(ref json, wire, Types);
        switch (type)
        {
            case "text":
                return ReadText(ref json, wire);
            case "image":
                return MediaReader.ReadImage(ref json, wire);
            case "document":
                return MediaReader.ReadDocument(ref json, wire);
            case "tool_use":
                return ToolBlockReader.ReadUse(ref json, wire);
            case "tool_result":
                return ToolBlockReader.ReadResult(ref json, wire);
            case "thinking":
                return ReadThinking(ref json, wire);
            case "redacted_thinking":
                return ReadRedacted(ref json, wire);
            case null:
                return new MessageOther("");
            default:
                json.Skip();
                return new MessageOther(type);
        }
    }

    public static MessageText ReadText(ref JsonCursor json, WireRequest wire)
    {
        JsonText? text = null;
        TimeSpan? keepFor = null;
        var hasType = false;
        json.BeginObject();
        while (json.NextProperty())
        {
            if (json.NameIs("text"u8))
            {
                text = json.ReadText();
            }
            else if (json.NameIs("cache_control"u8))
            {
                keepFor = CacheControlReader.Read(ref json, wire);
            }
            else
            {
                hasType |= json.NameIs("type"u8);
                PlainText.Check(ref json, wire);
            }
        }

        json.RequireField(hasType, "type");
        json.RequireField(text is not null, "text");
        return new MessageText(text ?? new JsonText("")) { KeepFor = keepFor };
    }

    private static MessageReasoning ReadThinking(ref JsonCursor json, WireRequest wire)
    {
        string? thinking = null;
        string? signature = null;
        json.BeginObject();
        while (json.NextProperty())
        {
            if (json.NameIs("thinking"u8))
            {
                thinking = json.ReadString();
            }
            else if (json.NameIs("signature"u8))
            {
                signature = json.ReadString();
            }
            else
            {
                PlainThinking.Check(ref json, wire);
            }
        }

        json.RequireField(thinking is not null, "thinking");
        json.RequireField(signature is not null, "signature");
        return new MessageReasoning(thinking ?? "", signature);
    }

    private static MessageReasoning ReadRedacted(ref JsonCursor json, WireRequest wire)
    {
        string? data = null;
        json.BeginObject();
        while (json.NextProperty())
        {
            if (json.NameIs("data"u8))
            {
                data = json.ReadString();
            }
            else
            {
                PlainThinking.Check(ref json, wire);
            }
        }

        json.RequireField(data is not null, "data");
        return new MessageReasoning("", data);
    }
}
