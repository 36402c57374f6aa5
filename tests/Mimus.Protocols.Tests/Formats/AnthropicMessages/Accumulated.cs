using System.Text.Json.Nodes;

namespace Mimus.Protocols.Tests.Formats.AnthropicMessages;

/// <summary>Puts a stream's events together, as the vendor's clients do.</summary>
internal static class Accumulated
{
    public static JsonObject Message(IEnumerable<SseEvent> events)
    {
        JsonObject message = [];
        var input = "";
        foreach (var data in events.Select(frame => frame.Json!))
        {
            var block = data["index"] is { } index && message["content"]!.AsArray() is var content && content.Count > (int)index
                ? content[(int)index]!.AsObject()
                : [];
            switch ((string)data["type"]!)
            {
                case "message_start":
                    message = data["message"]!.DeepClone().AsObject();
                    break;
                case "content_block_start":
                    input = "";
                    message["content"]!.AsArray().Add(data["content_block"]!.DeepClone());
                    break;
                case "content_block_delta":
                    input += (string?)data["delta"]!["partial_json"];
                    AddTo(block, data["delta"]!.AsObject());
                    break;
                case "content_block_stop" when (string?)block["type"] == "tool_use" && input.Length > 0:
                    block["input"] = JsonNode.Parse(input);
                    break;
                case "message_delta":
                    Replace(message, data["delta"]!.AsObject());
                    Replace(message["usage"]!.AsObject(), data["usage"]!.AsObject());
                    break;
            }
        }

        return message;
    }

    private static void AddTo(JsonObject block, JsonObject delta)
    {
        foreach (var name in (string[])["text", "thinking", "signature"])
        {
            if (delta[name] is { } piece)
            {
                block[name] = (string?)block[name] + (string?)piece;
            }
        }
    }

    private static void Replace(JsonObject target, JsonObject source)
    {
        foreach (var (name, value) in source)
        {
            target[name] = value?.DeepClone();
        }
    }
}
