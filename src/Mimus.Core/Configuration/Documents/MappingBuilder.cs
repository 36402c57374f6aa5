namespace Mimus.Core.Configuration.Documents;

/// <summary>Collects the entries of a mapping and reports keys that are there already.</summary>
internal sealed class MappingBuilder(string path, ConfigurationProblems problems)
{
    private readonly List<ConfigurationEntry> _entries = [];
    private readonly Dictionary<string, SourceLocation> _seen = [];

    /// <summary>The entries; of repeated keys, the first.</summary>
    public IReadOnlyList<ConfigurationEntry> Entries => _entries;

    public void Add(string key, SourceLocation keyLocation, ConfigurationNode value)
    {
        if (_seen.TryAdd(key, keyLocation))
        {
            _entries.Add(new ConfigurationEntry(key, keyLocation, value));
            return;
        }

        problems.Add(
            new ConfigurationProblem(
                keyLocation,
                NodePath.Join(path, key),
                $"the key {Quotation.Of(key)} is there already on line {_seen[key].Line}"
            )
            {
                Value = key,
                Expected = "each key once",
            }
        );
    }
}
