using System.Numerics;
using System.Runtime.InteropServices;

namespace Mimus.Core.Chance;

/// <summary>Repeatable chance: the same seed gives the same numbers and ids. (SplitMix64; not for secrets.)</summary>
internal sealed class SeededRandom(ulong seed)
{
    private const string AlphaNumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const string Hex = "0123456789abcdef";

    // 62 to the tenth is below two to the 64th.
    private const int CharactersPerDraw = 10;

    private readonly ulong _seed = seed;
    private ulong _state = seed;

    /// <summary>
    /// Chance for another purpose, always the same of the same seed however much has been drawn of this: what is drawn of it changes no id.
    /// </summary>
    public SeededRandom For(ReadOnlySpan<char> purpose)
    {
        var hash = Mix(_seed);
        foreach (var character in purpose)
        {
            hash = BitOperations.RotateLeft(hash ^ character, 27) * 0x9FB21C651E98DF25;
        }

        return new SeededRandom(Mix(hash));
    }

    /// <summary>
    /// The chance of one exchange: of the server's seed, the exchange's number and what was asked, so that replicas that share a seed
    /// do not give two questions the same ids.
    /// </summary>
    public static SeededRandom ForExchange(ulong seed, long number, ReadOnlySpan<byte> body)
    {
        var hash = Mix(seed) ^ Mix((ulong)number + 0x9E3779B97F4A7C15) ^ (ulong)body.Length;
        var tail = body.Length > 256 ? body[^256..] : body;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(tail))
        {
            hash = BitOperations.RotateLeft(hash ^ word, 27) * 0x9FB21C651E98DF25;
        }

        foreach (var value in tail[(tail.Length & ~7)..])
        {
            hash = BitOperations.RotateLeft(hash ^ value, 27) * 0x9FB21C651E98DF25;
        }

        return new SeededRandom(Mix(hash));
    }

    /// <summary>The next 64 bits.</summary>
    public ulong Next() => Mix(_state += 0x9E3779B97F4A7C15);

    /// <summary>The next number from 0 up to, not including, 1.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A prefix with random letters and digits behind it.</summary>
    public string Id(string prefix, int length) =>
        string.Create(
            prefix.Length + length,
            (Random: this, Prefix: prefix),
            static (text, state) =>
            {
                state.Prefix.CopyTo(text);
                state.Random.FillAlphaNumeric(text[state.Prefix.Length..]);
            }
        );

    /// <summary>A prefix with random hexadecimal digits behind it.</summary>
    public string HexId(string prefix, int length) =>
        string.Create(
            prefix.Length + length,
            (Random: this, Prefix: prefix),
            static (text, state) =>
            {
                state.Prefix.CopyTo(text);
                state.Random.FillHex(text[state.Prefix.Length..]);
            }
        );

    /// <summary>A number of the standard normal distribution: mean 0, deviation 1.</summary>
    public double NextNormal() => Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());

    /// <summary>Hexadecimal digits that depend on a number alone.</summary>
    public static string HexOf(ulong value, int length) => new SeededRandom(value).HexId("", length);

    // Each alphabet has a loop of its own: with the length known where it is compiled nothing is divided (ids were a twentieth of an answer's time).
    private void FillHex(Span<char> text)
    {
        while (!text.IsEmpty)
        {
            var bits = Next();
            var piece = text[..Math.Min(text.Length, CharactersPerDraw)];
            for (var index = 0; index < piece.Length; index++, bits /= 16)
            {
                piece[index] = Hex[(int)(bits % 16)];
            }

            text = text[piece.Length..];
        }
    }

    private void FillAlphaNumeric(Span<char> text)
    {
        while (!text.IsEmpty)
        {
            var bits = Next();
            var piece = text[..Math.Min(text.Length, CharactersPerDraw)];
            for (var index = 0; index < piece.Length; index++, bits /= 62)
            {
                piece[index] = AlphaNumeric[(int)(bits % 62)];
            }

            text = text[piece.Length..];
        }
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
