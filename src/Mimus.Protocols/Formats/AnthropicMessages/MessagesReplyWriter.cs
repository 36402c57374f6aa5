using System.Text.Json;
using Mimus.Core.Model;
using Mimus.Protocols.Json;

namespace Mimus.Protocols.Formats.AnthropicMessages;

/// <summary>Writes a whole message; fields and their order as recorded.</summary>
internal static class MessagesReplyWriter
{
    public static void Write(ByteOutput output, ReplyContext context, GeneratedReply reply)
    {
        using var json = JsonWriting.Open(output);
        json.WriteStartObject();
        WriteHead(json, context, reply);
        json.WriteStartArray("content"u8);
        foreach (var part in reply.Parts)
        {
            if (!MessagesWords.IsLeftOut(part))
            {
                WriteBlock(json, context, part);
            }
        }

        json.WriteEndArray();
        MessagesEnding.Write(json, reply);
        MessagesUsage.Write(json, reply.Usage ?? new TokenUsage(0, 0));
        json.WriteEndObject();
    }

    /// <summary>The fields in front of the content.</summary>
    public static void WriteHead(Utf8JsonWriter json, ReplyContext context, GeneratedReply reply)
    {
        json.WriteText("model"u8, reply.Model ?? context.Request.Model);
        json.WriteString("id"u8, MessagesWords.MessageId(context.Random));
        json.WriteString("type"u8, "message"u8);
        json.WriteString("role"u8, "assistant"u8);
    }

    private static void WriteBlock(Utf8JsonWriter json, ReplyContext context, ReplyPart part)
    {
        json.WriteStartObject();
        switch (part)
        {
            case ReplyToolCall call:
                json.WriteString("type"u8, "tool_use"u8);
                json.WriteText("id"u8, call.Id ?? MessagesWords.ToolUseId(context.Random));
                json.WriteText("name"u8, call.Name);
                ToolInput.Write(json, call.Arguments);
                json.WriteStartObject("caller"u8);
                json.WriteString("type"u8, "direct"u8);
                json.WriteEndObject();
                break;
            case ReplyReasoning reasoning:
                json.WriteString("type"u8, "thinking"u8);
                json.WriteText("thinking"u8, reasoning.Text);
                json.WriteText("signature"u8, reasoning.Signature ?? MessagesWords.Signature(context.Random));
                break;
            case ReplyRedactedReasoning redacted:
                json.WriteString("type"u8, "redacted_thinking"u8);
                json.WriteText("data"u8, redacted.Data);
                break;
            default:
                // Recorded: text without citations has no such field, whatever the specification says; Vercel's SDK refuses null there.
                json.WriteString("type"u8, "text"u8);
                json.WriteText("text"u8, part.Content);
                break;
        }

        json.WriteEndObject();
    }
}
