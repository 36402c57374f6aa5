using System.Text;
using Mimus.Core.Configuration.Documents;

namespace Mimus.Core.Configuration;

/// <summary>Something in a configuration that cannot be, or that surely is not meant.</summary>
/// <param name="Location">The file with line and column, the environment variable or the flag.</param>
/// <param name="Path">The setting, as in <c>models[1].id</c>; empty where the whole document is meant.</param>
/// <param name="What">What is wrong, quoting the value unless it is a secret; no full stop at its end.</param>
internal sealed record ConfigurationProblem(SourceLocation Location, string Path, string What)
{
    /// <summary>The value as it was written; null where it is a secret or has no short form.</summary>
    public string? Value { get; init; }

    /// <summary>What can be written instead: the message says "write …".</summary>
    public string? Expected { get; init; }

    /// <summary>The known name that is nearest to what was written.</summary>
    public string? Suggestion { get; init; }

    /// <summary>One line: <c>config.yaml:4:3: strategies[1]: 'X' is not a strategy; did you mean 'Y'? Write …</c></summary>
    public override string ToString() => Path.Length > 0 ? $"{Location}: {Path}: {ToSentence()}" : $"{Location}: {ToSentence()}";

    /// <summary>The same without the place: what is wrong, and what to do.</summary>
    public string ToSentence()
    {
        var sentence = new StringBuilder(What);
        if (Suggestion is not null)
        {
            sentence.Append($"; did you mean '{Suggestion}'?");
        }

        if (Expected is not null)
        {
            sentence.Append(Suggestion is null ? "; write " : " Write ").Append(Expected);
        }

        return sentence.Append(Suggestion is not null && Expected is null ? "" : ".").ToString();
    }
}
