using Mimus.Core.Configuration.Documents;
using Mimus.Core.Rules;
using Mimus.Core.Text;

namespace Mimus.Core.Configuration.Rules;

/// <summary>Warns where a field whose values are known is compared with a value that does not exist.</summary>
internal sealed class NamedValues(ConfigurationProblems problems)
{
    /// <summary>The names of the formats, as requests carry them.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["openai", "responses", "anthropic"];

    private static readonly string[] s_responseFormats = ["text", "json_object", "json_schema"];

    /// <summary>The pattern, its texts spelled as requests spell them.</summary>
    public TextPattern Check(RuleField field, TextPattern pattern, ConfigurationNode node) =>
        field switch
        {
            RuleField.Format => Check("a format", Formats, Lowered(pattern), node),
            RuleField.ResponseFormat => Check("a response format", s_responseFormats, pattern, node),
            _ => pattern,
        };

    private TextPattern Check(string noun, IReadOnlyList<string> names, TextPattern pattern, ConfigurationNode node)
    {
        foreach (var text in TextsOf(pattern))
        {
            if (!names.Contains(text))
            {
                Warn(node, $"{Quotation.Of(text)} is not {noun}", text, names, NearestName.Find(text, names));
            }
        }

        if (pattern is RegexPattern regex && !names.Any(regex.IsMatch))
        {
            Warn(node, $"{Quotation.Of(regex.Source)} matches no name of {noun}", regex.Source, names, null);
        }

        return pattern;
    }

    private void Warn(ConfigurationNode node, string sentence, string value, IReadOnlyList<string> names, string? nearest) =>
        problems.Warn(
            new ConfigurationProblem(node.Location, node.Path, sentence)
            {
                Value = value,
                Suggestion = nearest,
                Expected = $"one of {string.Join(", ", names)}",
            }
        );

    private static TextPattern Lowered(TextPattern pattern) =>
        pattern switch
        {
            ExactPattern exact => new ExactPattern(exact.Text.ToLowerInvariant()),
            OneOfPattern oneOf => new OneOfPattern([.. oneOf.Texts.Select(text => text.ToLowerInvariant())]),
            _ => pattern,
        };

    private static IReadOnlyList<string> TextsOf(TextPattern pattern) =>
        pattern switch
        {
            ExactPattern exact => [exact.Text],
            OneOfPattern oneOf => oneOf.Texts,
            _ => [],
        };
}
