using System.Globalization;
using System.Xml;

namespace Mimus.Core.Configuration;

/// <summary>Reads durations such as <c>5s</c>, <c>250ms</c> and <c>1.5 m</c>, and those of ISO 8601, such as <c>PT5S</c>.</summary>
internal static class DurationText
{
    private static readonly (string Unit, double Milliseconds)[] s_units = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000)];

    /// <summary>The number of milliseconds; null where the text is no duration.</summary>
    public static double? TryParseMilliseconds(string text)
    {
        if (text.StartsWith('P'))
        {
            return TryParseIso(text);
        }

        foreach (var (unit, milliseconds) in s_units)
        {
            if (text.EndsWith(unit, StringComparison.OrdinalIgnoreCase))
            {
                var number = text.AsSpan(0, text.Length - unit.Length).TrimEnd(' ');
                return double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
                    ? count * milliseconds
                    : null;
            }
        }

        return null;
    }

    private static double? TryParseIso(string text)
    {
        try
        {
            return XmlConvert.ToTimeSpan(text).TotalMilliseconds;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            return null;
        }
    }
}
