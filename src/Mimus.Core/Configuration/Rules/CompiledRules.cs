using Mimus.Core.Rules;

namespace Mimus.Core.Configuration.Rules;

/// <summary>What rule files come to.</summary>
/// <param name="Book">The rules; where there are problems, those that could be read.</param>
/// <param name="Fallback">What is answered when no rule matches; null where nobody says it.</param>
/// <param name="FallbackOrigin">Where it says so.</param>
/// <param name="Problems">Everything that is wrong; rules with any must not be used.</param>
/// <param name="Warnings">What is surely not meant, but can be lived with.</param>
internal sealed record CompiledRules(
    RuleBook Book,
    RuleReply? Fallback,
    string? FallbackOrigin,
    IReadOnlyList<ConfigurationProblem> Problems,
    IReadOnlyList<ConfigurationProblem> Warnings
);
