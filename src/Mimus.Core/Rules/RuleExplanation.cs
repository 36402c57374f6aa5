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
    /// <summary>What each rule makes of the request, in the order in which they are asked.</summary>
    public static IEnumerable<RuleVerdict> Of(RuleBook book, MockRequest request)
    {
        var subject = new RuleSubject(request);
        foreach (var rule in book.Rules)
        {
            var failed = rule.Conditions.Where(condition => !condition.Holds(subject)).ToList();
            yield return new RuleVerdict(rule, failed, rule.Conditions.Count - failed.Count);
        }
    }

    /// <summary>A rule that fits and still did not answer: it is used up, or would call a tool that has already answered.</summary>
    private static Rule? Spent(RuleBook book, MockRequest request) =>
        Of(book, request).FirstOrDefault(verdict => verdict.Matches && (verdict.Rule.Scope is null || verdict.Rule.Scope == request.Scope))?.Rule;

    /// <summary>The rule that came nearest: the fewest conditions failed, and among those the most held.</summary>
    public static RuleVerdict? Nearest(RuleBook book, MockRequest request) =>
        Of(book, request).Where(verdict => !verdict.Matches).OrderBy(verdict => verdict.Failed.Count).ThenByDescending(verdict => verdict.Held).FirstOrDefault();

    /// <summary>In one sentence why no rule matched.</summary>
    public static string Describe(RuleBook book, MockRequest request)
    {
        if (book.Rules.Count == 0)
        {
            return "No rule matched: there are no rules.";
        }

        if (Spent(book, request) is { } spent)
        {
            return $"No rule matched: '{spent.Name}' fits, but is used up, or would call a tool that has already answered.";
        }

        if (Nearest(book, request) is not { } nearest)
        {
            return "No rule matched: those that fit are for other scopes.";
        }

        var failed = nearest.Failed[0];
        return $"No rule matched. Nearest: '{nearest.Rule.Name}' failed on {failed.Key}: wanted {failed.Wanted}, got {failed.Got(new RuleSubject(request))}.";
    }
}
