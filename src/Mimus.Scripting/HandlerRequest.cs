using System.Buffers;
using System.Text;
using System.Text.Json;
using Mimus.Core.Model;

namespace Mimus.Scripting;

/// <summary>The request as handlers see it: <c>format, model, streaming, messages, lastMessage, …</c>.</summary>
internal static class HandlerRequest
{
    public static string ToJson(MockRequest request)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("format", request.Format);
            json.WriteString("model", request.Model);
            json.WriteBoolean("streaming", request.Streaming);
            WriteMessages(json, request);
            json.WriteString("lastMessage", request.LastUserText ?? "");
            json.WriteString("systemMessage", request.SystemText ?? "");
            WriteTools(json, request);
            json.WriteString("lastToolCallId", request.LastToolResult?.CallId);
            json.WriteStartObject("headers");
            foreach (var (name, value) in request.Headers.All)
            {
                json.WriteString(Lower(name), value);
            }

            json.WriteEndObject();
            json.WriteString("path", request.Path);
            json.WritePropertyName("raw");
            WriteRaw(json, request.RawBody.Span);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteMessages(Utf8JsonWriter json, MockRequest request)
    {
        json.WriteStartArray("messages");
        foreach (var message in request.Messages)
        {
            json.WriteStartObject();
            json.WriteString("role", RoleOf(message.Role));
            json.WriteString("content", message.Text ?? message.Parts.OfType<MessageToolResult>().FirstOrDefault()?.Text ?? "");
            if (message.Parts.OfType<MessageToolResult>().FirstOrDefault() is { } result)
            {
                json.WriteString("toolCallId", result.CallId);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTools(Utf8JsonWriter json, MockRequest request)
    {
        json.WriteStartArray("tools");
        foreach (var tool in request.Tools)
        {
            json.WriteStartObject();
            json.WriteString("name", tool.Name);
            json.WriteString("type", tool.Type);
            json.WriteString("description", tool.Description);
            if (!tool.Schema.IsEmpty)
            {
                json.WritePropertyName("parameters");
                json.WriteRawValue(tool.Schema.Span, skipInputValidation: true);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("toolNames");
        foreach (var tool in request.Tools)
        {
            json.WriteStringValue(tool.Name);
        }

        json.WriteEndArray();
    }

    private static void WriteRaw(Utf8JsonWriter json, ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
        {
            json.WriteNullValue();
        }
        else
        {
            json.WriteRawValue(body, skipInputValidation: true);
        }
    }

    private static string RoleOf(MessageRole role) =>
        role switch
        {
            MessageRole.System => "system",
            MessageRole.Developer => "developer",
            MessageRole.Assistant => "assistant",
            MessageRole.Tool => "tool",
            _ => "user",
        };

    // Names of headers have no case; scripts look them up in small letters.
    private static string Lower(string name) =>
        string.Create(
            name.Length,
            name,
            static (lower, source) =>
            {
                for (var index = 0; index < source.Length; index++)
                {
                    lower[index] = source[index] is >= 'A' and <= 'Z' ? (char)(source[index] + 0x20) : source[index];
                }
            }
        );
}
