using System.Globalization;

namespace Mimus.Core.Configuration.Documents;

/// <summary>Walks through a JSON5 text character by character and knows the line and the column.</summary>
internal sealed class Json5Scanner(string name, string text)
{
    private int _index;
    private int _line = 1;
    private int _lineStart;

    /// <summary>The place of the next character.</summary>
    public SourceLocation Location => new(name, _line, _index - _lineStart + 1);

    /// <summary>The next character's index in the text.</summary>
    public int Index => _index;

    /// <summary>The next character without taking it; -1 at the end.</summary>
    public int Peek() => _index < text.Length ? text[_index] : -1;

    /// <summary>The character behind the next one; -1 at the end.</summary>
    public int PeekSecond() => _index + 1 < text.Length ? text[_index + 1] : -1;

    /// <summary>What was taken since an index.</summary>
    public ReadOnlySpan<char> TakenSince(int index) => text.AsSpan(index, _index - index);

    /// <summary>The category of the next character, a surrogate pair taken together.</summary>
    public UnicodeCategory PeekCategory() =>
        _index < text.Length ? CharUnicodeInfo.GetUnicodeCategory(text, _index) : UnicodeCategory.OtherNotAssigned;

    /// <summary>Takes the next character, which must be there.</summary>
    public char Take()
    {
        var character = text[_index++];
        if (character is '\n' or '\u2028' or '\u2029' || (character == '\r' && Peek() != '\n'))
        {
            _line++;
            _lineStart = _index;
        }

        return character;
    }

    /// <summary>Takes the next character if it is this one.</summary>
    public bool TryTake(char character)
    {
        if (Peek() != character)
        {
            return false;
        }

        Take();
        return true;
    }

    /// <summary>Takes white space and comments.</summary>
    public void SkipBlank()
    {
        while (true)
        {
            if (Peek() == '/')
            {
                SkipComment();
            }
            else if (IsWhiteSpace(Peek()))
            {
                Take();
            }
            else
            {
                return;
            }
        }
    }

    /// <summary>A problem with the next character.</summary>
    public DocumentSyntaxException Error(string sentence) => new(Location, sentence);

    public static bool IsLineBreak(int character) => character is '\n' or '\r' or '\u2028' or '\u2029';

    private static bool IsWhiteSpace(int character) =>
        character is '\t' or '\v' or '\f' or ' ' or '\u00A0' or '\uFEFF'
        || IsLineBreak(character)
        || (character > 0x7F && CharUnicodeInfo.GetUnicodeCategory((char)character) == UnicodeCategory.SpaceSeparator);

    private void SkipComment()
    {
        var start = Location;
        switch (PeekSecond())
        {
            case '/':
                while (Peek() >= 0 && !IsLineBreak(Peek()))
                {
                    Take();
                }

                return;

            case '*':
                Take();
                Take();
                while (!(Peek() == '*' && PeekSecond() == '/'))
                {
                    if (Peek() < 0)
                    {
                        throw new DocumentSyntaxException(start, "the comment that begins here does not end; close it with '*/'");
                    }

                    Take();
                }

                Take();
                Take();
                return;

            default:
                throw Error("a lone '/' is not allowed; comments begin with '//' or '/*'");
        }
    }
}
