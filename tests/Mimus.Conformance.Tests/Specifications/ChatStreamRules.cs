using System.Text.Json.Nodes;

namespace Mimus.Conformance.Tests.Specifications;

/// <summary>What a stream of chat completion chunks holds to that no schema of one chunk can say.</summary>
internal static class ChatStreamRules
{
    private static readonly string[] Constant = ["id", "object", "created", "model"];

    public static IEnumerable<string> Problems(IReadOnlyList<ServerSentEvent> events)
    {
        foreach (var named in events.Where(item => item.Name is not null && item.Json?.ContainsKey("error") != true))
        {
            yield return $"{named.Label} has the name '{named.Name}': chunks have none.";
        }

        var done = events.Count(item => item.IsDone);
        var failed = events.Any(item => item.Json?.ContainsKey("error") == true);
        if (done > 1) yield return "The stream says [DONE] more than once.";
        if (done == 0 && !failed) yield return "The stream does not end with [DONE].";
        if (done == 1 && !events[^1].IsDone) yield return "Events follow [DONE].";

        var chunks = events.Where(item => item.Json?["choices"] is JsonArray).ToList();
        foreach (var problem in Shared(chunks)) yield return problem;
        foreach (var problem in Choices(chunks, failed)) yield return problem;
    }

    private static IEnumerable<string> Shared(List<ServerSentEvent> chunks)
    {
        if (chunks.Count == 0) yield break;

        var first = chunks[0].Json!;
        foreach (var chunk in chunks.Skip(1))
        {
            foreach (var name in Constant.Where(name => !JsonNode.DeepEquals(first[name], chunk.Json![name])))
            {
                yield return $"{chunk.Label} has another '{name}' than the first chunk.";
            }
        }

        var withUsage = chunks.Count(chunk => chunk.Json!.ContainsKey("usage"));
        if (withUsage > 0 && withUsage < chunks.Count) yield return "Some chunks have the key 'usage', some do not.";
    }

    private static IEnumerable<string> Choices(List<ServerSentEvent> chunks, bool failed)
    {
        var finished = new HashSet<int>();
        var started = new HashSet<int>();
        foreach (var chunk in chunks)
        {
            foreach (var choice in chunk.Json!["choices"]!.AsArray().OfType<JsonObject>())
            {
                if (choice["index"] is not JsonValue value || !value.TryGetValue<int>(out var index)) continue;
                if (finished.Contains(index)) yield return $"{chunk.Label} continues choice {index}, which had finished.";
                if (started.Add(index) && choice["delta"] is JsonObject delta && (string?)delta["role"] != "assistant")
                {
                    yield return $"{chunk.Label} starts choice {index} without the role 'assistant'.";
                }

                if (choice["finish_reason"] is not null) finished.Add(index);
            }
        }

        if (failed) yield break;
        foreach (var index in started.Except(finished)) yield return $"Choice {index} has no finish reason.";
    }
}
