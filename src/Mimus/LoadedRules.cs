namespace Mimus;

/// <summary>What rule files have brought.</summary>
/// <param name="Rules">Their rules, in the order in which they stand there.</param>
/// <param name="Warnings">What is surely not meant but can be lived with, a line each, such as a rule that an earlier one shadows.</param>
public sealed record LoadedRules(IReadOnlyList<RuleHandle> Rules, IReadOnlyList<string> Warnings);
