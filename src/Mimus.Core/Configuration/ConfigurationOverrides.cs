using Mimus.Core.Configuration.Documents;

namespace Mimus.Core.Configuration;

/// <summary>What environment variables and flags put in the place of the document's values, whether or not the document has the key.</summary>
internal sealed class ConfigurationOverrides
{
    private readonly Dictionary<ConfigurationKey, ConfigurationNode> _nodes = [];

    /// <summary>Sorts variables and flags by the keys that they set; flags win.</summary>
    public static ConfigurationOverrides Of(
        IReadOnlyList<KeyValuePair<string, string>> environment,
        IReadOnlyList<ConfigurationFlag> flags,
        ConfigurationProblems problems
    )
    {
        var overrides = new ConfigurationOverrides();
        foreach (var variable in EnvironmentVariables.Find(environment, problems))
        {
            if (Read(variable.Name, variable.Key, variable.Value, problems) is { } node)
            {
                overrides._nodes[variable.Key] = node;
            }
        }

        foreach (var given in flags.GroupBy(flag => flag.Key))
        {
            var values = given.Select(flag => ConfigurationScalar.Untyped(SourceLocation.Whole(flag.Name), "", flag.Value)).ToList();
            overrides._nodes[given.Key] = given.Key.IsList ? new ConfigurationList(values[0].Location, "", values) : values[^1];
        }

        return overrides;
    }

    /// <summary>The override of a key; null where there is none.</summary>
    public ConfigurationNode? Find(ConfigurationKey key) => _nodes.GetValueOrDefault(key);

    private static ConfigurationNode? Read(string variable, ConfigurationKey key, string value, ConfigurationProblems problems)
    {
        var location = SourceLocation.Whole(variable);
        if (!key.IsList)
        {
            return ConfigurationScalar.Untyped(location, key.Path, value);
        }

        if (!value.AsSpan().TrimStart().StartsWith('['))
        {
            var parts = value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            var items = parts.Select((part, index) => ConfigurationScalar.Untyped(location, NodePath.Join(key.Path, index), part));
            return new ConfigurationList(location, key.Path, [.. items]);
        }

        try
        {
            return Json5Reader.Read(variable, value, problems, key.Path);
        }
        catch (DocumentSyntaxException exception)
        {
            problems.Add(new ConfigurationProblem(exception.Location, key.Path, exception.Message));
            return null;
        }
    }
}
