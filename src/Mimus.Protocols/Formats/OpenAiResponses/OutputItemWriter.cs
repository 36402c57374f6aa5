using System.Text.Json;
using Mimus.Core.Model;
using Mimus.Protocols.Json;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Formats.OpenAiResponses;

/// <summary>Writes output items: empty when they are begun, whole when they are done.</summary>
internal static class OutputItemWriter
{
    public static void Write(Utf8JsonWriter json, ResponseOutput response, OutputItem item, bool isDone)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, item.Id);
        switch (item.Kind)
        {
            case OutputItemKind.Message:
                WriteMessage(json, response, item, isDone);
                break;
            case OutputItemKind.Reasoning:
                WriteReasoning(json, item, isDone);
                break;
            default:
                WriteCall(json, item, isDone);
                break;
        }

        json.WriteEndObject();
    }

    /// <summary>Writes a part of a message; its text is empty when it is begun.</summary>
    public static void WritePart(Utf8JsonWriter json, ResponseOutput response, ReplyPart part, bool isDone)
    {
        var text = isDone ? part.Content : "";
        json.WriteStartObject();
        if (part is ReplyRefusal)
        {
            json.WriteString("type"u8, "refusal"u8);
            json.WriteText("refusal"u8, text);
        }
        else
        {
            json.WriteString("type"u8, "output_text"u8);
            json.WriteStartArray("annotations"u8);
            json.WriteEndArray();
            WriteLogprobs(json, response.State, text);
            json.WriteText("text"u8, text);
        }

        json.WriteEndObject();
    }

    /// <summary>Writes <c>logprobs</c>: empty unless they were asked for.</summary>
    public static void WriteLogprobs(Utf8JsonWriter json, ResponsesState state, ReadOnlySpan<char> text)
    {
        json.WriteStartArray("logprobs"u8);
        if (state.IncludeLogprobs)
        {
            OpenAiLogprobs.WriteTokens(json, text, state.TopLogprobs);
        }

        json.WriteEndArray();
    }

    /// <summary>Writes a part of a reasoning's summary.</summary>
    public static void WriteSummaryPart(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "summary_text"u8);
        json.WriteText("text"u8, text);
        json.WriteEndObject();
    }

    private static void WriteMessage(Utf8JsonWriter json, ResponseOutput response, OutputItem item, bool isDone)
    {
        var isCut = response.IncompleteReason is not null && ReferenceEquals(item, response.Items[^1]);
        json.WriteString("type"u8, "message"u8);
        json.WriteString("status"u8, !isDone ? "in_progress" : isCut ? "incomplete" : "completed");
        json.WriteStartArray("content"u8);
        if (isDone)
        {
            foreach (var part in item.Parts)
            {
                WritePart(json, response, part, isDone: true);
            }
        }

        json.WriteEndArray();
        json.WriteString("role"u8, "assistant"u8);
    }

    private static void WriteReasoning(Utf8JsonWriter json, OutputItem item, bool isDone)
    {
        json.WriteString("type"u8, "reasoning"u8);
        if (item.EncryptedContent is { } encrypted)
        {
            json.WriteText("encrypted_content"u8, encrypted);
        }

        json.WriteStartArray("summary"u8);
        if (isDone && item.Parts[0].Content is { Length: > 0 } text)
        {
            WriteSummaryPart(json, text);
        }

        json.WriteEndArray();
    }

    private static void WriteCall(Utf8JsonWriter json, OutputItem item, bool isDone)
    {
        var call = (ReplyToolCall)item.Parts[0];
        var isCustom = item.Kind == OutputItemKind.CustomToolCall;
        json.WriteString("type"u8, isCustom ? "custom_tool_call"u8 : "function_call"u8);
        json.WriteString("status"u8, isDone ? "completed"u8 : "in_progress"u8);
        json.WriteText(isCustom ? "input"u8 : "arguments"u8, isDone ? call.Arguments : "");
        json.WriteText("call_id"u8, item.CallId);
        json.WriteText("name"u8, call.Name);
    }
}
