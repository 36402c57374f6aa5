using System.Text;
using System.Text.RegularExpressions;

namespace Mimus.Core.Rules;

/// <summary>
/// Reads patterns as JavaScript writes them, <c>/…/flags</c>, into .NET's: digits and word characters are ASCII, <c>$</c> is the very end,
/// a dot passes no line end.
/// </summary>
internal static class JavaScriptPattern
{
    private const string KnownFlags = "dgimsuvy";

    // Texts shorter than this select nothing.
    private const int ShortestLiteral = 2;

    /// <summary>
    /// True where a text is written as a pattern: it begins with a slash and has another, with nothing but flags behind it, each once.
    /// <c>/v1/messages</c> is none.
    /// </summary>
    public static bool IsPattern(string text) => text.Length > 2 && text[0] == '/' && text.LastIndexOf('/') is > 1 and var end && AreFlags(text.AsSpan(end + 1));

    /// <summary>Compiles a pattern.</summary>
    /// <exception cref="ArgumentException">It is none; the message says why.</exception>
    public static RegexPattern Compile(string text)
    {
        var end = text.LastIndexOf('/');
        var source = text[1..end];
        var flags = text[(end + 1)..];
        foreach (var flag in flags)
        {
            if (!KnownFlags.Contains(flag, StringComparison.Ordinal))
            {
                throw new ArgumentException($"the flag '{flag}' is not one of JavaScript's ({KnownFlags})");
            }
        }

        var options = RegexOptions.CultureInvariant;
        options |= flags.Contains('i', StringComparison.Ordinal) ? RegexOptions.IgnoreCase : RegexOptions.None;
        options |= flags.Contains('m', StringComparison.Ordinal) ? RegexOptions.Multiline : RegexOptions.None;
        options |= flags.Contains('s', StringComparison.Ordinal) ? RegexOptions.Singleline : RegexOptions.None;
        var regex = new Regex(Translate(source, options), options, RegexPattern.TimeLimit);
        return new RegexPattern(text, regex, RequiredLiteral(source));
    }

    private static bool AreFlags(ReadOnlySpan<char> flags)
    {
        for (var index = 0; index < flags.Length; index++)
        {
            if (!KnownFlags.Contains(flags[index], StringComparison.Ordinal) || flags[..index].Contains(flags[index]))
            {
                return false;
            }
        }

        return true;
    }

    private static string Translate(string source, RegexOptions options)
    {
        var translated = new StringBuilder(source.Length + 16);
        var inClass = false;
        for (var index = 0; index < source.Length; index++)
        {
            var character = source[index];
            if (character == '\\' && index + 1 < source.Length)
            {
                index += TranslateEscape(source, index, inClass, translated);
                continue;
            }

            inClass = character == '[' || (inClass && character != ']');
            translated.Append(
                character switch
                {
                    '$' when !inClass && (options & RegexOptions.Multiline) == 0 => @"\z",
                    '$' when !inClass => @"(?=[\n\r\u2028\u2029]|\z)",
                    '.' when !inClass && (options & RegexOptions.Singleline) == 0 => @"[^\n\r\u2028\u2029]",
                    '[' when inClass && index > 0 && InClassAlready(source, index) => @"\[",
                    _ => character.ToString(),
                }
            );
        }

        return translated.ToString();
    }

    // Returns how many characters behind the backslash were used, less one.
    private static int TranslateEscape(string source, int index, bool inClass, StringBuilder translated)
    {
        var next = source[index + 1];
        switch (next)
        {
            case 'd':
                translated.Append(inClass ? "0-9" : "[0-9]");
                return 1;
            case 'D' when !inClass:
                translated.Append("[^0-9]");
                return 1;
            case 'w':
                translated.Append(inClass ? "A-Za-z0-9_" : "[A-Za-z0-9_]");
                return 1;
            case 'W' when !inClass:
                translated.Append("[^A-Za-z0-9_]");
                return 1;
            case '/':
            case '-' when !inClass:
                translated.Append(next);
                return 1;
            case 'u' when index + 2 < source.Length && source[index + 2] == '{' && source.IndexOf('}', index) is > 0 and var close:
                var digits = source[(index + 3)..close];
                if (int.TryParse(digits, System.Globalization.NumberStyles.HexNumber, null, out var value) && Rune.IsValid(value))
                {
                    translated.Append(Regex.Escape(new Rune(value).ToString()));
                    return close - index;
                }

                throw new ArgumentException($"'\\u{{{digits}}}' is no character");
            default:
                translated.Append('\\').Append(next);
                return 1;
        }
    }

    // JavaScript reads a bracket inside a class as itself, .NET may read a subtraction.
    private static bool InClassAlready(string source, int index)
    {
        for (var before = index - 1; before >= 0; before--)
        {
            if (source[before] is '[' or ']' && (before == 0 || source[before - 1] != '\\'))
            {
                return source[before] == '[';
            }
        }

        return false;
    }

    /// <summary>The longest text that must stand in whatever the pattern matches; null where none is certain.</summary>
    internal static string? RequiredLiteral(string source)
    {
        var best = "";
        var run = new StringBuilder();
        var depth = 0;
        for (var index = 0; index < source.Length; index++)
        {
            var character = source[index];
            switch (character)
            {
                case '|' when depth == 0:
                    return null;
                case '(':
                    depth++;
                    End();
                    break;
                case ')':
                    depth--;
                    break;
                case '[':
                    End();
                    while (++index < source.Length && source[index] != ']')
                    {
                        index += source[index] == '\\' ? 1 : 0;
                    }

                    break;
                case '*' or '?' or '{' when depth == 0:
                    // What stands before it may be missing.
                    if (run.Length > 0)
                    {
                        run.Length--;
                    }

                    End();
                    if (character == '{')
                    {
                        index = source.IndexOf('}', index) is >= 0 and var close ? close : source.Length;
                    }

                    break;
                case '+' or '.' or '$':
                    End();
                    break;
                case '^':
                    break;
                case '\\' when index + 1 < source.Length:
                    index++;
                    if (!char.IsAsciiLetterOrDigit(source[index]) && depth == 0)
                    {
                        run.Append(source[index]);
                    }
                    else
                    {
                        End();
                        index += source[index] switch
                        {
                            'u' when index + 1 < source.Length && source[index + 1] == '{' => Math.Max(0, source.IndexOf('}', index) - index),
                            'u' => 4,
                            'x' => 2,
                            'c' => 1,
                            'k' when index + 1 < source.Length && source[index + 1] == '<' => Math.Max(0, source.IndexOf('>', index) - index),
                            _ => 0,
                        };
                    }

                    break;
                default:
                    if (depth == 0)
                    {
                        run.Append(character);
                    }

                    break;
            }
        }

        End();
        return best.Length >= ShortestLiteral ? best : null;

        void End()
        {
            best = run.Length > best.Length ? run.ToString() : best;
            run.Clear();
        }
    }
}
