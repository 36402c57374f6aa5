using System.Globalization;
using System.Text;

namespace Mimus.Core.Configuration.Documents;

/// <summary>Reads the quoted strings and the bare keys of JSON5.</summary>
internal static class Json5Strings
{
    /// <summary>Reads a string; the scanner stands on its quote.</summary>
    public static string ReadQuoted(Json5Scanner scanner)
    {
        var start = scanner.Location;
        var quote = scanner.Take();
        var text = new StringBuilder();
        while (true)
        {
            var character = scanner.Peek();
            if (character is -1 or '\n' or '\r')
            {
                throw new DocumentSyntaxException(
                    start,
                    $"the string that begins here does not end on its line; close it with {quote}, or end the line with '\\' to go on"
                );
            }

            scanner.Take();
            if (character == quote)
            {
                return text.ToString();
            }

            if (character == '\\')
            {
                ReadEscape(scanner, text);
            }
            else
            {
                text.Append((char)character);
            }
        }
    }

    /// <summary>Reads a key without quotes: an identifier as JavaScript has them, reserved words included.</summary>
    public static string ReadIdentifier(Json5Scanner scanner)
    {
        var text = new StringBuilder();
        while (IsIdentifierPart(scanner, isFirst: text.Length == 0))
        {
            var character = scanner.Take();
            if (character == '\\')
            {
                if (!scanner.TryTake('u'))
                {
                    throw scanner.Error("only \\u and four hexadecimal digits may follow '\\' in a key without quotes; put the key in quotes");
                }

                character = ReadHex(scanner, 4);
            }

            text.Append(character);
            if (char.IsHighSurrogate(character) && scanner.Peek() >= 0)
            {
                text.Append(scanner.Take());
            }
        }

        return text.ToString();
    }

    /// <summary>True where the next character can stand in an identifier.</summary>
    public static bool IsIdentifierPart(Json5Scanner scanner, bool isFirst)
    {
        var next = scanner.Peek();
        if (next is '$' or '_' or '\\' || (next >= 0 && next < 0x80 && char.IsAsciiLetter((char)next)))
        {
            return true;
        }

        return scanner.PeekCategory() switch
        {
            UnicodeCategory.UppercaseLetter
            or UnicodeCategory.LowercaseLetter
            or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter
            or UnicodeCategory.OtherLetter
            or UnicodeCategory.LetterNumber => true,
            UnicodeCategory.NonSpacingMark
            or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.DecimalDigitNumber
            or UnicodeCategory.ConnectorPunctuation => !isFirst,
            _ => next is '\u200C' or '\u200D' && !isFirst,
        };
    }

    private static void ReadEscape(Json5Scanner scanner, StringBuilder text)
    {
        var next = scanner.Peek();
        switch (next)
        {
            case -1:
                throw scanner.Error("the text ends inside a string; close the string");
            case >= '1' and <= '9':
            case '0' when scanner.PeekSecond() is >= '0' and <= '9':
                throw scanner.Error($"'\\{(char)next}' is an octal escape, which JSON5 does not have; write \\x and two hexadecimal digits");
            case 'x':
                scanner.Take();
                text.Append(ReadHex(scanner, 2));
                return;
            case 'u':
                scanner.Take();
                text.Append(ReadHex(scanner, 4));
                return;
            case '\r':
                scanner.Take();
                scanner.TryTake('\n');
                return;
            default:
                var character = scanner.Take();
                if (!Json5Scanner.IsLineBreak(character))
                {
                    text.Append(Unescape(character));
                }

                return;
        }
    }

    private static char Unescape(char character) =>
        character switch
        {
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\v',
            '0' => '\0',
            _ => character,
        };

    private static char ReadHex(Json5Scanner scanner, int digits)
    {
        var value = 0;
        for (var count = 0; count < digits; count++)
        {
            if (scanner.Peek() < 0 || !char.IsAsciiHexDigit((char)scanner.Peek()))
            {
                throw scanner.Error(
                    $"{Quotation.OfCharacter(scanner.Peek())} is not a hexadecimal digit; \\{(digits == 2 ? 'x' : 'u')} needs {digits} of them"
                );
            }

            value = (value << 4) | Convert.ToInt32(char.ToString(scanner.Take()), 16);
        }

        return (char)value;
    }
}
