using Xunit;

namespace Mimus.Conformance.Tests.Specifications;

/// <summary>Answers as a careful server writes them today, in forms of which there is no recording.</summary>
public sealed class WireValidatorTodayTests
{
    private const string Response =
        """
        {"id":"resp_1","object":"response","created_at":1770000000,"status":"completed","background":false,"billing":{"payer":"developer"},
        "completed_at":1770000001,"error":null,"frequency_penalty":0.0,"incomplete_details":null,"instructions":null,
        "max_output_tokens":null,"max_tool_calls":null,"model":"gpt-5","moderation":null,"output":[
          {"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"Think"}]},
          {"id":"fc_1","type":"function_call","status":"completed","arguments":"{}","call_id":"call_1","name":"f"},
          {"id":"ctc_1","type":"custom_tool_call","status":"completed","call_id":"call_2","name":"g","input":"x"},
          {"id":"msg_1","type":"message","status":"completed","role":"assistant","content":[
            {"type":"output_text","annotations":[],"logprobs":[],"text":"Hi"},{"type":"refusal","refusal":"No"}]}],
        "parallel_tool_calls":true,"presence_penalty":0.0,"previous_response_id":null,"prompt_cache_key":null,
        "prompt_cache_retention":"in_memory","reasoning":{"effort":"medium","summary":null},"safety_identifier":null,
        "service_tier":"default","store":true,"temperature":1.0,
        "text":{"format":{"type":"text"},"verbosity":"medium"},"tool_choice":"auto","tools":[
          {"type":"function","name":"f","description":null,"parameters":{"type":"object"},"strict":true}],
        "top_logprobs":0,"top_p":1.0,"truncation":"disabled","usage":{"input_tokens":1,
        "input_tokens_details":{"cached_tokens":0,"cache_write_tokens":0},"output_tokens":1,
        "output_tokens_details":{"reasoning_tokens":0},"total_tokens":2},"user":null,"metadata":{}}
        """;

    private const string Message =
        """
        {"model":"claude-haiku-4-5","id":"msg_01","type":"message","role":"assistant","container":null,"content":[
          {"type":"thinking","thinking":"Hm","signature":"c2ln"},{"type":"text","citations":null,"text":"Hi"},
          {"type":"tool_use","id":"toolu_01","name":"f","input":{},"caller":{"type":"direct"}}],
        "stop_reason":"tool_use","stop_sequence":null,"stop_details":null,"usage":{"input_tokens":1,"cache_creation_input_tokens":0,
        "cache_read_input_tokens":0,"cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0},"output_tokens":1,
        "server_tool_use":null,"service_tier":"standard","inference_geo":"not_available","output_tokens_details":null,"speed":null}}
        """;

    [Theory]
    [InlineData("/v1/responses", Response)]
    [InlineData("/v1/messages", Message)]
    public void Answer_OfToday_IsValid(string route, string body)
    {
        SharedFolder.SkipTestIfMissing();

        Assert.Empty(WireValidator.Today.Validate(new WireReply(route, 200, "application/json", body)));
    }

    [Theory]
    [InlineData("/v1/responses", Response, "\"strict\":true", "\"strict_\":true", "/tools/0")]
    [InlineData("/v1/responses", Response, "\"cache_write_tokens\":0", "\"written\":0", "cache_write_tokens")]
    [InlineData("/v1/responses", Response, "\"tool_choice\":\"auto\"", "\"tool_choice\":null", "/tool_choice")]
    [InlineData("/v1/responses", Response, "\"arguments\":\"{}\"", "\"arguments\":{}", "/output/1/arguments")]
    [InlineData("/v1/responses", Response, "\"type\":\"refusal\"", "\"type\":\"text\"", "/output/3/content/1/type")]
    [InlineData("/v1/messages", Message, "\"input\":{}", "\"input\":\"{}\"", "/content/2/input")]
    [InlineData("/v1/messages", Message, ",\"caller\":{\"type\":\"direct\"}", "", "caller")]
    [InlineData("/v1/messages", Message, ",\"signature\":\"c2ln\"", "", "signature")]
    [InlineData("/v1/messages", Message, "\"service_tier\":\"standard\"", "\"service_tier\":\"default\"", "/usage/service_tier")]
    public void Answer_OfTodayDamaged_IsRefused(string route, string body, string sound, string broken, string expected)
    {
        SharedFolder.SkipTestIfMissing();
        Assert.Contains(sound, body, StringComparison.Ordinal);
        var damaged = body.Replace(sound, broken, StringComparison.Ordinal);

        var problems = WireValidator.Today.Validate(new WireReply(route, 200, "application/json", damaged));

        Assert.Contains(problems, problem => problem.Contains(expected, StringComparison.Ordinal));
    }
}
