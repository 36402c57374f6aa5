using System.Text.Json;
using Mimus.Core.Chance;
using Mimus.Core.Text;
using Mimus.Protocols.Json;

namespace Mimus.Protocols.Vendors;

/// <summary>Log probabilities as OpenAI's formats show them: made up, but the same for the same text, and well formed.</summary>
internal static class OpenAiLogprobs
{
    private static readonly string[] Alternatives = [" the", " a", " and", ".", ",", " is", " to", " of", " in", " it", "\n", " that"];

    /// <summary>Writes the token entries of a text, cut into words, into the array at hand.</summary>
    public static void WriteTokens(Utf8JsonWriter json, ReadOnlySpan<char> text, int alternatives)
    {
        while (!text.IsEmpty)
        {
            var length = TextSplitter.NextWord(text);
            WriteToken(json, text[..length], alternatives);
            text = text[length..];
        }
    }

    /// <summary>Writes one token's entry.</summary>
    public static void WriteToken(Utf8JsonWriter json, ReadOnlySpan<char> token, int alternatives)
    {
        var hash = 0UL;
        foreach (var character in token)
        {
            hash = (hash * 31) + character;
        }

        var logprob = -Math.Round(new SeededRandom(hash).NextDouble() * 0.5, 6);
        json.WriteStartObject();
        WriteEntry(json, token, logprob);
        json.WriteStartArray("top_logprobs"u8);
        for (var rank = 0; rank < alternatives; rank++)
        {
            json.WriteStartObject();
            WriteEntry(json, rank == 0 ? token : Alternative(rank), Math.Round(logprob - (rank * 1.25), 6));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Alternative(int rank)
    {
        var word = Alternatives[(rank - 1) % Alternatives.Length];
        return rank > Alternatives.Length ? word + word : word;
    }

    private static void WriteEntry(Utf8JsonWriter json, ReadOnlySpan<char> token, double logprob)
    {
        json.WriteText("token"u8, token);
        json.WriteNumber("logprob"u8, logprob);
        json.WriteStartArray("bytes"u8);
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var rune in token.EnumerateRunes())
        {
            var count = rune.EncodeToUtf8(utf8);
            foreach (var value in utf8[..count])
            {
                json.WriteNumberValue(value);
            }
        }

        json.WriteEndArray();
    }
}
