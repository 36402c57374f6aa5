namespace Mimus.Core.Configuration.Documents;

/// <summary>Remembers the anchored values of a YAML document and puts copies of them where aliases ask for them.</summary>
internal sealed class YamlAnchors
{
    private readonly Dictionary<string, ConfigurationNode?> _nodes = [];
    private int _copied;

    /// <summary>An anchored value begins; null for one without an anchor.</summary>
    public void Begin(string? anchor)
    {
        if (anchor is not null)
        {
            _nodes[anchor] = null;
        }
    }

    /// <summary>The anchored value is complete.</summary>
    public void End(string? anchor, ConfigurationNode node)
    {
        if (anchor is not null)
        {
            _nodes[anchor] = node;
        }
    }

    /// <summary>A copy of an anchored value for the place of its alias; throws <see cref="InvalidOperationException"/> with a sentence.</summary>
    public ConfigurationNode Resolve(string anchor, SourceLocation location, string path, int depth)
    {
        if (!_nodes.TryGetValue(anchor, out var node))
        {
            throw new InvalidOperationException($"the alias {Quotation.Of("*" + anchor)} has no anchor '&{anchor}' before it; define it first");
        }

        if (node is null)
        {
            throw new InvalidOperationException($"the alias {Quotation.Of("*" + anchor)} stands inside its own anchor; write the value out");
        }

        return Copy(node, location, path, depth);
    }

    private ConfigurationNode Copy(ConfigurationNode node, SourceLocation location, string path, int depth)
    {
        if (++_copied > DocumentLimits.MaximumAliasedNodes || depth > DocumentLimits.MaximumDepth)
        {
            throw new InvalidOperationException(
                $"the document's aliases stand for more than {DocumentLimits.MaximumAliasedNodes} values "
                    + $"or {DocumentLimits.MaximumDepth} levels; use fewer of them"
            );
        }

        switch (node)
        {
            case ConfigurationMapping mapping:
                var entries = new List<ConfigurationEntry>(mapping.Entries.Count);
                foreach (var entry in mapping.Entries)
                {
                    var value = Copy(entry.Value, entry.Value.Location, NodePath.Join(path, entry.Key), depth + 1);
                    entries.Add(entry with { Value = value });
                }

                return new ConfigurationMapping(location, path, entries);

            case ConfigurationList list:
                var items = new List<ConfigurationNode>(list.Items.Count);
                foreach (var item in list.Items)
                {
                    items.Add(Copy(item, item.Location, NodePath.Join(path, items.Count), depth + 1));
                }

                return new ConfigurationList(location, path, items);

            default:
                return ((ConfigurationScalar)node).At(location, path);
        }
    }
}
