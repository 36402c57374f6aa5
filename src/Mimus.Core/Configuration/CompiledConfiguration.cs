namespace Mimus.Core.Configuration;

/// <summary>What a configuration comes to.</summary>
/// <param name="Mock">How the mock behaves; where there are problems, what is wrong is left at its default.</param>
/// <param name="Host">Where and how the server runs.</param>
/// <param name="Problems">Everything that is wrong; a configuration with any must not be used.</param>
/// <param name="Warnings">What is surely not meant, but can be lived with.</param>
internal sealed record CompiledConfiguration(
    MockConfiguration Mock,
    HostSettings Host,
    IReadOnlyList<ConfigurationProblem> Problems,
    IReadOnlyList<ConfigurationProblem> Warnings
)
{
    /// <summary>How many questions <c>customReplies</c> answers.</summary>
    public int CustomReplyCount { get; init; }

    /// <summary>What was named as rules, whether or not it is there.</summary>
    public IReadOnlyList<RulePath> RulePaths { get; init; } = [];

    /// <summary>The rule files that were read.</summary>
    public IReadOnlyList<ConfigurationSource> RuleFiles { get; init; } = [];

    /// <summary>Where the fallback comes from: the flag, the variable or the file with its line; null where there is none.</summary>
    public string? FallbackOrigin { get; init; }

    /// <summary>Whether files are to be loaded again when they change.</summary>
    public bool Watches { get; init; }
}
