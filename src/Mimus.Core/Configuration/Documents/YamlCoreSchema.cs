namespace Mimus.Core.Configuration.Documents;

/// <summary>What a plain YAML scalar stands for, by the core schema of YAML 1.2.2, section 10.3.2.</summary>
internal static class YamlCoreSchema
{
    /// <summary>The scalar that a text without quotes is.</summary>
    public static ConfigurationScalar Resolve(SourceLocation location, string path, string text)
    {
        switch (text)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return ConfigurationScalar.Null(location, path, text);
            case "true" or "True" or "TRUE":
                return ConfigurationScalar.Of(location, path, true, text);
            case "false" or "False" or "FALSE":
                return ConfigurationScalar.Of(location, path, false, text);
            default:
                return TryNumber(text) is { } number
                    ? ConfigurationScalar.Of(location, path, number, text)
                    : ConfigurationScalar.Of(location, path, text);
        }
    }

    /// <summary>The number that a text is; null where it is none.</summary>
    public static NumberValue? TryNumber(string text)
    {
        if (text.StartsWith("0x", StringComparison.Ordinal) && IsAll(text.AsSpan(2), char.IsAsciiHexDigit))
        {
            return NumberValue.OfDigits(text.AsSpan(2), 16, isNegative: false);
        }

        if (text.StartsWith("0o", StringComparison.Ordinal) && IsAll(text.AsSpan(2), digit => digit is >= '0' and <= '7'))
        {
            return NumberValue.OfDigits(text.AsSpan(2), 8, isNegative: false);
        }

        var magnitude = text.AsSpan(text.Length > 0 && text[0] is '+' or '-' ? 1 : 0);
        if (magnitude is ".inf" or ".Inf" or ".INF")
        {
            return NumberValue.OfDouble(text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity);
        }

        if (text is ".nan" or ".NaN" or ".NAN")
        {
            return NumberValue.OfDouble(double.NaN);
        }

        return IsDecimal(magnitude) ? NumberValue.OfDecimal(text) : null;
    }

    // ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?
    private static bool IsDecimal(ReadOnlySpan<char> text)
    {
        var whole = CountDigits(text);
        text = text[whole..];
        if (text.StartsWith('.'))
        {
            var fraction = CountDigits(text[1..]);
            whole += fraction;
            text = text[(fraction + 1)..];
        }

        if (whole == 0 || text.IsEmpty)
        {
            return whole > 0;
        }

        if (text[0] is not ('e' or 'E'))
        {
            return false;
        }

        text = text[1..];
        text = text.StartsWith('+') || text.StartsWith('-') ? text[1..] : text;
        return IsAll(text, char.IsAsciiDigit);
    }

    private static int CountDigits(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }

    private static bool IsAll(ReadOnlySpan<char> text, Func<char, bool> isPart)
    {
        foreach (var character in text)
        {
            if (!isPart(character))
            {
                return false;
            }
        }

        return !text.IsEmpty;
    }
}
