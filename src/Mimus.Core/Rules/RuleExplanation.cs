using Mimus.Core.Model;

namespace Mimus.Core.Rules;

/// <summary>What one rule makes of a request.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Failed">The conditions that do not hold; empty where all do.</param>
/// <param name="Held">How many conditions hold.</param>
internal sealed record RuleVerdict(Rule Rule, IReadOnlyList<RuleCondition> Failed, int Held)
{
    /// <summary>True where all conditions hold.</summary>
    public bool Matches => Failed.Count == 0;
}

/// <summary>Says why rules did not match: for people, never on the way of a request that was answered.</summary>
internal static class RuleExplanation
{
    /// <summary>What each rule makes of the request, in the order in which they are asked; rules of other scopes are none of its business.</summary>
    public static IEnumerable<RuleVerdict> Of(RuleBook book, MockRequest request)
    {
        var subject = new RuleSubject(request);
        foreach (var rule in book.Rules.Where(rule => rule.Scope is null || rule.Scope == request.Scope))
        {
            var failed = rule.Conditions.Where(condition => !condition.Holds(subject)).ToList();
            yield return new RuleVerdict(rule, failed, rule.Conditions.Count - failed.Count);
        }
    }

    /// <summary>The rule that came nearest: the fewest conditions failed, and among those the most held.</summary>
    public static RuleVerdict? Nearest(RuleBook book, MockRequest request) => Nearest(Of(book, request));

    /// <summary>In one sentence why no rule matched.</summary>
    public static string Describe(RuleBook book, MockRequest request)
    {
        var verdicts = Of(book, request).Where(verdict => !verdict.Rule.IsForNextRequest).ToList();
        if (verdicts.Count == 0)
        {
            return "No rule matched: there are no rules.";
        }

        if (verdicts.Find(verdict => verdict.Matches && verdict.Rule.Replies.Count == 0) is { } unfinished)
        {
            return $"No rule matched. '{unfinished.Rule.Name}' would, but no reply has been set for it.";
        }

        if (verdicts.Find(verdict => verdict.Matches) is { } spent)
        {
            return $"No rule matched: '{spent.Rule.Name}' fits, but it is used up, or would call a tool that has already answered.";
        }

        var nearest = Nearest(verdicts)!;
        var failed = nearest.Failed[0];
        return $"No rule matched. Nearest: '{nearest.Rule.Name}' failed on {failed.Key}: wanted {failed.Wanted}, got {failed.Got(new RuleSubject(request))}.";
    }

    private static RuleVerdict? Nearest(IEnumerable<RuleVerdict> verdicts) =>
        verdicts.Where(verdict => !verdict.Matches).OrderBy(verdict => verdict.Failed.Count).ThenByDescending(verdict => verdict.Held).FirstOrDefault();
}
