using Xunit;

namespace Mimus.Conformance.Tests.Specifications;

/// <summary>Recorded answers with one thing broken: what the validator must not let pass.</summary>
public sealed class WireValidatorDamageTests
{
    [Theory]
    // A required member is missing.
    [InlineData("openai_chat_nonstream", "\"refusal\":null,", "", "refusal")]
    [InlineData("openai_chat_nonstream", "\"logprobs\":null,", "", "logprobs")]
    [InlineData("openai_chat_tool_calls_nonstream", "\"id\":\"call_", "\"call\":\"call_", "\"id\"")]
    [InlineData("openai_chat_error_401_bad_key", "\"param\":null,", "", "param")]
    [InlineData("anthropic_messages_nonstream", "\"stop_sequence\":null,", "", "stop_sequence")]
    [InlineData("anthropic_messages_nonstream", "\"output_tokens\":", "\"tokens\":", "output_tokens")]
    // A value has the wrong type or is none of the known ones.
    [InlineData("openai_chat_nonstream", "\"created\":1770950813", "\"created\":\"now\"", "/created")]
    [InlineData("openai_chat_nonstream", "\"finish_reason\":\"stop\"", "\"finish_reason\":\"end_turn\"", "/choices/0/finish_reason")]
    [InlineData("openai_chat_nonstream", "\"object\":\"chat.completion\"", "\"object\":\"chat\"", "/object")]
    [InlineData("openai_chat_nonstream", "\"total_tokens\":20", "\"total_tokens\":2.5", "/usage/total_tokens")]
    [InlineData("openai_chat_error_404_model", "\"code\":\"model_not_found\"", "\"code\":404", "/error/code")]
    [InlineData("anthropic_messages_nonstream", "\"type\":\"text\"", "\"type\":\"output_text\"", "/content/0/type")]
    [InlineData("anthropic_messages_nonstream", "\"stop_reason\":\"end_turn\"", "\"stop_reason\":\"stop\"", "/stop_reason")]
    // Not JSON at all.
    [InlineData("openai_chat_nonstream", "{\"id\"", "{id", "not JSON")]
    public void WholeAnswer_Damaged_IsRefused(string recording, string sound, string broken, string expected) =>
        AssertRefused(recording, sound, broken, expected);

    [Theory]
    [InlineData("data: [DONE]\n\n", "", "does not end with [DONE]")]
    [InlineData("data: [DONE]\n\n", "data: [DONE]", "its last event is cut")]
    [InlineData("data: [DONE]\n\n", "data: [DONE]\n\ndata: [DONE]\n\n", "more than once")]
    [InlineData("\"finish_reason\":\"stop\"", "\"finish_reason\":null", "has no finish reason")]
    [InlineData("\"role\":\"assistant\",", "", "without the role")]
    [InlineData("data: {", "event: chunk\ndata: {", "chunks have none")]
    [InlineData("\"object\":\"chat.completion.chunk\"", "\"object\":\"chat.completion\"", "/object")]
    [InlineData("\"choices\":[],\"usage\"", "\"usage\"", "choices")]
    [InlineData("data: {", "data:\n{", "neither the event's name")]
    public void ChatStream_Damaged_IsRefused(string sound, string broken, string expected) =>
        AssertRefused("openai_chat_stream_usage_obfuscation", sound, broken, expected);

    [Theory]
    [InlineData("\"sequence_number\":2,", "\"sequence_number\":7,", "has the sequence number 7 after 1")]
    [InlineData("\"sequence_number\":1,", "", "sequence_number")]
    [InlineData("event: response.in_progress\n", "", "has the name ''")]
    [InlineData("\"type\":\"response.output_text.delta\"", "\"type\":\"response.text.delta\"", "/type")]
    [InlineData("\"logprobs\":[],", "", "logprobs")]
    [InlineData("\"annotations\":[],", "", "annotations")]
    [InlineData("\"parallel_tool_calls\":true,", "", "parallel_tool_calls")]
    [InlineData("\"delta\":\"", "\"delta\":\"x", "after deltas that said")]
    [InlineData("\"item_id\":\"msg_", "\"item_id\":\"xmsg_", "names the item")]
    [InlineData("\"type\":\"response.completed\"", "\"type\":\"response.queued\"", "no last event")]
    public void ResponsesStream_Damaged_IsRefused(string sound, string broken, string expected) =>
        AssertRefused("openai_responses_stream_text", sound, broken, expected);

    [Fact]
    public void ResponsesStream_EndingWithDone_IsRefused()
    {
        var reply = Recording.Load("openai_responses_stream_text");

        var problems = Recording.Validator.Validate(reply with { Body = reply.Body.TrimEnd('\n') + "\n\ndata: [DONE]\n\n" });

        Assert.Contains(problems, problem => problem.Contains("never does", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"index\":0,\"delta\"", "\"index\":1,\"delta\"", "which is not open")]
    [InlineData("\"type\":\"text_delta\",\"text\"", "\"type\":\"thinking_delta\",\"thinking\"", "sends a thinking_delta")]
    [InlineData("\"type\":\"text_delta\"", "\"type\":\"text\"", "/delta/type")]
    [InlineData("event: message_stop\ndata: {\"type\":\"message_stop\"", "event: message_end\ndata: {\"type\":\"message_end\"", "/type")]
    [InlineData("event: message_start", "event: start", "has the name 'start'")]
    [InlineData("\"output_tokens\":9", "\"tokens\":9", "output_tokens")]
    public void MessagesStream_Damaged_IsRefused(string sound, string broken, string expected) =>
        AssertRefused("anthropic_messages_stream_text", sound, broken, expected);

    [Theory]
    [InlineData("text/plain", 200, "content type")]
    [InlineData("text/event-stream", 200, "no event")]
    [InlineData("text/event-stream", 500, "not a stream")]
    [InlineData("application/json", 500, "error")]
    public void Answer_OfTheWrongKind_IsRefused(string contentType, int status, string expected)
    {
        SharedFolder.SkipTestIfMissing();

        var problems = WireValidator.Today.Validate(new WireReply("/v1/chat/completions", status, contentType, "{}"));

        Assert.Contains(problems, problem => problem.Contains(expected, StringComparison.Ordinal));
    }

    private static void AssertRefused(string recording, string sound, string broken, string expected)
    {
        var reply = Recording.Load(recording);
        Assert.Contains(sound, reply.Body, StringComparison.Ordinal);
        var at = reply.Body.IndexOf(sound, StringComparison.Ordinal);
        var damaged = reply.Body.Remove(at, sound.Length).Insert(at, broken);

        var problems = Recording.Validator.Validate(reply with { Body = damaged });

        Assert.Contains(problems, problem => problem.Contains(expected, StringComparison.Ordinal));
    }
}
