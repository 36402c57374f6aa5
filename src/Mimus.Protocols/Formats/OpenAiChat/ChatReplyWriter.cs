using System.Text.Json;
using Mimus.Core.Model;
using Mimus.Protocols.Json;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Formats.OpenAiChat;

/// <summary>Writes a whole <c>chat.completion</c>; fields and their order as recorded.</summary>
internal static class ChatReplyWriter
{
    public static void Write(ByteOutput output, ReplyContext context, GeneratedReply reply)
    {
        var request = context.Request;
        var state = ChatState.Of(request);
        using var json = JsonWriting.Open(output);
        json.WriteStartObject();
        json.WriteString("id"u8, context.Random.Id("chatcmpl-", 29));
        json.WriteString("object"u8, "chat.completion"u8);
        json.WriteNumber("created"u8, context.CreatedSeconds);
        json.WriteText("model"u8, reply.Model ?? request.Model);
        json.WriteStartArray("choices"u8);
        for (var choice = 0; choice < request.Sampling.Choices; choice++)
        {
            WriteChoice(json, context, state, reply, choice);
        }

        json.WriteEndArray();
        ChatUsage.Write(json, reply.Usage ?? new TokenUsage(0, 0));
        json.WriteString("service_tier"u8, state.ServiceTier);
        json.WriteString("system_fingerprint"u8, OpenAiFingerprint.Of(request.Sampling.Seed));
        json.WriteEndObject();
    }

    private static void WriteChoice(Utf8JsonWriter json, ReplyContext context, ChatState state, GeneratedReply reply, int choice)
    {
        var parts = reply.Choice(choice);
        var text = Join<ReplyText>(parts);
        json.WriteStartObject();
        json.WriteNumber("index"u8, choice);
        json.WriteStartObject("message"u8);
        json.WriteString("role"u8, "assistant"u8);
        json.WriteTextOrNull("content"u8, text);
        json.WriteTextOrNull("refusal"u8, Join<ReplyRefusal>(parts));
        json.WriteStartArray("annotations"u8);
        json.WriteEndArray();
        WriteCalls(json, context, state, parts);
        json.WriteEndObject();
        if (state.TopLogprobs is { } alternatives && text is not null)
        {
            json.WriteStartObject("logprobs"u8);
            json.WriteStartArray("content"u8);
            OpenAiLogprobs.WriteTokens(json, text, alternatives);
            json.WriteEndArray();
            json.WriteNull("refusal"u8);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("logprobs"u8);
        }

        json.WriteString("finish_reason"u8, OpenAiFinish.Word(reply.FinishOf(choice), state.UsesFunctions));
        json.WriteEndObject();
    }

    private static void WriteCalls(Utf8JsonWriter json, ReplyContext context, ChatState state, IReadOnlyList<ReplyPart> parts)
    {
        var isOpen = false;
        foreach (var part in parts)
        {
            if (part is not ReplyToolCall call)
            {
                continue;
            }

            if (state.UsesFunctions)
            {
                json.WritePropertyName("function_call"u8);
                WriteFunction(json, call);
                return;
            }

            if (!isOpen)
            {
                json.WriteStartArray("tool_calls"u8);
                isOpen = true;
            }

            json.WriteStartObject();
            json.WriteText("id"u8, call.Id ?? context.Random.Id("call_", 24));
            if (context.Request.FindTool(call.Name) is { Kind: ToolKind.Custom })
            {
                json.WriteString("type"u8, "custom"u8);
                json.WriteStartObject("custom"u8);
                json.WriteText("name"u8, call.Name);
                json.WriteText("input"u8, call.Arguments);
                json.WriteEndObject();
            }
            else
            {
                json.WriteString("type"u8, "function"u8);
                json.WritePropertyName("function"u8);
                WriteFunction(json, call);
            }

            json.WriteEndObject();
        }

        if (isOpen)
        {
            json.WriteEndArray();
        }
    }

    private static void WriteFunction(Utf8JsonWriter json, ReplyToolCall call)
    {
        json.WriteStartObject();
        json.WriteText("name"u8, call.Name);
        json.WriteText("arguments"u8, call.Arguments);
        json.WriteEndObject();
    }

    // Several parts of a kind become one string: a message has one content.
    private static string? Join<T>(IReadOnlyList<ReplyPart> parts)
        where T : ReplyPart
    {
        string? joined = null;
        foreach (var part in parts)
        {
            if (part is T)
            {
                joined = joined is null ? part.Content : joined + part.Content;
            }
        }

        return joined;
    }
}
