using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mimus.Conformance.Tests.Specifications;
using Mimus.Core.Model;

namespace Mimus.Conformance.Tests.Formats;

/// <summary>Anthropic Messages.</summary>
internal sealed class MessagesAdapter : FormatAdapter
{
    public override string Name => "anthropic";

    public override string Path => "/messages";

    public override string Model => "claude-sonnet-4-5-20250929";

    public override bool IsAnthropic => true;

    public override string RequestIdHeader => "request-id";

    public override string Word(FinishReason finish) => finish switch
    {
        FinishReason.Length => "max_tokens",
        FinishReason.ToolCalls => "tool_use",
        FinishReason.ContentFilter or FinishReason.Refusal => "refusal",
        _ => "end_turn",
    };

    public override JsonObject Write(Prompt prompt, bool isStreamed)
    {
        var body = new JsonObject
        {
            ["model"] = prompt.Model ?? Model,
            ["max_tokens"] = prompt.MaxTokens ?? 100_000,
            ["messages"] = List(prompt.Turns.Select(Message)),
        };
        if (prompt.System is { } system) body["system"] = system;
        if (prompt.Stop is { } stop) body["stop_sequences"] = List([stop]);
        if (prompt.Tools.Count > 0) body["tools"] = List(prompt.Tools.Select(Tool));
        if (isStreamed) body["stream"] = true;
        return body;
    }

    public override void ReadWhole(JsonObject body, Answer answer)
    {
        answer.Id = (string)body["id"]!;
        answer.Model = (string)body["model"]!;
        answer.Finish = (string?)body["stop_reason"];
        answer.StopSequence = (string?)body["stop_sequence"];
        foreach (var block in body["content"]!.AsArray()) ReadBlock(block!, answer);
        answer.Usage = Usage(body["usage"]!);
        Decline(answer);
    }

    public override void ReadEvent(ServerSentEvent item, Answer answer)
    {
        var json = item.Json!;
        switch (item.Type)
        {
            case "message_start":
                answer.Id = (string)json["message"]!["id"]!;
                answer.Model = (string)json["message"]!["model"]!;
                break;
            case "content_block_start":
                var block = json["content_block"]!.DeepClone();
                if ((string?)block["type"] == "tool_use") block["input"] = null;
                ReadBlock(block, answer);
                break;
            case "content_block_delta":
                var delta = json["delta"]!;
                answer.AddText(0, (string?)delta["text"]);
                answer.Reasoning.Append((string?)delta["thinking"]);
                if (delta["partial_json"] is { } arguments) answer.AddArguments(answer.Calls.Count - 1, (string?)arguments);
                break;
            case "message_delta":
                answer.Finish = (string?)json["delta"]!["stop_reason"];
                answer.StopSequence = (string?)json["delta"]!["stop_sequence"];
                answer.Usage = Usage(json["usage"]!);
                Decline(answer);
                break;
        }
    }

    private static void ReadBlock(JsonNode block, Answer answer)
    {
        switch ((string?)block["type"])
        {
            case "text":
                answer.AddText(0, (string?)block["text"]);
                break;
            case "thinking":
                answer.Reasoning.Append((string?)block["thinking"]);
                break;
            case "tool_use":
                var input = block["input"] is { } arguments ? Written(arguments) : "";
                answer.Calls.Add(new ToolCall((string)block["id"]!, (string)block["name"]!, input));
                break;
        }
    }

    /// <summary>A refusal is text here, told by the stop reason.</summary>
    private static void Decline(Answer answer)
    {
        if (answer.Finish == "refusal") answer.Refusal.Append(answer.Text);
    }

    private static AnswerUsage Usage(JsonNode usage)
    {
        var cached = (int)usage["cache_read_input_tokens"]!;
        var input = (int)usage["input_tokens"]! + cached + (int)usage["cache_creation_input_tokens"]!;
        return new AnswerUsage(input, (int)usage["output_tokens"]!, cached, null);
    }

    private static JsonObject Message(Turn turn) => turn switch
    {
        UserTurn { Texts: [var text], HasImage: false } => Message("user", text),
        UserTurn user => Message("user", Parts(user)),
        AssistantTurn assistant => Message("assistant", assistant.Text),
        CallTurn calls => Message("assistant", List(calls.Calls.Select(call => new JsonObject
        {
            ["type"] = "tool_use",
            ["id"] = call.Id,
            ["name"] = call.Name,
            ["input"] = JsonNode.Parse(call.Arguments),
        }))),
        ResultTurn result => Message("user", List([new JsonObject
        {
            ["type"] = "tool_result",
            ["tool_use_id"] = result.Id,
            ["content"] = result.Text,
        }])),
        _ => throw new ArgumentOutOfRangeException(nameof(turn)),
    };

    private static JsonObject Message(string role, JsonNode content) => new() { ["role"] = role, ["content"] = content };

    private static JsonArray Parts(UserTurn user)
    {
        var parts = List(user.Texts.Select(text => new JsonObject { ["type"] = "text", ["text"] = text }));
        var source = new JsonObject { ["type"] = "base64", ["media_type"] = "image/png", ["data"] = "iVBORw0KGgo=" };
        if (user.HasImage) parts.Add((JsonNode)new JsonObject { ["type"] = "image", ["source"] = source });
        return parts;
    }

    private static JsonObject Tool(string name) =>
        new() { ["name"] = name, ["description"] = "A tool.", ["input_schema"] = AnyObject() };

    private static string Written(JsonNode input)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            input.WriteTo(json);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
