using System.Text;
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

    /// <summary>True where the name at hand is this; a name with half a surrogate pair is complained about, not compared.</summary>
    public static bool NameIs(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(Decode(ref reader)).AsSpan().SequenceEqual(name) : reader.ValueSpan.SequenceEqual(name);

    /// <summary>What is kept as it came may be said back, and must be readable there: its strings are refused as where they are decoded.</summary>
    public static void RequireText(ReadOnlySpan<byte> raw, int maximumDepth)
    {
        if (raw.IndexOf("\\u"u8) < 0)
        {
            return;
        }

        var reader = new Utf8JsonReader(raw, new JsonReaderOptions { MaxDepth = maximumDepth });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
            {
                Decode(ref reader);
            }
        }
    }
}
