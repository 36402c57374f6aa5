using System.Globalization;
using System.Text.RegularExpressions;

namespace Mimus.Core.Rules;

/// <summary>What a text must look like: a closed family.</summary>
public abstract record TextPattern
{
    private protected TextPattern() { }

    /// <summary>Reads a text as rule files do.</summary>
    /// <exception cref="ArgumentException">It is written as a regular expression and is none; the message says why.</exception>
    public static implicit operator TextPattern(string text) => FromString(text);

    /// <summary>Reads a text as rule files do: <c>/…/flags</c> is a regular expression, anything else is contained, upper and lower case aside.</summary>
    /// <exception cref="ArgumentException">It is written as a regular expression and is none; the message says why.</exception>
    public static TextPattern FromString(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return JavaScriptPattern.IsPattern(text) ? JavaScriptPattern.Compile(text) : new ContainsPattern(text);
    }

    /// <summary>A text that every matching text contains, case aside; null where there is none. It lets an index pass over the pattern.</summary>
    internal abstract string? RequiredLiteral { get; }

    /// <summary>True where the text matches.</summary>
    internal abstract bool IsMatch(string text);

    /// <summary>In words, for a person who asks why a rule did not match.</summary>
    internal abstract string Describe();
}

/// <summary>The text contains this, upper and lower case aside.</summary>
/// <param name="Text">What it contains.</param>
public sealed record ContainsPattern(string Text) : TextPattern
{
    internal override string? RequiredLiteral => Text;

    internal override bool IsMatch(string text) => text.Contains(Text, StringComparison.OrdinalIgnoreCase);

    internal override string Describe() => $"contains '{Text}'";
}

/// <summary>The text is exactly this.</summary>
/// <param name="Text">What it is.</param>
/// <param name="IgnoreCase">Whether upper and lower case are the same.</param>
public sealed record ExactPattern(string Text, bool IgnoreCase = false) : TextPattern
{
    internal override string? RequiredLiteral => Text;

    internal override bool IsMatch(string text) =>
        string.Equals(text, Text, IgnoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    internal override string Describe() => $"is '{Text}'";
}

/// <summary>The text is one of these.</summary>
/// <param name="Texts">What it may be.</param>
public sealed record OneOfPattern(IReadOnlyList<string> Texts) : TextPattern
{
    private readonly HashSet<string> _texts = new(Texts, StringComparer.Ordinal);

    internal override string? RequiredLiteral => null;

    internal override bool IsMatch(string text) => _texts.Contains(text);

    internal override string Describe() => $"is one of {string.Join(", ", Texts.Select(text => $"'{text}'"))}";
}

/// <summary>A regular expression matches the text.</summary>
public sealed record RegexPattern : TextPattern
{
    // A pattern that runs away is given up, so that it cannot hang the server.
    internal static readonly TimeSpan TimeLimit = TimeSpan.FromMilliseconds(100);

    private readonly Regex _regex;

    internal RegexPattern(string source, Regex regex, string? requiredLiteral)
    {
        Source = source;
        _regex = regex;
        RequiredLiteral = requiredLiteral;
    }

    /// <summary>The pattern as it was written, slashes and flags included.</summary>
    public string Source { get; }

    internal override string? RequiredLiteral { get; }

    /// <summary>True where the pattern has a group of this name or number.</summary>
    internal bool HasGroup(string name) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? _regex.GetGroupNumbers().Contains(number)
            : _regex.GetGroupNames().Contains(name);

    internal override bool IsMatch(string text) => Match(text) is not null;

    /// <summary>The match with its groups; null where there is none, or where the time limit was reached.</summary>
    internal Match? Match(string text)
    {
        try
        {
            return _regex.Match(text) is { Success: true } match ? match : null;
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    internal override string Describe() => $"matches {Source}";
}
