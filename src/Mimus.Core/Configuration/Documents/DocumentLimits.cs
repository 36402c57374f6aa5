namespace Mimus.Core.Configuration.Documents;

/// <summary>What keeps a hostile or mistaken document from exhausting the process.</summary>
internal static class DocumentLimits
{
    /// <summary>How many mappings and lists may stand in each other.</summary>
    public const int MaximumDepth = 64;

    /// <summary>How many values the aliases of a YAML document may add up to.</summary>
    public const int MaximumAliasedNodes = 100_000;
}
