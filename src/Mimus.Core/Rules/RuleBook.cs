using Mimus.Core.Model;

namespace Mimus.Core.Rules;

/// <summary>All rules of a configuration, in the order in which they are asked, with an index that leaves out those that cannot match.</summary>
internal sealed class RuleBook
{
    private readonly Lazy<Content> _content;

    private RuleBook(Lazy<Content> content) => _content = content;

    /// <summary>No rules.</summary>
    public static RuleBook Empty { get; } = Of([]);

    /// <summary>The rules, the first to be asked first.</summary>
    public IReadOnlyList<Rule> Rules => _content.Value.Rules;

    /// <summary>True where a reply of any rule asks for a fault.</summary>
    public bool HasFaults => _content.Value.HasFaults;

    /// <summary>True where any rule limits its requests.</summary>
    public bool HasLimits => _content.Value.HasLimits;

    /// <summary>Orders rules: those of a scope before those of all, then by priority, then as written.</summary>
    public static RuleBook Of(IEnumerable<Rule> rules) => new(new Lazy<Content>(new Content(rules)));

    /// <summary>Does the same when the first request asks, so that many changes in a row cost one ordering.</summary>
    /// <param name="rules">The rules; they must not change.</param>
    public static RuleBook Deferred(IEnumerable<Rule> rules) => new(new Lazy<Content>(() => new Content(rules)));

    /// <summary>The same rules, where those that were in another book too go on counting.</summary>
    public RuleBook CountingOnFrom(RuleBook other)
    {
        var counters = new Dictionary<string, MatchCounter>(StringComparer.Ordinal);
        foreach (var rule in other.Rules)
        {
            counters.TryAdd(rule.CounterName, rule.Counter);
        }

        return Of(Rules.Select(rule => counters.TryGetValue(rule.CounterName, out var counter) ? rule with { Counter = counter } : rule));
    }

    /// <summary>The positions of the rules that may match, in order.</summary>
    public List<int> Candidates(RuleSubject subject)
    {
        var content = _content.Value;
        var found = new List<int>();
        content.Messages?.Find(subject.Message, found);
        content.Systems?.Find(subject.System, found);
        content.Models?.Find(subject.Request.Model, found);
        if (found.Count == 0)
        {
            found.AddRange(content.Always);
            return found;
        }

        found.AddRange(content.Always);
        found.Sort();
        var kept = 0;
        for (var index = 0; index < found.Count; index++)
        {
            if (kept == 0 || found[kept - 1] != found[index])
            {
                found[kept++] = found[index];
            }
        }

        found.RemoveRange(kept, found.Count - kept);
        return found;
    }

    /// <summary>True where all conditions of the rule hold.</summary>
    public static bool Matches(Rule rule, RuleSubject subject)
    {
        subject.Captures = null;
        if (rule.Scope is not null && rule.Scope != subject.Request.Scope)
        {
            return false;
        }

        foreach (var condition in rule.Conditions)
        {
            if (!condition.Holds(subject))
            {
                return false;
            }
        }

        return !WouldLoop(rule, subject.Request);
    }

    // A rule that calls a tool would call it again and again when the result comes back with the same user message before it. Where the rule
    // itself asks for the state of the conversation, its author has thought of that.
    private static bool WouldLoop(Rule rule, MockRequest request)
    {
        if (request.LastToolResult is null || rule.Conditions.Any(AsksForTheTurn))
        {
            return false;
        }

        for (var index = request.Messages.Count - 1; index >= 0 && request.Messages[index].Role != MessageRole.User; index--)
        {
            foreach (var part in request.Messages[index].Parts)
            {
                if (part is MessageToolCall call && rule.Replies.Any(reply => reply.Calls(call.Name)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool AsksForTheTurn(RuleCondition condition) =>
        condition
            is TurnCondition
                or PredicateCondition
                or FlagCondition { Question: RuleQuestion.HasToolResult }
                or TextCondition { Field: RuleField.ToolCallId or RuleField.ToolResult };

    // Of a rule's conditions the one with the longest literal decides where it is filed; the message's are worth most.
    private static (RuleField Field, string? Literal) Gate(Rule rule)
    {
        (RuleField Field, string? Literal) best = default;
        foreach (var condition in rule.Conditions)
        {
            if (
                condition is TextCondition { Field: RuleField.Message or RuleField.System or RuleField.Model } text
                && text.Pattern.RequiredLiteral is { Length: > 0 } literal
                && (best.Literal is null || (text.Field == RuleField.Message && best.Field != RuleField.Message) || literal.Length > best.Literal.Length)
            )
            {
                best = (text.Field, literal);
            }
        }

        return best;
    }

    private static GramIndex? Index(List<(RuleField Field, string? Literal)> gates, RuleField field)
    {
        var literals = new List<(string, int)>();
        for (var index = 0; index < gates.Count; index++)
        {
            if (gates[index] is { Literal: { } literal } gate && gate.Field == field)
            {
                literals.Add((literal, index));
            }
        }

        return literals.Count > 0 ? new GramIndex(literals) : null;
    }

    private sealed class Content
    {
        public Content(IEnumerable<Rule> rules)
        {
            Rules =
            [
                .. rules
                    .OrderByDescending(rule => rule.IsForNextRequest)
                    .ThenByDescending(rule => rule.Scope is not null)
                    .ThenByDescending(rule => rule.Priority),
            ];
            HasFaults = Rules.Any(rule => rule.Replies.Any(reply => reply.Delivery?.Fault is not null));
            HasLimits = Rules.Any(rule => rule.Limits is not null);
            var gates = Rules.Select(Gate).ToList();
            Messages = Index(gates, RuleField.Message);
            Systems = Index(gates, RuleField.System);
            Models = Index(gates, RuleField.Model);
            Always = [.. Enumerable.Range(0, Rules.Count).Where(index => gates[index].Literal is null)];
        }

        public IReadOnlyList<Rule> Rules { get; }

        public bool HasFaults { get; }

        public bool HasLimits { get; }

        public GramIndex? Messages { get; }

        public GramIndex? Systems { get; }

        public GramIndex? Models { get; }

        /// <summary>Rules that no index can leave out.</summary>
        public int[] Always { get; }
    }
}
