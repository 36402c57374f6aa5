namespace Mimus.Core.Configuration.Documents;

/// <summary>Values in order.</summary>
internal sealed class ConfigurationList(SourceLocation location, string path, IReadOnlyList<ConfigurationNode> items)
    : ConfigurationNode(location, path)
{
    public IReadOnlyList<ConfigurationNode> Items { get; } = items;

    public override string Description => "a list";

    public override string KindName => "a list";
}
