namespace Mimus.Core.Text;

/// <summary>Guesses which known name a misspelt one was meant to be.</summary>
internal static class NearestName
{
    /// <summary>The nearest of the names, case aside; null where none is near enough for a typo (a third of the letters).</summary>
    public static string? Find(string text, IEnumerable<string> names)
    {
        string? nearest = null;
        var best = int.MaxValue;
        foreach (var name in names)
        {
            var distance = Distance(text.ToUpperInvariant(), name.ToUpperInvariant());
            if (distance < best && distance <= Math.Max(1, Math.Max(text.Length, name.Length) / 3))
            {
                nearest = name;
                best = distance;
            }
        }

        return nearest;
    }

    // Damerau–Levenshtein, restricted: letters left out, added, replaced, or swapped with their neighbour.
    private static int Distance(string left, string right)
    {
        var beforeLast = new int[right.Length + 1];
        var last = new int[right.Length + 1];
        var row = new int[right.Length + 1];
        for (var column = 0; column <= right.Length; column++)
        {
            last[column] = column;
        }

        for (var line = 1; line <= left.Length; line++)
        {
            row[0] = line;
            for (var column = 1; column <= right.Length; column++)
            {
                var replaced = last[column - 1] + (left[line - 1] == right[column - 1] ? 0 : 1);
                row[column] = Math.Min(replaced, Math.Min(last[column], row[column - 1]) + 1);
                if (line > 1 && column > 1 && left[line - 1] == right[column - 2] && left[line - 2] == right[column - 1])
                {
                    row[column] = Math.Min(row[column], beforeLast[column - 2] + 1);
                }
            }

            (beforeLast, last, row) = (last, row, beforeLast);
        }

        return last[right.Length];
    }
}
