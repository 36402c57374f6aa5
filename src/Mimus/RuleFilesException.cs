namespace Mimus;

/// <summary>Rule files cannot be used. Nothing of them was loaded, and the rules that were there before are still in force.</summary>
public sealed class RuleFilesException : Exception
{
    /// <summary>Makes the exception.</summary>
    public RuleFilesException() { }

    /// <summary>Makes the exception.</summary>
    public RuleFilesException(string message)
        : base(message) { }

    /// <summary>Makes the exception.</summary>
    public RuleFilesException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>Makes the exception of everything that is wrong.</summary>
    public RuleFilesException(IReadOnlyList<string> problems)
        : base($"{(problems.Count == 1 ? "1 problem" : $"{problems.Count} problems")} in the rule files:\n  {string.Join("\n  ", problems)}") =>
        Problems = problems;

    /// <summary>Everything that is wrong, a line each: <c>rules.json5:3:5: rules[0].reply: …</c></summary>
    public IReadOnlyList<string> Problems { get; } = [];
}
