using System.Text.Json.Nodes;
using Mimus.Conformance.Tests.Specifications;
using Mimus.Core.Model;

namespace Mimus.Conformance.Tests.Formats;

/// <summary>OpenAI Chat Completions.</summary>
internal sealed class ChatAdapter : FormatAdapter
{
    public override string Name => "openai";

    public override string Path => "/chat/completions";

    public override string Model => "gpt-4o";

    public override string Word(FinishReason finish) => finish switch
    {
        FinishReason.Length => "length",
        FinishReason.ToolCalls => "tool_calls",
        FinishReason.ContentFilter => "content_filter",
        _ => "stop",
    };

    public override JsonObject Write(Prompt prompt, bool isStreamed)
    {
        var messages = new JsonArray();
        if (prompt.System is { } system) messages.Add((JsonNode)Message("system", system));
        foreach (var turn in prompt.Turns) messages.Add((JsonNode)Message(turn));
        var body = new JsonObject { ["model"] = prompt.Model ?? Model, ["messages"] = messages };
        if (prompt.MaxTokens is { } most) body["max_completion_tokens"] = most;
        if (prompt.Stop is { } stop) body["stop"] = List([stop]);
        if (prompt.Tools.Count > 0) body["tools"] = List(prompt.Tools.Select(Tool));
        if (!isStreamed) return body;
        body["stream"] = true;
        body["stream_options"] = new JsonObject { ["include_usage"] = true };
        return body;
    }

    public override void ReadWhole(JsonObject body, Answer answer)
    {
        answer.Id = (string)body["id"]!;
        answer.Model = (string)body["model"]!;
        foreach (var choice in body["choices"]!.AsArray())
        {
            var message = choice!["message"]!;
            answer.AddText((int)choice["index"]!, (string?)message["content"]);
            answer.Refusal.Append((string?)message["refusal"]);
            answer.Finish = (string?)choice["finish_reason"];
            foreach (var call in message["tool_calls"]?.AsArray() ?? [])
            {
                var function = call!["function"]!;
                answer.Calls.Add(new ToolCall((string)call["id"]!, (string)function["name"]!, (string)function["arguments"]!));
            }
        }

        answer.Usage = Usage(body["usage"]);
    }

    public override void ReadEvent(ServerSentEvent item, Answer answer)
    {
        if (item.Json is not { } chunk) return;
        answer.Id = (string)chunk["id"]!;
        answer.Model = (string)chunk["model"]!;
        answer.Usage = Usage(chunk["usage"]) ?? answer.Usage;
        foreach (var choice in chunk["choices"]!.AsArray())
        {
            var delta = choice!["delta"]!;
            answer.AddText((int)choice["index"]!, (string?)delta["content"]);
            answer.Refusal.Append((string?)delta["refusal"]);
            answer.Finish = (string?)choice["finish_reason"] ?? answer.Finish;
            foreach (var call in delta["tool_calls"]?.AsArray() ?? []) ReadCall(call!, answer);
        }
    }

    private static void ReadCall(JsonNode call, Answer answer)
    {
        if ((string?)call["id"] is { } id) answer.Calls.Add(new ToolCall(id, (string)call["function"]!["name"]!, ""));
        answer.AddArguments((int)call["index"]!, (string?)call["function"]!["arguments"]);
    }

    private static AnswerUsage? Usage(JsonNode? usage) => usage is null ? null : new AnswerUsage(
        (int)usage["prompt_tokens"]!,
        (int)usage["completion_tokens"]!,
        (int)usage["prompt_tokens_details"]!["cached_tokens"]!,
        (int)usage["completion_tokens_details"]!["reasoning_tokens"]!);

    private static JsonObject Message(string role, JsonNode content) => new() { ["role"] = role, ["content"] = content };

    private static JsonObject Message(Turn turn) => turn switch
    {
        UserTurn { Texts: [var text], HasImage: false } => Message("user", text),
        UserTurn user => Message("user", Parts(user)),
        AssistantTurn assistant => Message("assistant", assistant.Text),
        CallTurn calls => new JsonObject
        {
            ["role"] = "assistant",
            ["content"] = null,
            ["tool_calls"] = List(calls.Calls.Select(call => new JsonObject
            {
                ["id"] = call.Id,
                ["type"] = "function",
                ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = call.Arguments },
            })),
        },
        ResultTurn result => new JsonObject { ["role"] = "tool", ["tool_call_id"] = result.Id, ["content"] = result.Text },
        _ => throw new ArgumentOutOfRangeException(nameof(turn)),
    };

    private static JsonArray Parts(UserTurn user)
    {
        var parts = List(user.Texts.Select(text => new JsonObject { ["type"] = "text", ["text"] = text }));
        var image = new JsonObject { ["url"] = "data:image/png;base64,iVBORw0KGgo=" };
        if (user.HasImage) parts.Add((JsonNode)new JsonObject { ["type"] = "image_url", ["image_url"] = image });
        return parts;
    }

    private static JsonObject Tool(string name) => new()
    {
        ["type"] = "function",
        ["function"] = new JsonObject { ["name"] = name, ["description"] = "A tool.", ["parameters"] = AnyObject() },
    };
}
