using Mimus.Core.Configuration.Rules;

namespace Mimus.Core.Configuration;

/// <summary>The rule files behind some paths, as somebody else has fetched them.</summary>
/// <param name="Files">The files, in the order in which their rules are asked.</param>
/// <param name="Problems">What of it cannot be read.</param>
internal sealed record RuleSources(IReadOnlyList<ConfigurationSource> Files, IReadOnlyList<ConfigurationProblem> Problems)
{
    /// <summary>Nothing at all.</summary>
    public static RuleSources None { get; } = new([], []);

    /// <summary>The rules of files that are code.</summary>
    public IReadOnlyList<CodeRules> Code { get; init; } = [];

    /// <summary>What its user should know and can live with.</summary>
    public IReadOnlyList<ConfigurationProblem> Warnings { get; init; } = [];
}
