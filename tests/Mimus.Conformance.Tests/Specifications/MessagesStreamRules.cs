using System.Text.Json.Nodes;

namespace Mimus.Conformance.Tests.Specifications;

/// <summary>What a stream of Anthropic events holds to that no schema of one event can say.</summary>
internal static class MessagesStreamRules
{
    /// <summary>Which deltas a block of a type can have.</summary>
    private static readonly Dictionary<string, string[]> Deltas = new(StringComparer.Ordinal)
    {
        ["text"] = ["text_delta", "citations_delta"],
        ["thinking"] = ["thinking_delta", "signature_delta"],
        ["tool_use"] = ["input_json_delta"],
        ["server_tool_use"] = ["input_json_delta"],
    };

    public static IEnumerable<string> Problems(IReadOnlyList<ServerSentEvent> events)
    {
        foreach (var item in events.Where(item => item.Type is not null && item.Name != item.Type))
        {
            yield return $"{item.Label} has the name '{item.Name}', not its type.";
        }

        if (events.Any(item => item.IsDone)) yield return "The stream says [DONE]: Anthropic's streams never do.";

        var told = events.Where(item => item.Type is not (null or "ping")).ToList();
        if (told.Count == 0) yield break;
        if (told[0].Type is not ("message_start" or "error")) yield return $"{told[0].Label} comes first, not message_start.";
        if (events[^1].Type is not ("message_stop" or "error")) yield return $"{events[^1].Label} comes last, not message_stop.";
        foreach (var problem in Order(told)) yield return problem;
    }

    private static IEnumerable<string> Order(List<ServerSentEvent> events)
    {
        var blocks = 0;
        string? open = null;
        var ended = false;
        foreach (var item in events)
        {
            var index = item.Json!["index"] is JsonValue value && value.TryGetValue<int>(out var number) ? number : -1;
            switch (item.Type)
            {
                case "message_start" when item != events[0]:
                    yield return $"{item.Label} starts the message again.";
                    break;
                case "content_block_start":
                    if (open is not null || ended) yield return $"{item.Label} starts a block inside a block or after the end.";
                    if (index != blocks) yield return $"{item.Label} has the index {index}, not {blocks}.";
                    open = (string?)item.Json["content_block"]?["type"] ?? "";
                    blocks++;
                    break;
                case "content_block_delta" or "content_block_stop":
                    if (open is null || index != blocks - 1) yield return $"{item.Label} belongs to block {index}, which is not open.";
                    else if (Misfit(item, open) is { } delta) yield return $"{item.Label} sends a {delta} to a block of type '{open}'.";
                    if (item.Type == "content_block_stop") open = null;
                    break;
                case "message_delta":
                    if (open is not null) yield return $"{item.Label} comes while a block is open.";
                    ended = true;
                    break;
                case "message_stop":
                    if (!ended) yield return $"{item.Label} comes without a message_delta.";
                    break;
            }
        }
    }

    private static string? Misfit(ServerSentEvent item, string block)
    {
        var delta = (string?)item.Json!["delta"]?["type"];
        return delta is not null && Deltas.TryGetValue(block, out var fitting) && !fitting.Contains(delta) ? delta : null;
    }
}
