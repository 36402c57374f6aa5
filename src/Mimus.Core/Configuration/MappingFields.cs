using Mimus.Core.Configuration.Documents;
using Mimus.Core.Text;

namespace Mimus.Core.Configuration;

/// <summary>The values of a mapping by their keys, in whatever spelling; unknown and repeated keys are reported.</summary>
internal sealed class MappingFields
{
    private readonly Dictionary<ConfigurationKey, ConfigurationEntry> _entries = [];

    /// <summary>A mapping without anything.</summary>
    public static MappingFields Empty { get; } = new();

    /// <summary>Sorts a mapping's entries by the keys that it may have.</summary>
    public static MappingFields Of(ConfigurationMapping mapping, IReadOnlyList<ConfigurationKey> keys, ConfigurationProblems problems)
    {
        var fields = new MappingFields();
        foreach (var entry in mapping.Entries)
        {
            var key = keys.FirstOrDefault(known => known.IsWrittenAs(entry.Key));
            if (key is null)
            {
                problems.Add(Unknown(entry, keys));
            }
            else if (!fields._entries.TryAdd(key, entry))
            {
                problems.Add(Repeated(entry, fields._entries[key]));
            }
        }

        return fields;
    }

    /// <summary>The value of a key; null where there is none or it is null.</summary>
    public ConfigurationNode? Find(ConfigurationKey key) =>
        _entries.TryGetValue(key, out var entry) && !entry.Value.IsNull ? entry.Value : null;

    private static ConfigurationProblem Unknown(ConfigurationEntry entry, IReadOnlyList<ConfigurationKey> keys)
    {
        var names = keys.Select(key => KeySpelling.Like(entry.Key, key.Name)).ToList();
        var nearest = NearestName.Find(entry.Key, names);
        return new ConfigurationProblem(entry.KeyLocation, entry.Value.Path, $"{Quotation.Of(entry.Key)} is not a known key")
        {
            Value = entry.Key,
            Suggestion = nearest,
            Expected = nearest is null ? $"one of {string.Join(", ", names.Where(name => name[0] != '$'))}" : null,
        };
    }

    private static ConfigurationProblem Repeated(ConfigurationEntry entry, ConfigurationEntry first) =>
        new(
            entry.KeyLocation,
            entry.Value.Path,
            $"{Quotation.Of(entry.Key)} is the same key as {Quotation.Of(first.Key)} on line {first.KeyLocation.Line}"
        )
        {
            Value = entry.Key,
            Expected = "one of the two",
        };
}
