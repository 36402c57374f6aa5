using System.Globalization;
using Mimus.Core.Configuration;
using Mimus.Core.Configuration.Documents;

namespace Mimus.Core.Tests.Configuration.Documents;

/// <summary>Reads documents for tests and writes nodes as one line of text.</summary>
internal static class Read
{
    public static string Json5(string text) => Show(Node(text, ConfigurationSyntax.Json5, out _));

    public static string Yaml(string text) => Show(Node(text, ConfigurationSyntax.Yaml, out _));

    public static string Json5Problem(string text) => Problem(text, ConfigurationSyntax.Json5);

    public static string YamlProblem(string text) => Problem(text, ConfigurationSyntax.Yaml);

    public static ConfigurationNode? Node(string text, ConfigurationSyntax syntax, out ConfigurationProblems problems)
    {
        problems = new ConfigurationProblems();
        return DocumentReader.Read(new ConfigurationSource("file", text, syntax), problems);
    }

    public static string Show(ConfigurationNode? node) =>
        node switch
        {
            ConfigurationMapping mapping => $"{{{string.Join(",", mapping.Entries.Select(entry => $"{entry.Key}:{Show(entry.Value)}"))}}}",
            ConfigurationList list => $"[{string.Join(",", list.Items.Select(Show))}]",
            ConfigurationScalar { Kind: ScalarKind.String } text => $"'{text.Text}'",
            ConfigurationScalar { Kind: ScalarKind.Number } number => number.Number.Integer?.ToString(CultureInfo.InvariantCulture)
                ?? number.Number.Value.ToString(CultureInfo.InvariantCulture),
            ConfigurationScalar { Kind: ScalarKind.Boolean } flag => flag.Boolean ? "true" : "false",
            ConfigurationScalar { Kind: ScalarKind.Null } => "null",
            _ => "(broken)",
        };

    private static string Problem(string text, ConfigurationSyntax syntax)
    {
        Node(text, syntax, out var problems);
        return string.Join(Environment.NewLine, problems.Errors);
    }
}
