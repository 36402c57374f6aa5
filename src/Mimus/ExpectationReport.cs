using System.Text;

namespace Mimus;

/// <summary>Says in words what was expected and has not come true.</summary>
internal static class ExpectationReport
{
    public static string OfRules(IReadOnlyList<RuleHandle> open, int count, ReceivedReport received)
    {
        var text = new StringBuilder($"{open.Count} of {Count(count, "rule")} {(open.Count == 1 ? "is" : "are")} not done:");
        foreach (var rule in open)
        {
            text.Append($"\n  '{rule.Name}' {StateOf(rule)}");
        }

        return text.Append('\n').Append(received).ToString();
    }

    public static string OfRequests(int expected, int actual, string which, string? nearest, ReceivedReport received)
    {
        var text = new StringBuilder($"Expected {Count(expected, "request")} {which}, but there {(actual == 1 ? "was" : "were")} {actual}.");
        return (nearest is null ? text : text.Append(' ').Append(nearest)).Append('\n').Append(received).ToString();
    }

    private static string StateOf(RuleHandle rule) =>
        !rule.IsFinished ? "has no reply, so it answers nothing: call Reply, ReplySequence, CallTool or ReplyError on it"
        : !rule.HasReplied ? "has never matched"
        : $"has matched {Count(rule.MatchCount, "time")} of {rule.Wanted}";

    private static string Count(long count, string thing) => count == 1 ? $"1 {thing}" : $"{count} {thing}s";
}
