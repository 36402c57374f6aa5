using Mimus.Core.Model;
using Mimus.Protocols.Json;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Formats.OpenAiChat;

/// <summary>
/// Writes a whole <c>chat.completion</c>; fields and their order as recorded. What is always the same is written as it is, without asking a JSON
/// writer about each name.
/// </summary>
internal static class ChatReplyWriter
{
    public static void Write(ByteOutput output, ReplyContext context, GeneratedReply reply)
    {
        var request = context.Request;
        var state = ChatState.Of(request);
        output.Write("{\"id\":"u8);
        output.WriteString(context.Random.Id("chatcmpl-", 29));
        output.Write(",\"object\":\"chat.completion\",\"created\":"u8);
        output.Write(context.CreatedSeconds);
        output.Write(",\"model\":"u8);
        output.WriteString(reply.Model ?? request.Model);
        output.Write(",\"choices\":["u8);
        for (var choice = 0; choice < request.Sampling.Choices; choice++)
        {
            if (choice > 0)
            {
                output.Write(","u8);
            }

            WriteChoice(output, context, state, reply, choice);
        }

        output.Write("],"u8);
        ChatUsage.Write(output, reply.Usage ?? new TokenUsage(0, 0));
        output.Write(",\"service_tier\":"u8);
        output.WriteString(state.ServiceTier);
        output.Write(",\"system_fingerprint\":"u8);
        output.WriteString(OpenAiFingerprint.Of(request.Sampling.Seed));
        output.Write("}"u8);
    }

    private static void WriteChoice(ByteOutput output, ReplyContext context, ChatState state, GeneratedReply reply, int choice)
    {
        var parts = reply.Choice(choice);
        var text = Join<ReplyText>(parts);
        output.Write("{\"index\":"u8);
        output.Write(choice);
        output.Write(",\"message\":{\"role\":\"assistant\",\"content\":"u8);
        WriteTextOrNull(output, text);
        output.Write(",\"refusal\":"u8);
        WriteTextOrNull(output, Join<ReplyRefusal>(parts));
        output.Write(",\"annotations\":[]"u8);
        WriteCalls(output, context, state, parts);
        output.Write("},\"logprobs\":"u8);
        if (state.TopLogprobs is { } alternatives && text is not null)
        {
            output.Write("{\"content\":"u8);
            WriteLogprobs(output, text, alternatives);
            output.Write(",\"refusal\":null}"u8);
        }
        else
        {
            output.Write("null"u8);
        }

        output.Write(",\"finish_reason\":"u8);
        output.WriteString(OpenAiFinish.Word(reply.FinishOf(choice), state.UsesFunctions));
        output.Write("}"u8);
    }

    private static void WriteCalls(ByteOutput output, ReplyContext context, ChatState state, IReadOnlyList<ReplyPart> parts)
    {
        var isOpen = false;
        for (var index = 0; index < parts.Count; index++)
        {
            if (parts[index] is not ReplyToolCall call)
            {
                continue;
            }

            if (state.UsesFunctions)
            {
                output.Write(",\"function_call\":"u8);
                WriteFunction(output, call);
                return;
            }

            output.Write(isOpen ? ","u8 : ",\"tool_calls\":["u8);
            isOpen = true;
            WriteCall(output, context, call);
        }

        if (isOpen)
        {
            output.Write("]"u8);
        }
    }

    private static void WriteCall(ByteOutput output, ReplyContext context, ReplyToolCall call)
    {
        output.Write("{\"id\":"u8);
        output.WriteString(call.Id ?? context.Random.Id("call_", 24));
        if (context.Request.FindTool(call.Name) is { Kind: ToolKind.Custom })
        {
            output.Write(",\"type\":\"custom\",\"custom\":{\"name\":"u8);
            output.WriteString(call.Name);
            output.Write(",\"input\":"u8);
            output.WriteString(call.Arguments);
            output.Write("}}"u8);
        }
        else
        {
            output.Write(",\"type\":\"function\",\"function\":"u8);
            WriteFunction(output, call);
            output.Write("}"u8);
        }
    }

    private static void WriteFunction(ByteOutput output, ReplyToolCall call)
    {
        output.Write("{\"name\":"u8);
        output.WriteString(call.Name);
        output.Write(",\"arguments\":"u8);
        output.WriteString(call.Arguments);
        output.Write("}"u8);
    }

    private static void WriteLogprobs(ByteOutput output, string text, int alternatives)
    {
        using var json = JsonWriting.Open(output);
        json.WriteStartArray();
        OpenAiLogprobs.WriteTokens(json, text, alternatives);
        json.WriteEndArray();
    }

    private static void WriteTextOrNull(ByteOutput output, string? text)
    {
        if (text is null)
        {
            output.Write("null"u8);
        }
        else
        {
            output.WriteString(text);
        }
    }

    // Several parts of a kind become one string: a message has one content.
    private static string? Join<T>(IReadOnlyList<ReplyPart> parts)
        where T : ReplyPart
    {
        string? joined = null;
        for (var index = 0; index < parts.Count; index++)
        {
            if (parts[index] is T part)
            {
                joined = joined is null ? part.Content : joined + part.Content;
            }
        }

        return joined;
    }
}
