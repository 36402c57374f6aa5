using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Mimus.Core.Rules;

/// <summary>
/// A place in a JSON document, or several: a JSON Pointer (<c>/messages/0/role</c>, RFC 6901), or the plain part of JSONPath (RFC 9535):
/// <c>$.messages[0]</c>, <c>['a name']</c>, <c>[*]</c>, <c>..name</c>.
/// </summary>
internal sealed class JsonLocator
{
    private readonly IReadOnlyList<Step> _steps;

    private JsonLocator(string text, IReadOnlyList<Step> steps)
    {
        Text = text;
        _steps = steps;
    }

    private enum StepKind
    {
        /// <summary>The value of a name; in a pointer, also an item whose number the name is.</summary>
        Name,
        Token,
        Index,
        All,
        Descend,
    }

    /// <summary>The place as it was written.</summary>
    public string Text { get; }

    /// <summary>Reads a place.</summary>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static JsonLocator Parse(string text) =>
        text.Length == 0 || text[0] == '/' ? new JsonLocator(text, ParsePointer(text))
        : text[0] == '$' ? new JsonLocator(text, ParsePath(text))
        : throw new FormatException("a place begins with '/' (JSON Pointer, as in /messages/0/role) or '$' (JSONPath, as in $.messages[0].role)");

    /// <summary>The values there, in the document's order.</summary>
    public IEnumerable<JsonElement> Find(JsonElement root)
    {
        IEnumerable<JsonElement> found = [root];
        foreach (var step in _steps)
        {
            found = found.SelectMany(element => Take(element, step));
        }

        return found;
    }

    private static IEnumerable<JsonElement> Take(JsonElement element, Step step)
    {
        switch (step.Kind, element.ValueKind)
        {
            case (StepKind.Name or StepKind.Token, JsonValueKind.Object):
                return element.TryGetProperty(step.Name, out var value) ? [value] : [];
            case (StepKind.Index or StepKind.Token, JsonValueKind.Array) when step.Index is { } index:
                var length = element.GetArrayLength();
                var position = index < 0 ? length + index : index;
                return position >= 0 && position < length ? [element[position]] : [];
            case (StepKind.All, _):
                return Children(element);
            case (StepKind.Descend, _):
                return Descendants(element, step.Name);
            default:
                return [];
        }
    }

    private static IEnumerable<JsonElement> Children(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Array => element.EnumerateArray(),
            JsonValueKind.Object => element.EnumerateObject().Select(property => property.Value),
            _ => [],
        };

    private static IEnumerable<JsonElement> Descendants(JsonElement element, string name)
    {
        if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value))
        {
            yield return value;
        }

        foreach (var child in Children(element))
        {
            foreach (var descendant in Descendants(child, name))
            {
                yield return descendant;
            }
        }
    }

    private static List<Step> ParsePointer(string text)
    {
        var steps = new List<Step>();
        foreach (var token in text.Split('/').Skip(1))
        {
            for (var tilde = token.IndexOf('~', StringComparison.Ordinal); tilde >= 0; tilde = token.IndexOf('~', tilde + 1))
            {
                if (tilde + 1 >= token.Length || token[tilde + 1] is not ('0' or '1'))
                {
                    throw new FormatException("in a JSON Pointer '~' is written '~0', and '/' inside a name '~1'");
                }
            }

            var name = token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            var isIndex = int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && (token == "0" || token[0] != '0');
            steps.Add(new Step(StepKind.Token, name, isIndex ? index : null));
        }

        return steps;
    }

    private static List<Step> ParsePath(string text)
    {
        var steps = new List<Step>();
        var rest = text.AsSpan(1);
        while (!rest.IsEmpty)
        {
            var step = rest switch
            {
                ['.', '.', ..] => ParseName(StepKind.Descend, rest[2..], out rest),
                ['.', '*', ..] => ParseAll(rest[2..], out rest),
                ['.', ..] => ParseName(StepKind.Name, rest[1..], out rest),
                ['[', '*', ']', ..] => ParseAll(rest[3..], out rest),
                ['[', '\'' or '"', ..] => ParseQuoted(rest, out rest),
                ['[', ..] => ParseIndex(rest, out rest),
                _ => null,
            };
            steps.Add(step ?? throw Unknown(rest));
        }

        return steps;
    }

    private static Step ParseAll(ReadOnlySpan<char> behind, out ReadOnlySpan<char> rest)
    {
        rest = behind;
        return new Step(StepKind.All);
    }

    private static Step? ParseName(StepKind kind, ReadOnlySpan<char> text, out ReadOnlySpan<char> rest)
    {
        var length = 0;
        while (length < text.Length && (char.IsLetterOrDigit(text[length]) || char.IsSurrogate(text[length]) || text[length] is '_' or '-'))
        {
            length++;
        }

        rest = text[length..];
        return length > 0 ? new Step(kind, text[..length].ToString()) : null;
    }

    private static Step? ParseIndex(ReadOnlySpan<char> text, out ReadOnlySpan<char> rest)
    {
        rest = text;
        var end = text.IndexOf(']');
        if (end < 0 || !int.TryParse(text[1..end], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
        {
            return null;
        }

        rest = text[(end + 1)..];
        return new Step(StepKind.Index, Index: index);
    }

    private static Step? ParseQuoted(ReadOnlySpan<char> text, out ReadOnlySpan<char> rest)
    {
        rest = text;
        var name = new StringBuilder();
        for (var index = 2; index < text.Length; index++)
        {
            if (text[index] == text[1])
            {
                rest = text[(index + 1)..];
                return rest is [']', ..] ? Closed(name, rest[1..], out rest) : null;
            }

            index += text[index] == '\\' && index + 1 < text.Length ? 1 : 0;
            name.Append(text[index]);
        }

        return null;
    }

    private static Step Closed(StringBuilder name, ReadOnlySpan<char> behind, out ReadOnlySpan<char> rest)
    {
        rest = behind;
        return new Step(StepKind.Name, name.ToString());
    }

    private static FormatException Unknown(ReadOnlySpan<char> rest) =>
        new(
            $"{(rest.IsEmpty ? "its end" : $"'{rest}'")} is not understood; of JSONPath there are .name, ['name'], [0], [-1], [*] and ..name, "
                + "but no filters, slices or unions"
        );

    private sealed record Step(StepKind Kind, string Name = "", int? Index = null);
}
