using System.Globalization;
using System.Text;

namespace Mimus.Core.Configuration.Documents;

/// <summary>Quotes what a user wrote, for a message of one line.</summary>
internal static class Quotation
{
    private const int MaximumLength = 60;

    /// <summary>The text in single quotes; one that is long is cut, and what cannot be seen is shown by its number.</summary>
    public static string Of(string text)
    {
        var quoted = new StringBuilder("'");
        for (var index = 0; index < text.Length; index++)
        {
            if (index >= MaximumLength && !char.IsLowSurrogate(text[index]))
            {
                quoted.Append('…');
                break;
            }

            Append(quoted, text[index]);
        }

        return quoted.Append('\'').ToString();
    }

    /// <summary>One character of a text as a message names it; -1 is the text's end.</summary>
    public static string OfCharacter(int character) =>
        character switch
        {
            -1 => "the end of the text",
            '\n' or '\r' or '\u2028' or '\u2029' => "a line break",
            '\'' => "\"'\"",
            _ => Of(char.ToString((char)character)),
        };

    private static void Append(StringBuilder quoted, char character)
    {
        if (char.IsControl(character) || character is '\u2028' or '\u2029')
        {
            quoted.Append(character == '\n' ? "\\n" : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}"));
        }
        else
        {
            quoted.Append(character);
        }
    }
}
