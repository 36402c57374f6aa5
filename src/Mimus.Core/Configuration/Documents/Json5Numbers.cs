namespace Mimus.Core.Configuration.Documents;

/// <summary>Reads the numbers of JSON5: decimal, hexadecimal, signed, <c>Infinity</c> and <c>NaN</c>.</summary>
internal static class Json5Numbers
{
    /// <summary>True where a number can begin with this character.</summary>
    public static bool CanBegin(int character) => character is '+' or '-' or '.' or 'I' or 'N' or (>= '0' and <= '9');

    /// <summary>Reads a number; the scanner stands on its first character.</summary>
    public static NumberValue Read(Json5Scanner scanner)
    {
        var start = scanner.Index;
        var isNegative = scanner.TryTake('-');
        if (!isNegative)
        {
            scanner.TryTake('+');
        }

        var value = scanner.Peek() switch
        {
            'I' => ReadWord(scanner, "Infinity", isNegative ? double.NegativeInfinity : double.PositiveInfinity),
            'N' => ReadWord(scanner, "NaN", double.NaN),
            '0' when scanner.PeekSecond() is 'x' or 'X' => ReadHexadecimal(scanner, isNegative),
            _ => ReadDecimal(scanner, start),
        };
        if (Json5Strings.IsIdentifierPart(scanner, isFirst: false))
        {
            throw scanner.Error($"{Quotation.OfCharacter(scanner.Peek())} cannot stand in a number; put the value in quotes if it is a text");
        }

        return value;
    }

    private static NumberValue ReadWord(Json5Scanner scanner, string word, double value)
    {
        foreach (var character in word)
        {
            if (!scanner.TryTake(character))
            {
                throw scanner.Error($"{Quotation.OfCharacter(scanner.Peek())} is not part of '{word}'; put the value in quotes if it is a text");
            }
        }

        return NumberValue.OfDouble(value);
    }

    private static NumberValue ReadHexadecimal(Json5Scanner scanner, bool isNegative)
    {
        scanner.Take();
        scanner.Take();
        var start = scanner.Index;
        while (scanner.Peek() >= 0 && char.IsAsciiHexDigit((char)scanner.Peek()))
        {
            scanner.Take();
        }

        if (scanner.Index == start)
        {
            throw scanner.Error($"{Quotation.OfCharacter(scanner.Peek())} is not a hexadecimal digit; '0x' needs at least one");
        }

        return NumberValue.OfDigits(scanner.TakenSince(start), 16, isNegative);
    }

    private static NumberValue ReadDecimal(Json5Scanner scanner, int start)
    {
        if (scanner.Peek() == '0' && scanner.PeekSecond() is >= '0' and <= '9')
        {
            throw scanner.Error("a number cannot begin with a needless 0; leave the 0 away, or put the value in quotes if it is a text");
        }

        var digits = TakeDigits(scanner);
        if (scanner.TryTake('.'))
        {
            digits += TakeDigits(scanner);
        }

        if (digits == 0)
        {
            throw scanner.Error($"{Quotation.OfCharacter(scanner.Peek())} is not a digit; a number needs at least one");
        }

        if (scanner.TryTake('e') || scanner.TryTake('E'))
        {
            if (!scanner.TryTake('-'))
            {
                scanner.TryTake('+');
            }

            if (TakeDigits(scanner) == 0)
            {
                throw scanner.Error($"{Quotation.OfCharacter(scanner.Peek())} is not a digit; an exponent needs at least one");
            }
        }

        if (scanner.Peek() == '.')
        {
            throw scanner.Error("'.' cannot stand here in a number; put the value in quotes if it is a text");
        }

        return NumberValue.OfDecimal(scanner.TakenSince(start));
    }

    private static int TakeDigits(Json5Scanner scanner)
    {
        var count = 0;
        for (; scanner.Peek() is >= '0' and <= '9'; count++)
        {
            scanner.Take();
        }

        return count;
    }
}
