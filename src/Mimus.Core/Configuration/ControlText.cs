using Mimus.Core.Configuration.Documents;

namespace Mimus.Core.Configuration;

/// <summary>
/// Reads the short form in which headers and flags say what files say in mappings: <c>cut; after=3; by=close</c>. A value in quotes, braces or
/// brackets is read as JSON5, so that it may hold semicolons.
/// </summary>
internal static class ControlText
{
    // A header is 32 KB at most; nobody writes that much by hand.
    private const int MaximumLength = 8 * 1024;

    /// <summary>The text as a node: one bare word as a scalar, anything else as a mapping.</summary>
    /// <param name="source">What messages call it: the header's or flag's name.</param>
    /// <param name="text">The text.</param>
    /// <param name="leadingKey">The key whose value a bare first word is; null where a bare word can only stand alone.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <returns>The node; null where the text is wrong, which is reported.</returns>
    public static ConfigurationNode? Read(string source, string text, string? leadingKey, ConfigurationProblems problems)
    {
        var location = SourceLocation.Whole(source);
        if (text.Length > MaximumLength)
        {
            problems.Add(new ConfigurationProblem(location, "", $"the text has {text.Length} characters") { Expected = $"at most {MaximumLength}" });
            return null;
        }

        var items = Split(text);
        if (items.Count == 1 && leadingKey is null && !IsPair(items[0]))
        {
            return ConfigurationScalar.Untyped(location, "", items[0]);
        }

        var entries = new List<ConfigurationEntry>(items.Count);
        for (var index = 0; index < items.Count; index++)
        {
            if (ReadItem(location, items[index], index == 0 ? leadingKey : null, problems) is not { } entry)
            {
                return null;
            }

            entries.Add(entry);
        }

        return new ConfigurationMapping(location, "", entries);
    }

    private static ConfigurationEntry? ReadItem(SourceLocation location, string item, string? leadingKey, ConfigurationProblems problems)
    {
        if (!IsPair(item))
        {
            if (leadingKey is not null && item.Length > 0)
            {
                return new ConfigurationEntry(leadingKey, location, ConfigurationScalar.Untyped(location, leadingKey, item));
            }

            problems.Add(
                new ConfigurationProblem(location, "", $"{Quotation.Of(item)} has no value")
                {
                    Value = item,
                    Expected = "a key, an equals sign and a value, with semicolons between such pairs",
                }
            );
            return null;
        }

        var equals = item.IndexOf('=', StringComparison.Ordinal);
        var (key, value) = (item[..equals].Trim(), item[(equals + 1)..].Trim());
        if (value.Length == 0 || value[0] is not ('"' or '\'' or '{' or '['))
        {
            return new ConfigurationEntry(key, location, ConfigurationScalar.Untyped(location, NodePath.Join("", key), value));
        }

        try
        {
            return new ConfigurationEntry(key, location, Json5Reader.Read(location.Source, value, problems, key));
        }
        catch (DocumentSyntaxException exception)
        {
            problems.Add(new ConfigurationProblem(exception.Location, key, exception.Message));
            return null;
        }
    }

    private static bool IsPair(string item) => item.IndexOf('=', StringComparison.Ordinal) > 0;

    // At semicolons outside of quotes, braces and brackets.
    private static List<string> Split(string text)
    {
        var items = new List<string>();
        var (start, depth, quote) = (0, 0, '\0');
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (quote != '\0')
            {
                index += character == '\\' ? 1 : 0;
                quote = character == quote ? '\0' : quote;
            }
            else if (character is '"' or '\'' && depth + Equals(text, start, index) > 0)
            {
                quote = character;
            }
            else if (character is '{' or '[')
            {
                depth++;
            }
            else if (character is '}' or ']')
            {
                depth--;
            }
            else if (character == ';' && depth <= 0)
            {
                items.Add(text[start..index].Trim());
                start = index + 1;
            }
        }

        if (text[Math.Min(start, text.Length)..].Trim() is { Length: > 0 } last || items.Count == 0)
        {
            items.Add(text[Math.Min(start, text.Length)..].Trim());
        }

        return items;
    }

    // A quote opens a value only right behind the equals sign; elsewhere it is an apostrophe.
    private static int Equals(string text, int start, int index) => text.AsSpan(start, index - start).TrimEnd().EndsWith('=') ? 1 : 0;
}
