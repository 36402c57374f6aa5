using System.Text.Json.Nodes;
using Mimus.Conformance.Tests.Formats;
using Mimus.Conformance.Tests.Servers;
using Xunit;

namespace Mimus.Conformance.Tests.Scenarios;

/// <summary>Options that change the form of an answer: each is asked for with replies of every kind, and every answer must be valid.</summary>
public sealed class OptionTests(ServerFixture server)
{
    private const string Custom = """{"type":"custom","name":"get_weather","description":"Any text."}""";

    // Between them they have every kind of part and of ending.
    private static readonly string[] Replies = [Scripts.Everything, Scripts.Redacted, Scripts.Refusal, Scripts.Length, Scripts.Empty];

    public static TheoryData<string, string> Options => new()
    {
        { "openai", """{"logprobs":true,"top_logprobs":3}""" },
        { "openai", """{"logprobs":true,"n":3}""" },
        { "openai", """{"n":2,"seed":42,"service_tier":"flex","user":"u","store":true,"metadata":{"a":"b"}}""" },
        { "openai", """{"tools":[{"type":"custom","custom":{"name":"get_weather"}}],"tool_choice":"required","parallel_tool_calls":false}""" },
        { "openai", """{"functions":[{"name":"get_weather","parameters":{"type":"object"}}],"function_call":"auto"}""" },
        { "openai", """{"modalities":["text","audio"],"audio":{"voice":"alloy","format":"wav"},"prediction":{"type":"content","content":"x"}}""" },
        { "openai", """{"reasoning_effort":"high","verbosity":"low","prompt_cache_key":"k","safety_identifier":"s","stop":null}""" },
        { "responses", """{"include":["message.output_text.logprobs","reasoning.encrypted_content"],"top_logprobs":2}""" },
        { "responses", """{"background":true,"store":true,"service_tier":"priority","metadata":{"a":"b"},"user":"u"}""" },
        { "responses", """{"store":false,"instructions":"Be brief.","temperature":0.2,"top_p":0.5,"truncation":"auto","max_tool_calls":3}""" },
        { "responses", $$"""{"tools":[{{Custom}},{"type":"web_search"},{"type":"function","name":"get_time"}],"tool_choice":"auto"}""" },
        { "responses", $$"""{"tools":[{{Custom}}],"tool_choice":{"type":"custom","name":"get_weather"},"parallel_tool_calls":false}""" },
        { "responses", """{"reasoning":{"effort":"high","summary":"detailed"},"text":{"verbosity":"high"},"prompt_cache_retention":"24h"}""" },
        { "responses", """{"text":{"format":{"type":"json_schema","name":"n","schema":{"type":"object"},"strict":false,"description":"d"}}}""" },
        { "responses", """{"previous_response_id":"resp_1","safety_identifier":"s","prompt_cache_key":"k"}""" },
        { "responses", """{"conversation":"conv_1"}""" },
        { "anthropic", """{"thinking":{"type":"enabled","budget_tokens":1024},"temperature":1}""" },
        { "anthropic", """{"thinking":{"type":"between_tools"}}""" },
        { "anthropic", """{"thinking":{"type":"adaptive"},"output_config":{"effort":"high"},"service_tier":"standard_only"}""" },
        { "anthropic", """{"tools":[{"type":"web_search_20250305","name":"web_search","max_uses":2},{"type":"bash_20250124","name":"bash"}]}""" },
        { "anthropic", """{"output_config":{"format":{"type":"json_schema","schema":{"type":"object"}}},"metadata":{"user_id":"u"}}""" },
        { "anthropic", """{"system":[{"type":"text","text":"s","cache_control":{"type":"ephemeral","ttl":"1h"}}],"stop_sequences":["x1"]}""" },
    };

    [Theory]
    [MemberData(nameof(Options))]
    public async Task Options_WithRepliesOfEveryKind_GiveValidAnswers(string name, string options)
    {
        var format = FormatAdapters.Find(name);
        foreach (var script in Replies)
        {
            foreach (var isStreamed in new[] { false, true })
            {
                var body = format.Write(Prompt.Of(ScriptedStrategy.Marker(script)), isStreamed);
                foreach (var (option, value) in JsonNode.Parse(options)!.AsObject()) body[option] = value?.DeepClone();

                // The adapters read what is common; here it matters that the answer came and was judged.
                var (_, reply) = await server.SendAsync(format.Request(FormatAdapter.Json(body.ToJsonString())), format.IsAnthropic);

                Assert.True(reply.Status == 200, $"{script}: {reply.Body}");
            }
        }
    }

    [Theory]
    [InlineData("openai", true)]
    [InlineData("responses", true)]
    [InlineData("openai", false)]
    [InlineData("responses", false)]
    public async Task Obfuscation_AskedForOrNot_PadsOrLeavesTheDeltas(string name, bool isPadded)
    {
        var format = FormatAdapters.Find(name);
        var body = format.Write(Prompt.Of("one two three four"), isStreamed: true);
        body["stream_options"] = new JsonObject { ["include_obfuscation"] = isPadded };

        var answer = await server.AskAsync(format, body.ToJsonString());

        Assert.Equal("one two three four", answer.Text);
        Assert.Equal(isPadded, answer.Reply.Body.Contains("\"obfuscation\":", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Usage_OfAChatStream_ComesOnlyWhenAskedFor(bool isAsked)
    {
        var format = FormatAdapters.Find("openai");
        var body = format.Write(Prompt.Of("Hello"), isStreamed: true);
        if (!isAsked) body.Remove("stream_options");

        var answer = await server.AskAsync(format, body.ToJsonString());

        Assert.Equal(isAsked, answer.Usage is not null);
        Assert.Equal(isAsked, answer.Reply.Body.Contains("\"usage\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Fingerprint_OfASeed_IsAlwaysTheSame()
    {
        var format = FormatAdapters.Find("openai");
        async Task<string> Ask(int? seed)
        {
            var body = format.Write(Prompt.Of("Hello"), isStreamed: false);
            body["seed"] = seed;
            var answer = await server.AskAsync(format, body.ToJsonString());
            return (string)JsonNode.Parse(answer.Reply.Body)!["system_fingerprint"]!;
        }

        Assert.Equal(await Ask(1), await Ask(1));
        Assert.NotEqual(await Ask(1), await Ask(2));
        Assert.Matches("^fp_[0-9a-f]{10}$", await Ask(null));
    }

    [Fact]
    public async Task Thread_OfAnthropicsToolRunner_IsRefusedSoThatItGoesOnWithout()
    {
        var format = FormatAdapters.Find("anthropic");
        var body = format.Write(Prompt.Of("Hello"), isStreamed: false);
        body["thread"] = new JsonObject { ["type"] = "create" };

        var answer = await server.AskAsync(format, body.ToJsonString());

        Assert.Equal(400, answer.Status);
        Assert.Contains("thread_unsupported_request", answer.Reply.Body, StringComparison.Ordinal);
    }
}
