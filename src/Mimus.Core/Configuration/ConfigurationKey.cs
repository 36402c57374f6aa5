namespace Mimus.Core.Configuration;

/// <summary>A key that a configuration may have, and the other ways to say it.</summary>
internal sealed class ConfigurationKey
{
    private readonly string[] _dashed;

    /// <param name="path">The documented spelling with the keys around it, as in <c>cors.allow-origins</c>.</param>
    /// <param name="otherNames">Other names for the same thing, without the keys around.</param>
    public ConfigurationKey(string path, params string[] otherNames)
    {
        Path = path;
        Parent = path.LastIndexOf('.') is var dot and > 0 ? path[..dot] : null;
        Name = path[(path.LastIndexOf('.') + 1)..];
        _dashed = [KeySpelling.Dashed(Name), .. otherNames];
    }

    /// <summary>The way from the root to the key.</summary>
    public string Path { get; }

    /// <summary>The way to the mapping that the key stands in; null for the root.</summary>
    public string? Parent { get; }

    /// <summary>The documented spelling.</summary>
    public string Name { get; }

    /// <summary>True where an environment variable that holds this key is a list: JSON, or values with <c>;</c> between them.</summary>
    public bool IsList { get; init; }

    /// <summary>True where the key, in any spelling, is this one.</summary>
    public bool IsWrittenAs(string key) => _dashed.AsSpan().Contains(KeySpelling.Dashed(key));

    /// <summary>The ends of the environment variables that hold this key, the documented one first: <c>CORS_ALLOW_ORIGINS</c>.</summary>
    public IEnumerable<string> VariableNames()
    {
        var parent = Parent is null ? "" : KeySpelling.Dashed(Parent) + "-";
        foreach (var dashed in _dashed)
        {
            yield return (parent + dashed).Replace('-', '_').ToUpperInvariant();
        }

        // What the first reference server makes of a key in camelCase.
        if (Name.Any(char.IsAsciiLetterUpper))
        {
            yield return Name.ToUpperInvariant();
        }
    }
}
