using System.Globalization;

namespace Mimus.Core.Configuration.Documents;

/// <summary>A number, which is kept exactly where it is whole: a 64-bit seed does not fit into a double.</summary>
/// <param name="Value">The number, rounded to a double.</param>
/// <param name="Integer">The number itself where it is whole and fits, however it was written (<c>1e3</c> is 1000); else null.</param>
internal readonly record struct NumberValue(double Value, decimal? Integer)
{
    // Not Int128: what uses that cannot be compiled ahead, and all of this runs when the command starts.
    private const decimal LargestOfDigits = decimal.MaxValue / 32;
    private const double LargestExactDouble = 9007199254740992;

    /// <summary>Reads digits with an optional sign, point and exponent, which the caller has checked to be just that.</summary>
    public static NumberValue OfDecimal(ReadOnlySpan<char> text)
    {
        if (decimal.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
        {
            return new NumberValue((double)integer, integer == 0 ? 0 : integer);
        }

        return OfDouble(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));
    }

    /// <summary>Reads digits of base 8 or 16, which the caller has checked.</summary>
    public static NumberValue OfDigits(ReadOnlySpan<char> digits, int radix, bool isNegative)
    {
        var value = 0.0;
        decimal? integer = 0;
        foreach (var digit in digits)
        {
            var number = Convert.ToInt32(char.ToString(digit), 16);
            value = (value * radix) + number;
            integer = integer < LargestOfDigits ? (integer * radix) + number : null;
        }

        return isNegative ? new NumberValue(-value, -integer) : new NumberValue(value, integer);
    }

    /// <summary>Wraps a double, infinities and NaN included.</summary>
    public static NumberValue OfDouble(double value) =>
        new(value, double.IsInteger(value) && Math.Abs(value) <= LargestExactDouble ? (long)value : null);
}
