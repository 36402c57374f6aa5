using System.Globalization;
using Mimus.Core.Configuration.Documents;
using Mimus.Core.Text;

namespace Mimus.Core.Configuration;

/// <summary>Reads nodes as values of a type. Each method gives null for a null, and for a value that is not of the type, which is reported.</summary>
internal sealed class NodeReader(ConfigurationProblems problems)
{
    /// <summary>A text, by default not an empty one. Its value is never shown: it may be a secret.</summary>
    public string? Text(ConfigurationNode? node, string expected, bool canBeEmpty = false)
    {
        switch (node)
        {
            case null:
                return null;
            case ConfigurationScalar { Kind: ScalarKind.String or ScalarKind.Untyped, Text: var text }
                when canBeEmpty || !string.IsNullOrWhiteSpace(text):
                return text;
            case ConfigurationScalar { Kind: ScalarKind.String or ScalarKind.Untyped }:
                problems.Add(new(node.Location, node.Path, "the text is empty") { Value = "", Expected = $"{expected}, or remove the key" });
                return null;
            default:
                var hint = node is ConfigurationScalar { Kind: ScalarKind.Number or ScalarKind.Boolean } ? ", in quotes" : "";
                problems.Add(new(node.Location, node.Path, $"{node.KindName} stands where a text is expected") { Expected = expected + hint });
                return null;
        }
    }

    public bool? Flag(ConfigurationNode? node)
    {
        switch (node)
        {
            case null:
                return null;
            case ConfigurationScalar { Kind: ScalarKind.Boolean, Boolean: var value }:
                return value;
            case ConfigurationScalar { Kind: ScalarKind.Untyped, Text: var text } when TryFlag(text) is { } flag:
                return flag;
            default:
                Reject(node, "is neither true nor false", "true or false");
                return null;
        }
    }

    /// <summary>A whole number within bounds, both included.</summary>
    public decimal? Whole(ConfigurationNode? node, decimal minimum, decimal maximum, string noun, string expected)
    {
        if (node is null)
        {
            return null;
        }

        if (NumberOf(node) is { Integer: { } value } && value >= minimum && value <= maximum)
        {
            return value;
        }

        RejectNumber(node, noun, expected);
        return null;
    }

    /// <summary>A number within bounds, both included.</summary>
    public double? Number(ConfigurationNode? node, double minimum, double maximum, string noun, string expected)
    {
        if (node is null)
        {
            return null;
        }

        if (NumberOf(node)?.Value is { } value && value >= minimum && value <= maximum)
        {
            return value;
        }

        RejectNumber(node, noun, expected);
        return null;
    }

    /// <summary>A time of day with its date, in the form of RFC 3339.</summary>
    public DateTimeOffset? Time(ConfigurationNode? node)
    {
        if (node is null)
        {
            return null;
        }

        if (TextOf(node) is { } text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return time;
        }

        Reject(node, "is not a time", "a date and a time, as in 2026-01-31T12:00:00Z");
        return null;
    }

    /// <summary>A duration from nothing to a limit, by default a day: a number of a unit, or a text with its unit.</summary>
    public TimeSpan? Duration(
        ConfigurationNode? node,
        double unitMilliseconds,
        string noun,
        string expected,
        double maximumMilliseconds = 86_400_000
    )
    {
        if (node is null)
        {
            return null;
        }

        var milliseconds = NumberOf(node)?.Value * unitMilliseconds ?? (TextOf(node) is { } text ? DurationText.TryParseMilliseconds(text) : null);
        if (milliseconds >= 0 && milliseconds <= maximumMilliseconds)
        {
            return TimeSpan.FromMilliseconds(milliseconds.Value);
        }

        RejectNumber(node, noun, expected);
        return null;
    }

    /// <summary>A number of bytes, or a text with its unit.</summary>
    public long? ByteSize(ConfigurationNode? node, long minimum)
    {
        if (node is null)
        {
            return null;
        }

        var number = NumberOf(node);
        var bytes = number is not null ? number.Value.Integer : TextOf(node) is { } text ? ByteSizeText.TryParse(text) : null;
        if (bytes >= minimum && bytes <= long.MaxValue)
        {
            return (long)bytes.Value;
        }

        RejectNumber(node, "a size", $"a number of bytes from {minimum}, or a size such as 32MB or 64KiB");
        return null;
    }

    /// <summary>One of some names, in whatever case, as the list spells it.</summary>
    public string? Choice(ConfigurationNode? node, IReadOnlyList<string> names, string noun)
    {
        if (node is null)
        {
            return null;
        }

        var text = (node as ConfigurationScalar)?.Text.Trim();
        if (TextOf(node) is not null && names.FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } choice)
        {
            return choice;
        }

        // YAML 1.1 reads a bare off as false, and so do the habits of its users.
        var nearest = node is ConfigurationScalar { Kind: ScalarKind.Boolean, Boolean: false }
            ? names.FirstOrDefault(name => name is "off" or "none")
            : text is null ? null : NearestName.Find(text, names);
        Reject(node, $"is not {noun}", $"one of {string.Join(", ", names)}", nearest);
        return null;
    }

    public IReadOnlyList<ConfigurationNode>? Items(ConfigurationNode? node, string expected)
    {
        switch (node)
        {
            case null:
                return null;
            case ConfigurationList list:
                return list.Items;
            default:
                Reject(node, "is not a list", expected);
                return null;
        }
    }

    public ConfigurationMapping? Mapping(ConfigurationNode? node, string expected)
    {
        if (node is ConfigurationMapping or null)
        {
            return node as ConfigurationMapping;
        }

        Reject(node, "is not a mapping", expected);
        return null;
    }

    /// <summary>Reports a value.</summary>
    public void Reject(ConfigurationNode node, string reason, string? expected, string? suggestion = null) =>
        problems.Add(
            new ConfigurationProblem(node.Location, node.Path, $"{node.Description} {reason}")
            {
                Value = (node as ConfigurationScalar)?.Text,
                Expected = expected,
                Suggestion = suggestion,
            }
        );

    private void RejectNumber(ConfigurationNode node, string noun, string expected)
    {
        var isQuoted = node is ConfigurationScalar { Kind: ScalarKind.String, Text: var text } && YamlCoreSchema.TryNumber(text) is not null;
        Reject(node, $"is not {noun}", isQuoted ? $"{expected}, without quotes" : expected);
    }

    private static string? TextOf(ConfigurationNode node) =>
        node is ConfigurationScalar { Kind: ScalarKind.String or ScalarKind.Untyped, Text: var text } ? text.Trim() : null;

    private static NumberValue? NumberOf(ConfigurationNode node) =>
        node switch
        {
            ConfigurationScalar { Kind: ScalarKind.Number, Number: var number } => number,
            ConfigurationScalar { Kind: ScalarKind.Untyped, Text: var text } => YamlCoreSchema.TryNumber(text.Trim()),
            _ => null,
        };

    private static bool? TryFlag(string text) =>
        text.Trim().ToUpperInvariant() switch
        {
            "TRUE" or "1" => true,
            "FALSE" or "0" => false,
            _ => null,
        };
}
