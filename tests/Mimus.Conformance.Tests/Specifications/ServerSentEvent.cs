using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mimus.Conformance.Tests.Specifications;

/// <summary>One event of a stream; <see cref="Json"/> is null when the data is not a JSON object.</summary>
internal sealed record ServerSentEvent(int Number, string? Name, string Data, JsonObject? Json)
{
    public const string DoneMarker = "[DONE]";

    public bool IsDone => Data == DoneMarker;

    public string? Type => Json?["type"] is JsonValue value && value.TryGetValue<string>(out var type) ? type : null;

    /// <summary>How problems name this event.</summary>
    public string Label => Type is { } type ? $"event {Number} ({type})" : $"event {Number}";

    /// <summary>Reads a whole stream. Only what vendors send is accepted: a name at most, one line of data, a blank line.</summary>
    public static IReadOnlyList<ServerSentEvent> ReadAll(string body, ICollection<string> problems)
    {
        var text = body.Replace("\r\n", "\n", StringComparison.Ordinal).TrimStart('\n');
        if (!text.EndsWith("\n\n", StringComparison.Ordinal)) problems.Add("The stream ends without a blank line: its last event is cut.");

        var events = new List<ServerSentEvent>();
        foreach (var block in text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            if (Read(events.Count, block, problems) is { } read) events.Add(read);
        }

        return events;
    }

    private static ServerSentEvent? Read(int number, string block, ICollection<string> problems)
    {
        string? name = null;
        string? data = null;
        foreach (var line in block.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal) && name is null) name = line["event: ".Length..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal) && data is null) data = line["data: ".Length..];
            else if (line[0] != ':') problems.Add($"event {number}: the line '{line}' is neither the event's name nor its one data line.");
        }

        if (data is null)
        {
            if (name is not null) problems.Add($"event {number} ({name}): has no data.");
            return null;
        }

        return new ServerSentEvent(number, name, data, Parse(data));
    }

    private static JsonObject? Parse(string data)
    {
        try
        {
            return JsonNode.Parse(data) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
