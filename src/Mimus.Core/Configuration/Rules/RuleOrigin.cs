using Mimus.Core.Configuration.Documents;
using Mimus.Core.Rules;

namespace Mimus.Core.Configuration.Rules;

/// <summary>A rule and where it was written.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Node">Where it stands.</param>
/// <param name="Match">Its <c>when</c>; the rule itself where it has none.</param>
/// <param name="IsNamed">Whether its author gave it its name.</param>
internal sealed record RuleOrigin(Rule Rule, ConfigurationNode Node, ConfigurationNode Match, bool IsNamed)
{
    /// <summary>The rule as a message names it.</summary>
    public string Description => IsNamed ? $"the rule '{Rule.Name}' at {Node.Location}" : $"the rule at {Node.Location}";
}
