using Mimus.Core.Rules;

namespace Mimus.Core.Configuration.Rules;

/// <summary>The rules of a file that is code: somebody else has run it.</summary>
/// <param name="Position">How many rule files stand before it.</param>
/// <param name="Rules">Its rules, in order.</param>
/// <param name="Fallback">Its fallback; null where it has none.</param>
/// <param name="Source">The file.</param>
internal sealed record CodeRules(int Position, IReadOnlyList<Rule> Rules, RuleReply? Fallback, ConfigurationSource Source)
{
    /// <summary>The file's name.</summary>
    public string Name => Source.Name;
}
