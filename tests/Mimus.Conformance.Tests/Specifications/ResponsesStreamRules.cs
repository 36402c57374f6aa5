using System.Text;
using System.Text.Json.Nodes;

namespace Mimus.Conformance.Tests.Specifications;

/// <summary>What a stream of Responses events holds to that no schema of one event can say.</summary>
internal static class ResponsesStreamRules
{
    private static readonly HashSet<string> Last = new(StringComparer.Ordinal)
    {
        "response.completed", "response.failed", "response.incomplete", "error",
    };

    /// <summary>The events that close a run of deltas, with the member that repeats them.</summary>
    private static readonly Dictionary<string, string> Repeats = new(StringComparer.Ordinal)
    {
        ["response.output_text"] = "text",
        ["response.refusal"] = "refusal",
        ["response.function_call_arguments"] = "arguments",
        ["response.custom_tool_call_input"] = "input",
        ["response.mcp_call_arguments"] = "arguments",
        ["response.reasoning_text"] = "text",
        ["response.reasoning_summary_text"] = "text",
        ["response.code_interpreter_call_code"] = "code",
    };

    public static IEnumerable<string> Problems(IReadOnlyList<ServerSentEvent> events)
    {
        if (events.Any(item => item.IsDone)) yield return "The stream says [DONE]: a Responses stream never does.";

        foreach (var item in events.Where(item => item.Type is not null && item.Name != item.Type))
        {
            yield return $"{item.Label} has the name '{item.Name}', not its type.";
        }

        foreach (var problem in Order(events)) yield return problem;
        foreach (var problem in Items(events)) yield return problem;
        foreach (var problem in Deltas(events)) yield return problem;
    }

    private static IEnumerable<string> Order(IReadOnlyList<ServerSentEvent> events)
    {
        long? previous = null;
        foreach (var item in events)
        {
            if (item.Json?["sequence_number"] is not JsonValue value || !value.TryGetValue<long>(out var number)) continue;
            if (previous is { } before)
            {
                if (number != before + 1) yield return $"{item.Label} has the sequence number {number} after {before}.";
            }
            else if (item.Type == "response.created" != (number == 0) && item.Type != "error")
            {
                // A stream that is taken up again (starting_after) begins in the middle.
                yield return $"{item.Label} comes first with the sequence number {number}: response.created has 0, and only that.";
            }

            previous = number;
        }

        var end = events.Index().Where(entry => Last.Contains(entry.Item.Type ?? "")).Select(entry => entry.Index).FirstOrDefault(-1);
        if (end < 0) yield return "The stream has no last event (response.completed, .failed, .incomplete or error).";
        else if (end < events.Count - 1) yield return $"Events follow {events[end].Label}.";
    }

    private static IEnumerable<string> Items(IReadOnlyList<ServerSentEvent> events)
    {
        var open = new Dictionary<int, string?>();
        var done = new SortedDictionary<int, JsonNode>();
        foreach (var item in events)
        {
            if (item.Json?["output_index"] is not JsonValue value || !value.TryGetValue<int>(out var index)) continue;
            if (item.Type == "response.output_item.added") open[index] = (string?)item.Json["item"]?["id"];
            else if (!open.TryGetValue(index, out var id)) yield return $"{item.Label} belongs to output {index}, which was not added.";
            else if ((string?)item.Json["item_id"] is { } other && other != id) yield return $"{item.Label} names the item '{other}'.";
            if (item.Type == "response.output_item.done") done[index] = item.Json["item"]!;
        }

        var completed = events.FirstOrDefault(item => item.Type == "response.completed");
        if (completed?.Json?["response"]?["output"] is not JsonArray output) yield break;
        foreach (var index in open.Keys.Except(done.Keys)) yield return $"Output {index} was added and never done.";
        if (events[0].Type != "response.created") yield break;
        if (!JsonNode.DeepEquals(output, new JsonArray([.. done.Values.Select(item => item.DeepClone())])))
        {
            yield return $"{completed.Label} has another output than the items that were done.";
        }
    }

    private static IEnumerable<string> Deltas(IReadOnlyList<ServerSentEvent> events)
    {
        var collected = new Dictionary<string, StringBuilder>(StringComparer.Ordinal);
        foreach (var item in events)
        {
            if (item.Type is not { } type || item.Json is not { } json) continue;
            var stem = type[..Math.Max(0, type.LastIndexOf('.'))];
            if (!Repeats.TryGetValue(stem, out var member)) continue;

            var key = $"{stem} {json["output_index"]} {json["content_index"]} {json["summary_index"]}";
            if (!collected.TryGetValue(key, out var text)) collected[key] = text = new StringBuilder();
            if (type.EndsWith(".delta", StringComparison.Ordinal)) text.Append((string?)json["delta"]);
            else if (type.EndsWith(".done", StringComparison.Ordinal) && text.ToString() != (string?)json[member])
            {
                yield return $"{item.Label} says '{json[member]}' after deltas that said '{text}'.";
            }
        }
    }
}
