using System.Buffers;
using System.Globalization;
using System.Text;

namespace Mimus.Core.Text;

/// <summary>Cuts a text into the pieces of a stream, never inside what a reader sees as one character.</summary>
internal static class TextSplitter
{
    private static readonly SearchValues<char> s_asciiSpaces = SearchValues.Create("\t\n\v\f\r ");

    /// <summary>The length of the first word with the white space in front of it; writing without spaces is cut character by character.</summary>
    public static int NextWord(ReadOnlySpan<char> text)
    {
        var start = text.IndexOfAnyExcept(s_asciiSpaces);
        if (start < 0)
        {
            return text.Length;
        }

        // A word of visible ASCII that ends at a space, which is most of all words, needs no table of characters.
        var length = text[start..].IndexOfAnyExceptInRange('!', '~');
        if (length < 0)
        {
            return text.Length;
        }

        return length > 0 && s_asciiSpaces.Contains(text[start + length]) ? start + length : NextWordOfAny(text);
    }

    /// <summary>Does the same for every script.</summary>
    internal static int NextWordOfAny(ReadOnlySpan<char> text)
    {
        var length = 0;
        var inWord = false;
        while (length < text.Length)
        {
            var element = ElementLength(text[length..]);
            var rune = FirstRune(text[length..]);
            var isSpace = Rune.IsWhiteSpace(rune);
            if (inWord && (isSpace || IsWordOfItsOwn(rune)))
            {
                break;
            }

            length += element;
            inWord |= !isSpace;
            if (!isSpace && IsWordOfItsOwn(rune))
            {
                break;
            }
        }

        return length;
    }

    /// <summary>The length of the first run of letters and digits, or of anything else: how models cut JSON arguments.</summary>
    public static int NextArgumentPiece(ReadOnlySpan<char> text)
    {
        var length = 0;
        var isWord = Rune.IsLetterOrDigit(FirstRune(text));
        while (length < text.Length && Rune.IsLetterOrDigit(FirstRune(text[length..])) == isWord)
        {
            length += ElementLength(text[length..]);
        }

        return length;
    }

    /// <summary>The length of the first <paramref name="count"/> characters as a reader counts them; the whole text for 0.</summary>
    public static int NextCharacters(ReadOnlySpan<char> text, int count)
    {
        if (count <= 0)
        {
            return text.Length;
        }

        var length = 0;
        for (; count > 0 && length < text.Length; count--)
        {
            length += ElementLength(text[length..]);
        }

        return length;
    }

    /// <summary>The longest beginning of at most <paramref name="maximum"/> UTF-16 characters that ends at a character's border.</summary>
    public static int LongestPrefix(ReadOnlySpan<char> text, int maximum)
    {
        if (text.Length <= maximum)
        {
            return text.Length;
        }

        var length = 0;
        while (true)
        {
            var element = ElementLength(text[length..]);
            if (length + element > maximum)
            {
                return length;
            }

            length += element;
        }
    }

    private static int ElementLength(ReadOnlySpan<char> text)
    {
        // Between two ASCII characters there is always a border, except inside CR LF.
        if (text[0] < 0x80 && (text.Length == 1 || (text[1] < 0x80 && text[0] != '\r')))
        {
            return 1;
        }

        return StringInfo.GetNextTextElementLength(text);
    }

    private static Rune FirstRune(ReadOnlySpan<char> text)
    {
        Rune.DecodeFromUtf16(text, out var rune, out _);
        return rune;
    }

    // Han, kana, Hangul and the scripts of South-East Asia are written without spaces.
    private static bool IsWordOfItsOwn(Rune rune) =>
        rune.Value
            is >= 0x0E00 and <= 0x0EFF
                or >= 0x1000 and <= 0x109F
                or >= 0x1780 and <= 0x17FF
                or >= 0x2E80 and <= 0x9FFF
                or >= 0xAC00 and <= 0xD7AF
                or >= 0xF900 and <= 0xFAFF
                or >= 0x20000 and <= 0x3FFFF;
}
