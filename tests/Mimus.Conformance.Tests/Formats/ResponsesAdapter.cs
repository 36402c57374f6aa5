using System.Text.Json.Nodes;
using Mimus.Conformance.Tests.Specifications;
using Mimus.Core.Model;

namespace Mimus.Conformance.Tests.Formats;

/// <summary>OpenAI Responses.</summary>
internal sealed class ResponsesAdapter : FormatAdapter
{
    public override string Name => "responses";

    public override string Path => "/responses";

    public override string Model => "gpt-5-mini";

    public override bool HasStop => false;

    public override int UnknownModelStatus => 400;

    public override string Word(FinishReason finish) => finish switch
    {
        FinishReason.Length => "incomplete max_output_tokens",
        FinishReason.ContentFilter => "incomplete content_filter",
        _ => "completed",
    };

    public override JsonObject Write(Prompt prompt, bool isStreamed)
    {
        var body = new JsonObject { ["model"] = prompt.Model ?? Model };
        body["input"] = prompt.Turns is [UserTurn { Texts: [var text], HasImage: false }]
            ? text
            : List(prompt.Turns.SelectMany(Items));
        if (prompt.System is { } system) body["instructions"] = system;
        if (prompt.MaxTokens is { } most) body["max_output_tokens"] = most;
        if (prompt.Tools.Count > 0) body["tools"] = List(prompt.Tools.Select(Tool));
        if (isStreamed) body["stream"] = true;
        return body;
    }

    public override void ReadWhole(JsonObject body, Answer answer)
    {
        answer.Id = (string)body["id"]!;
        answer.Model = (string)body["model"]!;
        answer.Finish = (string?)body["status"];
        if (body["incomplete_details"]?["reason"] is { } reason) answer.Finish += " " + (string)reason!;
        foreach (var item in body["output"]!.AsArray()) ReadItem(item!, answer);
        answer.Usage = Usage(body["usage"]);
    }

    public override void ReadEvent(ServerSentEvent item, Answer answer)
    {
        var json = item.Json!;
        switch (item.Type)
        {
            case "response.output_text.delta":
                answer.AddText(0, (string?)json["delta"]);
                break;
            case "response.reasoning_summary_text.delta":
                answer.Reasoning.Append((string?)json["delta"]);
                break;
            case "response.refusal.delta":
                answer.Refusal.Append((string?)json["delta"]);
                break;
            case "response.output_item.added" when (string?)json["item"]!["type"] == "function_call":
                answer.Calls.Add(new ToolCall((string)json["item"]!["call_id"]!, (string)json["item"]!["name"]!, ""));
                break;
            case "response.function_call_arguments.delta":
                answer.AddArguments(answer.Calls.Count - 1, (string?)json["delta"]);
                break;
            case "response.completed" or "response.incomplete":
                ReadEnd(json["response"]!.AsObject(), answer);
                break;
        }
    }

    /// <summary>The last event repeats the whole answer, which must say what the deltas said.</summary>
    private void ReadEnd(JsonObject response, Answer answer)
    {
        var whole = new Answer(answer.Response, answer.Reply);
        ReadWhole(response, whole);
        var told = $"{answer.Text}|{answer.Reasoning}|{answer.Refusal}|{string.Join('|', answer.Calls)}";
        var said = $"{whole.Text}|{whole.Reasoning}|{whole.Refusal}|{string.Join('|', whole.Calls)}";
        if (told != said) throw new InvalidOperationException($"The deltas tell '{told}', the last event says '{said}'.");
        (answer.Id, answer.Model, answer.Finish, answer.Usage) = (whole.Id, whole.Model, whole.Finish, whole.Usage);
    }

    private static void ReadItem(JsonNode item, Answer answer)
    {
        switch ((string?)item["type"])
        {
            case "function_call":
                answer.Calls.Add(new ToolCall((string)item["call_id"]!, (string)item["name"]!, (string)item["arguments"]!));
                break;
            case "reasoning":
                foreach (var summary in item["summary"]!.AsArray()) answer.Reasoning.Append((string?)summary!["text"]);
                break;
            case "message":
                foreach (var part in item["content"]!.AsArray())
                {
                    if ((string?)part!["type"] == "refusal") answer.Refusal.Append((string?)part["refusal"]);
                    else answer.AddText(0, (string?)part["text"]);
                }

                break;
        }
    }

    private static AnswerUsage? Usage(JsonNode? usage) => usage is null ? null : new AnswerUsage(
        (int)usage["input_tokens"]!,
        (int)usage["output_tokens"]!,
        (int)usage["input_tokens_details"]!["cached_tokens"]!,
        (int)usage["output_tokens_details"]!["reasoning_tokens"]!);

    private static IEnumerable<JsonNode> Items(Turn turn) => turn switch
    {
        UserTurn user => [new JsonObject { ["role"] = "user", ["content"] = Parts(user) }],
        AssistantTurn assistant => [new JsonObject { ["role"] = "assistant", ["content"] = assistant.Text }],
        CallTurn calls => calls.Calls.Select(call => new JsonObject
        {
            ["type"] = "function_call",
            ["call_id"] = call.Id,
            ["name"] = call.Name,
            ["arguments"] = call.Arguments,
        }),
        ResultTurn result =>
            [new JsonObject { ["type"] = "function_call_output", ["call_id"] = result.Id, ["output"] = result.Text }],
        _ => throw new ArgumentOutOfRangeException(nameof(turn)),
    };

    private static JsonArray Parts(UserTurn user)
    {
        var parts = List(user.Texts.Select(text => new JsonObject { ["type"] = "input_text", ["text"] = text }));
        if (user.HasImage)
        {
            parts.Add((JsonNode)new JsonObject { ["type"] = "input_image", ["image_url"] = "data:image/png;base64,iVBORw0KGgo=" });
        }

        return parts;
    }

    private static JsonObject Tool(string name) => new()
    {
        ["type"] = "function",
        ["name"] = name,
        ["description"] = "A tool.",
        ["parameters"] = AnyObject(),
    };
}
