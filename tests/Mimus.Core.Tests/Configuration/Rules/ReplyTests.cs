using Mimus.Core.Configuration;
using Mimus.Core.Configuration.Rules;
using Mimus.Core.Model;
using Mimus.Core.Tests.Rules;

namespace Mimus.Core.Tests.Configuration.Rules;

public class ReplyTests
{
    [Theory]
    [InlineData("'Hi!'", "Hi!")]
    [InlineData("''", "")]
    [InlineData("'$ 5'", "$ 5")]
    [InlineData("'\\\\$5'", "$5")]
    [InlineData("'{{message}}, \\\\{{message}}'", "hello, {{message}}")]
    [InlineData("{ text: '$plain' }", "$plain")]
    [InlineData("{ tools: [{ name: 'f' }], text: 'b', reasoning: 'a', refusal: 'c' }", "reasoning: a | b | refusal: c | f({})")]
    [InlineData("{ parts: ['a', { reasoning: 'b' }, { tool: { name: 'f', id: 'call_1' } }, { refusal: 'c' }, { text: '' }] }", "a | reasoning: b | f({})call_1 | refusal: c | ")]
    [InlineData("{ tools: [{ name: 'f', args: { amount: 275.0, hex: 0x10, half: .5, plus: +1, whole: 5., list: [null, true, 'x'] } }] }", "f({\"amount\":275.0,\"hex\":16,\"half\":0.5,\"plus\":1,\"whole\":5,\"list\":[null,true,\"x\"]})")]
    [InlineData("{ tools: [{ name: 'f', args: { say: '{{message}} \\\"' } }] }", "f({\"say\":\"hello \\\"\"})")]
    [InlineData("{ tools: [{ name: 'patch', args: '*** {{message}}' }] }", "patch(*** hello)")]
    [InlineData("'half \\uD83D'", "half \uFFFD")]
    [InlineData("{ tools: [{ name: 'f', args: { '\\uD83D': '\\uDE00' } }] }", "f({\"\uFFFD\":\"\uFFFD\"})")]
    public async Task Reply_InAnyForm_HasItsPartsInOrder(string reply, string expected) =>
        Assert.Equal(expected, CompileRules.Show((await CompileRules.Generated(reply)).Parts));

    [Fact]
    public async Task Reply_WithEverything_SaysEverything()
    {
        var reply = await CompileRules.Generated(
            "{ text: 'a', finish: 'max_tokens', usage: { input: 10, output: 5, cached: 4, reasoning: 2 }, model: 'm', latency: 20, chunk_size: 3, ttft: '1s' }"
        );

        Assert.Equal(FinishReason.Length, reply.Finish);
        Assert.Equal(new TokenUsage(10, 5, Cached: 4, Reasoning: 2), reply.Usage);
        Assert.Equal("m", reply.Model);
        Assert.Equal(
            new Delivery { Interval = TimeSpan.FromMilliseconds(20), ChunkSize = 3, TimeToFirstToken = TimeSpan.FromSeconds(1) },
            reply.Delivery
        );
    }

    [Theory]
    [InlineData("stop", FinishReason.Stop)]
    [InlineData("end_turn", FinishReason.Stop)]
    [InlineData("length", FinishReason.Length)]
    [InlineData("tool_use", FinishReason.ToolCalls)]
    [InlineData("content_filter", FinishReason.ContentFilter)]
    [InlineData("refusal", FinishReason.Refusal)]
    [InlineData("SAFETY", FinishReason.ContentFilter)]
    public void Finish_InTheWordsOfAnyVendor_IsTheReason(string word, FinishReason expected) =>
        Assert.Equal(expected, CompileRules.Reply($"{{ text: 'a', finish: '{word}' }}").Finish);

    [Fact]
    public async Task Choices_OfAReply_AreItsAlternatives()
    {
        var reply = await CompileRules.Generated("{ choices: ['a', { text: 'b', reasoning: 'r' }, { parts: ['c'] }] }");

        Assert.Equal(["a", "reasoning: r | b", "c"], Enumerable.Range(0, 3).Select(index => CompileRules.Show(reply.Choice(index))));
    }

    [Fact]
    public async Task Error_WithEverything_IsSentAsItIs()
    {
        var rule = CompileRules.Rule(
            "{ when: 'x', reply: { error: { status: 429, message: 'No {{message}}', type: 't', code: 'c', param: 'p', headers: { 'X-A': 'b' }, retryAfter: 1.5 } } }"
        );
        var error = Assert.IsType<ErrorReply>(await new Ruled(rule).Ask(Some.Request(Some.User("x"))));

        Assert.Equal((429, "No x", "t", "c", "p"), (error.Status, error.Message, error.Type, error.Code, error.Param));
        Assert.Equal(
            [KeyValuePair.Create("X-A", "b"), KeyValuePair.Create("retry-after", "2"), KeyValuePair.Create("retry-after-ms", "1500")],
            error.Headers
        );
    }

    [Theory]
    [InlineData("2", "retry-after=2")]
    [InlineData("'500ms'", "retry-after=1 retry-after-ms=500")]
    [InlineData("0", "retry-after=0")]
    public void RetryAfter_InSeconds_IsAHeader(string value, string expected) =>
        Assert.Equal(
            expected,
            string.Join(' ', CompileRules.Reply($"{{ error: {{ status: 429, message: 'm', retry_after: {value} }} }}").Error!.Headers.Select(header => $"{header.Key}={header.Value}"))
        );

    [Theory]
    [InlineData("\"$5 {{x}} \\\\{{\"", "$5 {{x}} \\{{")]
    [InlineData("\"\\\\$name\"", "\\$name")]
    [InlineData("{\"text\":\"$a\",\"tools\":[{\"name\":\"f\",\"args\":{\"b\":\"{{c}}\"}}]}", "$a | f({\"b\":\"{{c}}\"})")]
    public void LiteralReply_WithDollarsAndBraces_KeepsThem(string json, string expected)
    {
        var (reply, problems) = RuleFilesCompiler.CompileReply(new ConfigurationSource("handler.js", json, ConfigurationSyntax.Json5));

        Assert.Empty(problems);
        Assert.Equal(expected, CompileRules.Show(reply!));
    }

    [Theory]
    [InlineData("{\"txt\":\"a\"}", "handler.js:1:2: txt: 'txt' is not a known key; did you mean 'text'?")]
    [InlineData("null", "handler.js:1:1: null stands where a text is expected; write a text, '$name' of a template, or an object such as { text: \"…\", reasoning: \"…\" }.")]
    public void LiteralReply_ThatIsWrong_IsAProblem(string json, string expected)
    {
        var (reply, problems) = RuleFilesCompiler.CompileReply(new ConfigurationSource("handler.js", json, ConfigurationSyntax.Json5));

        Assert.Null(reply);
        Assert.Equal(expected, Assert.Single(problems).ToString());
    }
}
