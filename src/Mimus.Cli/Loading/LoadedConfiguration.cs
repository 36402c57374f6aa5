using Mimus.Core.Configuration;

namespace Mimus.Cli.Loading;

/// <summary>A configuration with its rule files, as they were at one moment.</summary>
/// <param name="Source">The configuration's file; null where there is none.</param>
/// <param name="Compiled">What it comes to.</param>
/// <param name="Problems">Everything that is wrong, a line each; a configuration with any must not be used.</param>
/// <param name="Paths">The full paths of the files and folders of which it is made.</param>
internal sealed record LoadedConfiguration(
    ConfigurationSource? Source,
    CompiledConfiguration Compiled,
    IReadOnlyList<string> Problems,
    IReadOnlyList<string> Paths
)
{
    /// <summary>True where all files are the same, so that nothing has changed.</summary>
    public bool IsSameAs(LoadedConfiguration other) =>
        Source == other.Source && Compiled.RuleFiles.SequenceEqual(other.Compiled.RuleFiles) && Problems.SequenceEqual(other.Problems);

    /// <summary>In words how many rules there are: <c>15 rules from 1 file</c>.</summary>
    public string DescribeRules() =>
        $"{Counted.Of(Compiled.Mock.Rules.Rules.Count, "rule", "rules")} from {Counted.Of(Compiled.RuleFiles.Count, "file", "files")}";
}
