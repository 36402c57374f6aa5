using System.Text.Json;

namespace Mimus.Protocols.Json;

/// <summary>What the token at a reader's hand is, in words, and its text.</summary>
internal static class JsonTokens
{
    /// <summary>The kind of a value: <c>a string</c>, <c>an integer</c>, <c>null</c>, …</summary>
    public static string Describe(in Utf8JsonReader reader) =>
        reader.TokenType switch
        {
            JsonTokenType.String => "a string",
            JsonTokenType.True or JsonTokenType.False => "a boolean",
            JsonTokenType.StartObject => "an object",
            JsonTokenType.StartArray => "an array",
            JsonTokenType.Null => "null",
            _ => reader.TryGetInt64(out _) ? "an integer" : "a decimal number",
        };

    /// <summary>A string or name, its escapes undone. Half a surrogate pair, written as an escape, is JSON but no text.</summary>
    public static string Decode(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException($"The string at byte {reader.TokenStartIndex} holds half a surrogate pair.", exception);
        }
    }
}
