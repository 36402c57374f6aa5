using System.Buffers;
using System.Text.RegularExpressions;
using Mimus.Core.Configuration.Documents;
using Mimus.Core.Rules;

namespace Mimus.Core.Configuration.Rules;

/// <summary>Reads what a text must look like: a text, a pattern between slashes, or an exact form.</summary>
internal sealed class PatternReader(NodeReader reader, ConfigurationProblems problems)
{
    private const string Expected = "a text, a pattern such as /^hello/i, { exact: \"…\" } or { oneOf: [\"…\"] }";

    private static readonly SearchValues<char> s_patternCharacters = SearchValues.Create("^$*+?()[]\\|");

    /// <summary>Makes the pattern of a plain text.</summary>
    public delegate TextPattern PlainPattern(string text);

    /// <summary>The pattern; null where there is none or it is wrong, which is reported.</summary>
    /// <param name="node">What is written.</param>
    /// <param name="plain">What a text that is no pattern means.</param>
    public TextPattern? Read(ConfigurationNode? node, PlainPattern plain)
    {
        if (node is ConfigurationMapping mapping)
        {
            return ReadExactForm(mapping);
        }

        return node is not null && reader.Text(node, Expected) is { } text ? Parse(node, text, plain) : null;
    }

    /// <summary>The pattern of a text; null where it is a broken regular expression, which is reported.</summary>
    public TextPattern? Parse(ConfigurationNode node, string text, PlainPattern plain)
    {
        if (!JavaScriptPattern.IsPattern(text))
        {
            WarnOfFlags(node, text);
            return plain(text);
        }

        try
        {
            var pattern = JavaScriptPattern.Compile(text);
            WarnOfRisk(node, text);
            return pattern;
        }
        catch (ArgumentException exception)
        {
            problems.Add(
                new ConfigurationProblem(node.Location, node.Path, $"{Quotation.Of(text)} is not a regular expression: {ReasonOf(exception)}")
                {
                    Value = text,
                    Expected = "a pattern as JavaScript has it, or { exact: \"…\" } for the text itself",
                }
            );
            return null;
        }
    }

    private TextPattern? ReadExactForm(ConfigurationMapping mapping)
    {
        var fields = MappingFields.Of(mapping, MatchKeys.ExactForm, problems);
        var (exact, oneOf) = (fields.Find(MatchKeys.Exact), fields.Find(MatchKeys.OneOf));
        if (exact is null == oneOf is null)
        {
            problems.Add(
                new ConfigurationProblem(
                    mapping.Location,
                    mapping.Path,
                    exact is null ? "neither exact nor oneOf is there" : "exact and oneOf cannot both be there"
                )
                {
                    Expected = Expected,
                }
            );
            return null;
        }

        if (exact is not null)
        {
            return reader.Text(exact, "the text itself") is { } text ? new ExactPattern(text) : null;
        }

        if (reader.Items(oneOf, "a list of texts") is not { } items)
        {
            return null;
        }

        if (items.Count == 0)
        {
            problems.Add(new ConfigurationProblem(oneOf!.Location, oneOf.Path, "the list is empty, so nothing could match") { Expected = "at least one text" });
            return null;
        }

        var texts = items.Select(item => reader.Text(item, "one of the texts")).ToList();
        return texts.Contains(null) ? null : new OneOfPattern([.. texts.OfType<string>()]);
    }

    // What is meant as a pattern and has a flag that JavaScript does not know would pass as a plain text.
    private void WarnOfFlags(ConfigurationNode node, string text)
    {
        var end = text.LastIndexOf('/');
        if (text[0] == '/' && end > 1 && text.Length - end <= 4 && text.AsSpan(1, end - 1).IndexOfAny(s_patternCharacters) >= 0)
        {
            problems.Warn(
                new ConfigurationProblem(
                    node.Location,
                    node.Path,
                    $"{Quotation.Of(text)} is taken as a plain text, because '{text[(end + 1)..]}' is not made of JavaScript's flags"
                )
                {
                    Value = text,
                    Expected = "only flags of 'dgimsuvy' behind the last slash, or { exact: \"…\" } for the text itself",
                }
            );
        }
    }

    private void WarnOfRisk(ConfigurationNode node, string text)
    {
        if (PatternRisk.Find(text[1..text.LastIndexOf('/')]) is { } risk)
        {
            problems.Warn(
                new ConfigurationProblem(node.Location, node.Path, $"{Quotation.Of(risk)} repeats what is itself repeated, which can take very long")
                {
                    Value = text,
                    Expected = "one of the repetitions only; a pattern that takes too long does not match",
                }
            );
        }
    }

    // .NET's message repeats the pattern, translated; what is behind it says what is wrong.
    private static string ReasonOf(ArgumentException exception)
    {
        var message = exception.Message;
        if (exception is RegexParseException parsing)
        {
            var place = $"at offset {parsing.Offset}. ";
            var start = message.IndexOf(place, StringComparison.Ordinal);
            message = start < 0 ? parsing.Error.ToString() : message[(start + place.Length)..];
        }

        message = Quotation.Of(message.TrimEnd('.'))[1..^1];
        return message.Length > 0 ? char.ToLowerInvariant(message[0]) + message[1..] : "it cannot be read";
    }
}
