using System.Globalization;

namespace Mimus.Core.Configuration;

/// <summary>Reads sizes such as <c>32MB</c> and <c>64 KiB</c>: KB, MB and GB count in thousands, KiB, MiB and GiB in 1,024s.</summary>
internal static class ByteSizeText
{
    private static readonly (string Unit, long Bytes)[] s_units =
    [
        ("KiB", 1L << 10),
        ("MiB", 1L << 20),
        ("GiB", 1L << 30),
        ("KB", 1_000),
        ("MB", 1_000_000),
        ("GB", 1_000_000_000),
        ("B", 1),
    ];

    /// <summary>The number of bytes; null where the text is no size or one beyond 64 bits.</summary>
    public static long? TryParse(string text)
    {
        foreach (var (unit, bytes) in s_units)
        {
            if (text.EndsWith(unit, StringComparison.OrdinalIgnoreCase))
            {
                var number = text.AsSpan(0, text.Length - unit.Length).TrimEnd(' ');
                return decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
                    && count <= long.MaxValue / bytes
                    ? (long)(count * bytes)
                    : null;
            }
        }

        return null;
    }
}
