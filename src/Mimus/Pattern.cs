using Mimus.Core.Rules;

namespace Mimus;

/// <summary>
/// What a text must look like, where a plain string is not enough: a string is looked for anywhere, upper and lower case aside, and between
/// slashes it is a regular expression.
/// </summary>
public static class Pattern
{
    /// <summary>The text itself, letter by letter.</summary>
    public static TextPattern Exact(string text) => new ExactPattern(text);

    /// <summary>One of these texts, letter by letter.</summary>
    public static TextPattern OneOf(params IReadOnlyList<string> texts) => new OneOfPattern(texts);

    /// <summary>A text that contains this, upper and lower case aside, even where it is written like a regular expression.</summary>
    public static TextPattern Contains(string text) => new ContainsPattern(text);
}
