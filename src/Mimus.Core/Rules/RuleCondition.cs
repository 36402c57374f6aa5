using Mimus.Core.Model;

namespace Mimus.Core.Rules;

/// <summary>One thing that a rule demands of a request: a closed family.</summary>
public abstract record RuleCondition
{
    private protected RuleCondition() { }

    /// <summary>The key by which rule files write it.</summary>
    internal abstract string Key { get; }

    /// <summary>What is wanted, in words.</summary>
    internal abstract string Wanted { get; }

    /// <summary>True where the request is so.</summary>
    internal abstract bool Holds(RuleSubject subject);

    /// <summary>What the request has there instead, in words.</summary>
    internal abstract string Got(RuleSubject subject);

    private protected static bool AllHold(IReadOnlyList<RuleCondition> conditions, RuleSubject subject)
    {
        foreach (var condition in conditions)
        {
            if (!condition.Holds(subject))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A text, short enough for a line of a log.</summary>
    private protected static string Show(string? text) =>
        text switch
        {
            null => "nothing",
            { Length: > 80 } => $"'{text[..77]}…'",
            _ => $"'{text}'",
        };
}

/// <summary>A field's text, or one of its texts, matches.</summary>
/// <param name="Field">The field.</param>
/// <param name="Pattern">What it must look like.</param>
public sealed record TextCondition(RuleField Field, TextPattern Pattern) : RuleCondition
{
    internal override string Key => RuleFields.KeyOf(Field);

    internal override string Wanted => Pattern.Describe();

    internal override bool Holds(RuleSubject subject)
    {
        if (!RuleFields.HasSeveral(Field))
        {
            return RuleFields.TextOf(subject, Field) is { } text && Matches(subject, text);
        }

        foreach (var text in RuleFields.TextsOf(subject, Field))
        {
            if (Matches(subject, text))
            {
                return true;
            }
        }

        return false;
    }

    internal override string Got(RuleSubject subject)
    {
        var texts = RuleFields.TextsOf(subject, Field).Take(5).Select(Show).ToList();
        return texts.Count == 0 ? Show(null) : string.Join(", ", texts);
    }

    private bool Matches(RuleSubject subject, string text)
    {
        if (Pattern is not RegexPattern regex)
        {
            return Pattern.IsMatch(text);
        }

        if (regex.Match(text) is not { } match)
        {
            return false;
        }

        if (Field == RuleField.Message)
        {
            subject.Captures = match;
        }

        return true;
    }
}

/// <summary>A header's value matches; a request without the header does not.</summary>
/// <param name="Name">The header's name.</param>
/// <param name="Pattern">What its value must look like; null where it only must be there.</param>
public sealed record HeaderCondition(string Name, TextPattern? Pattern) : RuleCondition
{
    internal override string Key => $"header.{Name}";

    internal override string Wanted => Pattern?.Describe() ?? "is there";

    internal override bool Holds(RuleSubject subject) => subject.Request.Headers[Name] is { } value && Pattern?.IsMatch(value) != false;

    internal override string Got(RuleSubject subject) => Show(subject.Request.Headers[Name]);
}

/// <summary>The yes-or-no questions.</summary>
public enum RuleQuestion
{
    /// <summary>The answer is wanted as a stream.</summary>
    Stream,

    /// <summary>A tool's result stands behind the last user message.</summary>
    HasToolResult,

    /// <summary>The conversation holds an image.</summary>
    Image,
}

/// <summary>A yes-or-no question has this answer.</summary>
/// <param name="Question">The question.</param>
/// <param name="Value">The answer.</param>
public sealed record FlagCondition(RuleQuestion Question, bool Value) : RuleCondition
{
    internal override string Key =>
        Question switch
        {
            RuleQuestion.Stream => "stream",
            RuleQuestion.HasToolResult => "has_tool_result",
            _ => "image",
        };

    internal override string Wanted => Value ? "true" : "false";

    internal override bool Holds(RuleSubject subject) => ValueOf(subject) == Value;

    internal override string Got(RuleSubject subject) => ValueOf(subject) ? "true" : "false";

    private bool ValueOf(RuleSubject subject) =>
        Question switch
        {
            RuleQuestion.Stream => subject.Request.Streaming,
            RuleQuestion.HasToolResult => subject.HasToolResult,
            _ => subject.Request.Messages.Any(message => message.Parts.Any(part => part is MessageImage)),
        };
}

/// <summary>The conversation holds this many answers already.</summary>
/// <param name="Turn">The number of assistant messages.</param>
public sealed record TurnCondition(int Turn) : RuleCondition
{
    internal override string Key => "turn";

    internal override string Wanted => $"is {Turn}";

    internal override bool Holds(RuleSubject subject) => subject.Request.Turn == Turn;

    internal override string Got(RuleSubject subject) => $"{subject.Request.Turn}";
}

/// <summary>None of these conditions holds together: the opposite of all of them.</summary>
/// <param name="Conditions">The conditions that must not all hold.</param>
public sealed record NotCondition(IReadOnlyList<RuleCondition> Conditions) : RuleCondition
{
    internal override string Key => "not";

    internal override string Wanted => $"not ({string.Join(" and ", Conditions.Select(condition => $"{condition.Key} {condition.Wanted}"))})";

    internal override bool Holds(RuleSubject subject)
    {
        var captures = subject.Captures;
        var holds = AllHold(Conditions, subject);
        subject.Captures = captures;
        return !holds;
    }

    internal override string Got(RuleSubject subject) => "all of it";
}

/// <summary>At least one of several groups of conditions holds.</summary>
/// <param name="Groups">The groups; all conditions of one must hold.</param>
public sealed record AnyCondition(IReadOnlyList<IReadOnlyList<RuleCondition>> Groups) : RuleCondition
{
    internal override string Key => "any";

    internal override string Wanted =>
        string.Join(" or ", Groups.Select(group => string.Join(" and ", group.Select(condition => $"{condition.Key} {condition.Wanted}"))));

    internal override bool Holds(RuleSubject subject)
    {
        var captures = subject.Captures;
        foreach (var group in Groups)
        {
            if (AllHold(group, subject))
            {
                return true;
            }

            subject.Captures = captures;
        }

        return false;
    }

    internal override string Got(RuleSubject subject) => "none of it";
}

/// <summary>A function of the user's own says yes.</summary>
/// <param name="Predicate">The function.</param>
/// <param name="Description">What it asks, in words.</param>
public sealed record PredicateCondition(Func<MockRequest, bool> Predicate, string Description) : RuleCondition
{
    internal override string Key => "predicate";

    internal override string Wanted => Description;

    internal override bool Holds(RuleSubject subject) => Predicate(subject.Request);

    internal override string Got(RuleSubject subject) => "false";
}
