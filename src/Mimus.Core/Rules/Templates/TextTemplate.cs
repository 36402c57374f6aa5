using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Mimus.Core.Text;

namespace Mimus.Core.Rules.Templates;

/// <summary>
/// A text with placeholders: <c>{{message}}</c>, <c>{{match.1}}</c>, <c>{{header.x-user}}</c>, … A backslash before the braces, <c>\{{</c>,
/// writes them as they are.
/// </summary>
internal sealed class TextTemplate
{
    private static readonly string[] Names = ["message", "model", "turn", "tool_result", "now", "uuid", "count"];

    private readonly List<(string Text, bool IsName)> _segments = [];

    private TextTemplate() { }

    /// <summary>The text itself where it has no placeholders; null where it has.</summary>
    public string? Constant { get; private init; }

    /// <summary>The names of the placeholders.</summary>
    public IEnumerable<string> Placeholders => _segments.Where(segment => segment.IsName).Select(segment => segment.Text);

    /// <summary>A text without placeholders, whatever stands in it.</summary>
    public static TextTemplate Plain(string text) => new() { Constant = text };

    /// <summary>Reads a template.</summary>
    /// <exception cref="FormatException">A placeholder is not one of those known, or is not closed; the message says which.</exception>
    public static TextTemplate Parse(string text)
    {
        if (!text.Contains("{{", StringComparison.Ordinal))
        {
            return new TextTemplate { Constant = text };
        }

        var template = new TextTemplate();
        var plain = new StringBuilder();
        var rest = text.AsSpan();
        while (rest.IndexOf("{{", StringComparison.Ordinal) is >= 0 and var open)
        {
            if (open > 0 && rest[open - 1] == '\\')
            {
                plain.Append(rest[..(open - 1)]).Append("{{");
                rest = rest[(open + 2)..];
                continue;
            }

            var close = rest[open..].IndexOf("}}", StringComparison.Ordinal);
            if (close < 0)
            {
                throw new FormatException($"the placeholder '{rest[open..]}' is not closed; write '}}}}' behind it, or '\\{{{{' for the braces themselves");
            }

            template.Add(plain.Append(rest[..open]));
            template._segments.Add((Check(rest[(open + 2)..(open + close)].Trim().ToString()), true));
            rest = rest[(open + close + 2)..];
        }

        template.Add(plain.Append(rest));
        return template._segments is [] or [(_, false)]
            ? new TextTemplate { Constant = string.Concat(template._segments.Select(segment => segment.Text)) }
            : template;
    }

    /// <summary>The text with its placeholders filled.</summary>
    public string Render(TemplateContext context)
    {
        if (Constant is not null)
        {
            return Constant;
        }

        var text = new StringBuilder();
        foreach (var (segment, isName) in _segments)
        {
            text.Append(isName ? ValueOf(segment, context) : segment);
        }

        return text.ToString();
    }

    private void Add(StringBuilder plain)
    {
        if (plain.Length > 0)
        {
            _segments.Add((plain.ToString(), false));
            plain.Clear();
        }
    }

    private static string Check(string name)
    {
        if (Names.Contains(name) || (Prefixed(name, "match.") ?? Prefixed(name, "header.")) is { Length: > 0 })
        {
            return name;
        }

        var known = Names.Concat(["match.1", "header.NAME"]).ToList();
        var nearest = NearestName.Find(name, known);
        throw new FormatException(
            $"'{{{{{name}}}}}' is not a placeholder{(nearest is null ? "" : $"; did you mean '{{{{{nearest}}}}}'?")} Known are {string.Join(", ", known)}; "
                + "write '\\{{' for the braces themselves"
        );
    }

    private static string? Prefixed(string name, string prefix) => name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : null;

    private static string ValueOf(string name, TemplateContext context) =>
        name switch
        {
            "message" => context.Subject.Message ?? "",
            "model" => context.Request.Model,
            "turn" => context.Request.Turn.ToString(CultureInfo.InvariantCulture),
            "tool_result" => context.Request.LastToolResult?.Text ?? "",
            "now" => context.Now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            "uuid" => Uuid(context),
            "count" => context.Count.ToString(CultureInfo.InvariantCulture),
            _ when Prefixed(name, "header.") is { } header => context.Request.Headers[header] ?? "",
            _ => ValueOf(context.Subject.Captures, name["match.".Length..]),
        };

    private static string ValueOf(Match? captures, string group) =>
        int.TryParse(group, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? captures?.Groups[number].Value ?? ""
            : captures?.Groups[group].Value ?? "";

    // Version 4 by its marks, from the exchange's chance.
    private static string Uuid(TemplateContext context)
    {
        var digits = context.Random.HexId("", 32);
        var variant = "89ab"[(int)(context.Random.Next() % 4)];
        return $"{digits[..8]}-{digits[8..12]}-4{digits[13..16]}-{variant}{digits[17..20]}-{digits[20..]}";
    }
}
