namespace Mimus.Core.Rules;

/// <summary>
/// Finds which of many literals may stand in a text, case aside, in one pass over the text: each literal is filed under the four
/// characters of it that the fewest others share, and each place of the text asks for its four characters. Ten thousand literals cost
/// about what ten cost. It never misses a literal that is there; what it finds must still be checked.
/// </summary>
internal sealed class GramIndex
{
    private const int Longest = 4;
    private const int FilterBits = 1 << 16;

    private readonly Dictionary<ulong, int[]>[] _byLength = new Dictionary<ulong, int[]>[Longest + 1];
    private readonly ulong[] _filter = new ulong[FilterBits / 64];

    /// <summary>Files literals, which must not be empty, under their numbers.</summary>
    public GramIndex(IReadOnlyList<(string Literal, int Number)> literals)
    {
        var counts = new Dictionary<(int, ulong), int>();
        foreach (var (literal, _) in literals)
        {
            var size = Math.Min(Longest, literal.Length);
            for (var start = 0; start + size <= literal.Length; start++)
            {
                var key = (size, Gram(literal, start, size));
                counts[key] = counts.GetValueOrDefault(key) + 1;
            }
        }

        var files = new Dictionary<ulong, List<int>>?[Longest + 1];
        foreach (var (literal, number) in literals)
        {
            var size = Math.Min(Longest, literal.Length);
            var rarest = Rarest(literal, size, counts);
            var file = files[size] ??= [];
            if (!file.TryGetValue(rarest, out var numbers))
            {
                file[rarest] = numbers = [];
                Mark(rarest, size);
            }

            numbers.Add(number);
        }

        for (var size = 1; size <= Longest; size++)
        {
            _byLength[size] = files[size]?.ToDictionary(entry => entry.Key, entry => entry.Value.ToArray()) ?? [];
        }
    }

    /// <summary>Adds the numbers of all literals that may stand in the text; a number may come twice.</summary>
    public void Find(ReadOnlySpan<char> text, List<int> found)
    {
        for (var size = 1; size <= Longest; size++)
        {
            if (_byLength[size].Count > 0)
            {
                Find(text, size, found);
            }
        }
    }

    private void Find(ReadOnlySpan<char> text, int size, List<int> found)
    {
        var file = _byLength[size];
        var mask = size == Longest ? ulong.MaxValue : (1UL << (16 * size)) - 1;
        var gram = 0UL;
        for (var end = 0; end < text.Length; end++)
        {
            gram = ((gram << 16) | Fold(text[end])) & mask;
            if (end >= size - 1 && IsMarked(gram, size) && file.TryGetValue(gram, out var numbers))
            {
                found.AddRange(numbers);
            }
        }
    }

    private static ulong Rarest(string literal, int size, Dictionary<(int, ulong), int> counts)
    {
        var rarest = Gram(literal, 0, size);
        var count = counts[(size, rarest)];
        for (var start = 1; start + size <= literal.Length && count > 1; start++)
        {
            var gram = Gram(literal, start, size);
            if (counts[(size, gram)] < count)
            {
                (rarest, count) = (gram, counts[(size, gram)]);
            }
        }

        return rarest;
    }

    private static ulong Gram(string text, int start, int size)
    {
        var gram = 0UL;
        for (var index = start; index < start + size; index++)
        {
            gram = (gram << 16) | Fold(text[index]);
        }

        return gram;
    }

    // The same folding as StringComparison.OrdinalIgnoreCase.
    private static char Fold(char character) =>
        character < 0x80 ? (char)(character is >= 'a' and <= 'z' ? character - 0x20 : character) : char.ToUpperInvariant(character);

    private void Mark(ulong gram, int size)
    {
        var bit = Hash(gram, size);
        _filter[bit >> 6] |= 1UL << (bit & 63);
    }

    private bool IsMarked(ulong gram, int size)
    {
        var bit = Hash(gram, size);
        return (_filter[bit >> 6] & (1UL << (bit & 63))) != 0;
    }

    private static int Hash(ulong gram, int size) => (int)(((gram + (ulong)size) * 0x9E3779B97F4A7C15) >> 48);
}
