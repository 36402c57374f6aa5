namespace Mimus.Core.Configuration;

/// <summary>A configuration as somebody else has fetched it.</summary>
/// <param name="Name">What messages call it: a file's name as the user wrote it.</param>
/// <param name="Text">All of it.</param>
/// <param name="Syntax">How to read it.</param>
internal sealed record ConfigurationSource(string Name, string Text, ConfigurationSyntax Syntax)
{
    /// <summary>The syntax that a file name's ending stands for; null for an ending that no configuration has.</summary>
    public static ConfigurationSyntax? SyntaxOf(string fileName)
    {
        if (EndsWith(fileName, ".yaml") || EndsWith(fileName, ".yml"))
        {
            return ConfigurationSyntax.Yaml;
        }

        return EndsWith(fileName, ".json") || EndsWith(fileName, ".json5") ? ConfigurationSyntax.Json5 : null;
    }

    private static bool EndsWith(string fileName, string ending) => fileName.EndsWith(ending, StringComparison.OrdinalIgnoreCase);
}
