namespace Mimus.Core.Configuration.Documents;

/// <summary>Keys with values, in the document's order; no key is there twice.</summary>
internal sealed class ConfigurationMapping(SourceLocation location, string path, IReadOnlyList<ConfigurationEntry> entries)
    : ConfigurationNode(location, path)
{
    public IReadOnlyList<ConfigurationEntry> Entries { get; } = entries;

    public override string Description => "a mapping";

    public override string KindName => "a mapping";
}

/// <summary>A key of a mapping with its value.</summary>
internal sealed record ConfigurationEntry(string Key, SourceLocation KeyLocation, ConfigurationNode Value);
