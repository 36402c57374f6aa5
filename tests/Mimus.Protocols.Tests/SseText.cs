using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Mimus.Protocols.Tests;

/// <summary>One event of a stream.</summary>
/// <param name="Name">The event's name; empty where it has none.</param>
/// <param name="Data">Its payload.</param>
internal sealed record SseEvent(string Name, string Data)
{
    /// <summary>The payload, read; null for one that is no JSON, such as <c>[DONE]</c>.</summary>
    public JsonNode? Json
    {
        get
        {
            try
            {
                return JsonNode.Parse(Data);
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}

/// <summary>Reads server-sent events, strictly: LF line ends, one optional <c>event:</c>, one <c>data:</c>, an empty line.</summary>
internal static class SseText
{
    public static List<SseEvent> Parse(string stream)
    {
        Assert.EndsWith("\n\n", stream, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', stream);
        return [.. stream[..^2].Split("\n\n").Select(ParseEvent)];
    }

    private static SseEvent ParseEvent(string frame)
    {
        var lines = frame.Split('\n');
        var name = "";
        if (lines is [var first, _])
        {
            Assert.StartsWith("event: ", first, StringComparison.Ordinal);
            name = first["event: ".Length..];
        }

        Assert.True(lines.Length is 1 or 2, $"A frame of {lines.Length} lines: {frame}");
        Assert.StartsWith("data: ", lines[^1], StringComparison.Ordinal);
        return new SseEvent(name, lines[^1]["data: ".Length..]);
    }
}
