using Mimus.Core.Configuration.Documents;

namespace Mimus.Core.Configuration;

/// <summary>A rule file, or a folder with rule files, as somebody named it.</summary>
/// <param name="Path">The path as it was written.</param>
/// <param name="Location">Where it was written.</param>
/// <param name="KeyPath">The way to it from the document's root, as in <c>rules[0]</c>; empty for a flag.</param>
internal sealed record RulePath(string Path, SourceLocation Location, string KeyPath)
{
    /// <summary>A problem with what the path leads to.</summary>
    public ConfigurationProblem Problem(string what, string expected) => new(Location, KeyPath, what) { Value = Path, Expected = expected };
}
