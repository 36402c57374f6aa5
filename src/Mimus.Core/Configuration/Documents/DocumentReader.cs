namespace Mimus.Core.Configuration.Documents;

/// <summary>Reads a source into nodes, whatever its syntax.</summary>
internal static class DocumentReader
{
    /// <summary>
    /// The root; null where the syntax is broken, which then is one of <paramref name="problems"/>. Repeated keys are problems too, and
    /// the first of them counts.
    /// </summary>
    public static ConfigurationNode? Read(ConfigurationSource source, ConfigurationProblems problems)
    {
        try
        {
            return source.Syntax switch
            {
                ConfigurationSyntax.Json5 => Json5Reader.Read(source.Name, source.Text, problems),
                // In a method of its own: YamlDotNet is loaded only by those who have YAML.
                _ => YamlReader.Read(source.Name, source.Text, problems),
            };
        }
        catch (DocumentSyntaxException exception)
        {
            problems.Add(new ConfigurationProblem(exception.Location, "", exception.Message));
            return null;
        }
    }
}
