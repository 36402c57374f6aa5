using System.Globalization;
using Mimus.Core.Model;

namespace Mimus.Protocols.Vendors;

/// <summary>
/// Anthropic's sentences about one field, <c>path: what is wrong</c>. The vendor checks requests with pydantic, and it shows: the
/// sentences are pydantic's, and a path names the member of a union behind it (<c>tools.0.custom.name</c>).
/// </summary>
internal static class AnthropicFields
{
    /// <summary>What to call an object of any fields; <c>an object</c> is one of known fields.</summary>
    public const string Dictionary = "a dictionary";

    public const string List = "an array";

    public static string Describe(FieldPath path, FieldProblem problem)
    {
        var sentence = Sentence(problem);
        return path.Segments.Count == 0 ? sentence : $"{path.Dotted}: {sentence}";
    }

    /// <summary>The complaint about a string that has another form than wanted.</summary>
    public static WireFormatException Mismatch(FieldPath path, string pattern) =>
        new(AnthropicErrors.BadRequest($"{path.Dotted}: String should match pattern '{pattern}'"));

    /// <summary>The complaint about an object whose <c>type</c> is none of a union's.</summary>
    public static WireFormatException UnknownTag(FieldPath path, string tag, IEnumerable<string> tags) =>
        new(
            AnthropicErrors.BadRequest(
                $"{path.Dotted}: Input tag '{tag}' found using 'type' does not match any of the expected tags: "
                    + string.Join(", ", tags.Select(known => $"'{known}'"))
            )
        );

    private static string Sentence(FieldProblem problem) =>
        problem switch
        {
            FieldMissing => "Field required",
            FieldUnknown => "Extra inputs are not permitted",
            FieldWrongType type => WrongType(type),
            FieldUnsupportedValue value => $"Input should be {Enumerate(value.Supported)}",
            FieldTooSmall number => $"Input should be greater than or equal to {Number(number.Minimum)}",
            FieldTooLarge number => $"Input should be less than or equal to {Number(number.Maximum)}",
            FieldTooShort { IsArray: true } list =>
                $"List should have at least {Count(list.Minimum, "item")} after validation, not {Number(list.Got)}",
            FieldTooLong { IsArray: true } list =>
                $"List should have at most {Count(list.Maximum, "item")} after validation, not {Number(list.Got)}",
            FieldTooShort text => $"String should have at least {Count(text.Minimum, "character")}",
            FieldTooLong text => $"String should have at most {Count(text.Maximum, "character")}",
            _ => "Input is not valid",
        };

    private static string WrongType(FieldWrongType type) =>
        type switch
        {
            { Expected: "an integer", Got: "a decimal number" } => "Input should be a valid integer, got a number with a fractional part",
            { Expected: "an integer", Got: "a string" } => "Input should be a valid integer, unable to parse string as an integer",
            { Expected: "an integer" } => "Input should be a valid integer",
            { Expected: "a decimal", Got: "a string" } => "Input should be a valid number, unable to parse string as a number",
            { Expected: "a decimal" } => "Input should be a valid number",
            { Expected: "a boolean", Got: "a string" } => "Input should be a valid boolean, unable to interpret input",
            { Expected: "an object" } => "Input should be a valid dictionary or object to extract fields from",
            { Expected: List } => "Input should be a valid list",
            _ => $"Input should be a valid {type.Expected[(type.Expected.IndexOf(' ', StringComparison.Ordinal) + 1)..]}",
        };

    private static string Enumerate(IReadOnlyList<string> values) =>
        values.Count == 1
            ? $"'{values[0]}'"
            : string.Join(", ", values.Take(values.Count - 1).Select(value => $"'{value}'")) + $" or '{values[^1]}'";

    private static string Count(int count, string noun) => $"{Number(count)} {noun}{(count == 1 ? "" : "s")}";

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}
