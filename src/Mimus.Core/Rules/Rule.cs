using System.Diagnostics;
using Mimus.Core.Limits;

namespace Mimus.Core.Rules;

/// <summary>What happens when a sequence of replies has been given to its end.</summary>
public enum SequenceEnd
{
    /// <summary>The last reply is repeated: the default.</summary>
    Last,

    /// <summary>The rule matches no more.</summary>
    Fallthrough,

    /// <summary>The sequence begins anew.</summary>
    Loop,
}

/// <summary>A match, a reply or a sequence of replies, and limits.</summary>
[DebuggerDisplay("{Name}")]
public sealed record Rule
{
    /// <summary>The name under which its counters are kept and reports show it; it must differ from all others'.</summary>
    public required string Name { get; init; }

    /// <summary>What tells its counters apart from those of other rules, also across reloads; its name, unless it comes from a file.</summary>
    internal string CounterName
    {
        get => field ?? Name;
        init;
    }

    /// <summary>What must hold of a request, all of it; nothing at all matches every request.</summary>
    public IReadOnlyList<RuleCondition> Conditions { get; init; } = [];

    /// <summary>The replies: one, or a sequence that goes on by one with each match; none leaves the rule unfinished, and it is passed over.</summary>
    public required IReadOnlyList<RuleReply> Replies { get; init; }

    /// <summary>What happens after the last reply of a sequence.</summary>
    public SequenceEnd Then { get; init; } = SequenceEnd.Last;

    /// <summary>How often the rule matches before it is used up; null for ever.</summary>
    public int? Times { get; init; }

    /// <summary>How many requests and tokens it allows; null leaves that to the model and the server.</summary>
    public LimitSettings? Limits { get; init; }

    /// <summary>The scope whose requests alone the rule answers, and before all rules without a scope; null answers all.</summary>
    public string? Scope { get; init; }

    /// <summary>Rules with a higher priority are asked first; 0 by default. Among equals the order of writing counts.</summary>
    public int Priority { get; init; }

    /// <summary>How often it has replied, in all scopes together; changed copies of the rule go on counting.</summary>
    internal MatchCounter Counter { get; init; } = new();

    /// <summary>
    /// True for a rule that answers the very next request, whichever it is: it is asked before all others, counts once for all scopes, and
    /// takes a client's repeated attempt for one more request, so that the attempt after it gets the real answer.
    /// </summary>
    internal bool IsForNextRequest { get; init; }

    /// <summary>How many matches the rule has in it; null for as many as come.</summary>
    internal long? Limit =>
        Then == SequenceEnd.Fallthrough ? Math.Min(Replies.Count, Times ?? int.MaxValue) : Times;

    /// <summary>The reply to a match, counted from 1.</summary>
    internal RuleReply ReplyTo(long match)
    {
        var index = Math.Max(0, match - 1);
        return Replies[(int)(Then == SequenceEnd.Loop ? index % Replies.Count : Math.Min(index, Replies.Count - 1))];
    }
}
