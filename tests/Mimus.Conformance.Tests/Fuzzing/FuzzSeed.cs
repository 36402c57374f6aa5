using System.Text.Json.Nodes;
using Mimus.Conformance.Tests.Formats;

namespace Mimus.Conformance.Tests.Fuzzing;

/// <summary>A valid request to begin with.</summary>
internal sealed record FuzzSeed(string Path, bool IsAnthropic, string Body)
{
    private static readonly ToolCall Call = new("call_1", "get_weather", """{"city":"Bern"}""");

    /// <summary>Requests that use as many fields as there are, for every route.</summary>
    public static IReadOnlyList<FuzzSeed> All { get; } = [.. Chat(), .. Responses(), .. Messages()];

    private static IEnumerable<FuzzSeed> Chat()
    {
        foreach (var body in Bodies("openai"))
        {
            yield return new("/v1/chat/completions", false, Extend(body,
                """
                {"temperature":0.7,"top_p":0.9,"n":2,"seed":7,"stop":["###"],"user":"u","metadata":{"a":"b"},"logprobs":true,"top_logprobs":2,
                "response_format":{"type":"json_schema","json_schema":{"name":"n","strict":true,"schema":{"type":"object"}}},"tool_choice":"auto",
                "parallel_tool_calls":true,"frequency_penalty":0,"presence_penalty":0,"logit_bias":{"50256":-100},"store":false,
                "service_tier":"auto","modalities":["text"],"reasoning_effort":null,"stream_options":null}
                """));
        }
    }

    private static IEnumerable<FuzzSeed> Responses()
    {
        foreach (var body in Bodies("responses"))
        {
            yield return new("/v1/responses", false, Extend(body,
                """
                {"temperature":1,"top_p":1,"metadata":{"a":"b"},"include":["reasoning.encrypted_content","message.output_text.logprobs"],
                "reasoning":{"effort":"low","summary":"auto"},"text":{"format":{"type":"json_schema","name":"n","schema":{"type":"object"}},
                "verbosity":"low"},"tool_choice":"auto","parallel_tool_calls":true,"store":false,"background":false,"truncation":"auto",
                "service_tier":"auto","top_logprobs":1,"max_tool_calls":4,"prompt_cache_key":"k","safety_identifier":"s","user":"u",
                "previous_response_id":null,"stream_options":{"include_obfuscation":true}}
                """));
        }
    }

    private static IEnumerable<FuzzSeed> Messages()
    {
        foreach (var body in Bodies("anthropic"))
        {
            yield return new("/v1/messages", true, Extend(body,
                """
                {"temperature":1,"top_k":5,"stop_sequences":["###"],"metadata":{"user_id":"u"},"tool_choice":{"type":"auto"},
                "service_tier":"auto","thinking":{"type":"enabled","budget_tokens":1024},"container":null}
                """));
        }

        yield return new("/v1/messages/count_tokens", true,
            """{"model":"claude-haiku-4-5","system":[{"type":"text","text":"s"}],"messages":[{"role":"user","content":"Hello"}]}""");
    }

    private static IEnumerable<JsonObject> Bodies(string name)
    {
        var format = FormatAdapters.Find(name);
        var conversation = new Prompt(new UserTurn(["One", "Two"], HasImage: true), new CallTurn(Call), new ResultTurn(Call.Id, "sunny"))
        {
            System = "Be brief.",
            MaxTokens = 2000,
            Tools = ["get_weather", "get_time"],
        };
        foreach (var isStreamed in new[] { false, true })
        {
            yield return format.Write(conversation, isStreamed);
            yield return format.Write(conversation.Then(new AssistantTurn("Sunny."), new UserTurn(["Thanks"])), isStreamed);
            yield return format.Write(Prompt.Of("call tool 'get_weather' with '{\"city\":\"Bern\"}'") with { Tools = ["get_weather"] }, isStreamed);
        }
    }

    private static string Extend(JsonObject body, string fields)
    {
        foreach (var (name, value) in JsonNode.Parse(fields)!.AsObject())
        {
            var isKept = body.ContainsKey(name) || (value is null && name == "container") || (name == "stream_options" && !body.ContainsKey("stream"));
            if (!isKept) body[name] = value?.DeepClone();
        }

        return body.ToJsonString();
    }
}
