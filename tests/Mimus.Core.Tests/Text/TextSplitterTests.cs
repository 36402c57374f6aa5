using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Mimus.Core.Text;

namespace Mimus.Core.Tests.Text;

public class TextSplitterTests
{
    // Pieces of which texts are made that splitters get wrong.
    private static readonly string[] Pieces =
    [
        "a", "word", " ", "  ", "\n", "\r\n", "\r", "\t", "é", "e\u0301", " \u0301", "\u0600", "😀", "👨‍👩‍👧‍👦", "🇳🇴", "🇸", "👍🏽", "你", "好", "สวัสดี",
        "한", "\u1100\u1161", "नमस्ते", "\u200d", "\ufe0f", "\u00a0", "\u2028", "{", "}", "\"", ":", ",", "\\", "\0", "\u001f", "𠀀",
    ];

    private static readonly Arbitrary<string> Texts = Gen.Elements(Pieces)
        .ListOf()
        .Select(pieces => string.Concat(pieces))
        .ToArbitrary();

    [Theory]
    [InlineData("Hello big world", "Hello| big| world")]
    [InlineData("  two  spaces ", "  two|  spaces| ")]
    [InlineData("line\nnext", "line|\nnext")]
    [InlineData("你好 world", "你|好| world")]
    [InlineData("ok你", "ok|你")]
    [InlineData("", "")]
    public void NextWord_Text_CutsBeforeWhiteSpaceAndBetweenIdeographs(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', Split(text, rest => TextSplitter.NextWord(rest))));

    [Fact]
    public void NextWord_ShortCut_CutsWhereTheLongWayDoes() =>
        Prop.ForAll(
                Texts,
                text =>
                    Assert.Equal(
                        string.Join('|', Split(text, rest => TextSplitter.NextWordOfAny(rest))),
                        string.Join('|', Split(text, rest => TextSplitter.NextWord(rest)))
                    )
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("{\"city\":\"Oslo\"}", "{\"|city|\":\"|Oslo|\"}")]
    [InlineData("{}", "{}")]
    public void NextArgumentPiece_Json_CutsBetweenWordsAndPunctuation(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', Split(text, rest => TextSplitter.NextArgumentPiece(rest))));

    [Fact]
    public void NextCharacters_Zero_TakesTheWholeText() => Assert.Equal(5, TextSplitter.NextCharacters("hello", 0));

    [Fact]
    public void NextCharacters_Emoji_CountsWhatAReaderSees() => Assert.Equal("a😀", "a😀b"[..TextSplitter.NextCharacters("a😀b", 2)]);

    [Fact]
    public void Splitters_AnyText_NeverBreakACharacterAndLoseNothing() =>
        Prop.ForAll(
                Texts,
                Gen.Choose(1, 9).ToArbitrary(),
                (text, size) =>
                    Keeps(text, rest => TextSplitter.NextWord(rest))
                    && Keeps(text, rest => TextSplitter.NextArgumentPiece(rest))
                    && Keeps(text, rest => TextSplitter.NextCharacters(rest, size))
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void NextCharacters_AnySize_TakesExactlyThatManyCharacters() =>
        Prop.ForAll(
                Texts,
                Gen.Choose(1, 9).ToArbitrary(),
                (text, size) =>
                {
                    var pieces = Split(text, rest => TextSplitter.NextCharacters(rest, size));
                    return pieces.SkipLast(1).All(piece => new StringInfo(piece).LengthInTextElements == size);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void LongestPrefix_AnyMaximum_StaysBelowItAndEndsAtABorder() =>
        Prop.ForAll(
                Texts,
                Gen.Choose(0, 40).ToArbitrary(),
                (text, maximum) =>
                {
                    var length = TextSplitter.LongestPrefix(text, maximum);
                    return length <= Math.Max(maximum, 0) && (length == text.Length || Borders(text).Contains(length));
                }
            )
            .QuickCheckThrowOnFailure();

    private delegate int Next(ReadOnlySpan<char> rest);

    private static List<string> Split(string text, Next next)
    {
        var pieces = new List<string>();
        for (var offset = 0; offset < text.Length;)
        {
            var length = next(text.AsSpan(offset));
            Assert.InRange(length, 1, text.Length - offset);
            pieces.Add(text.Substring(offset, length));
            offset += length;
        }

        return pieces;
    }

    private static bool Keeps(string text, Next next)
    {
        var pieces = Split(text, next);
        var borders = Borders(text);
        var offset = 0;
        foreach (var piece in pieces)
        {
            offset += piece.Length;
            if (!borders.Contains(offset))
            {
                return false;
            }
        }

        return string.Concat(pieces) == text;
    }

    private static HashSet<int> Borders(string text) => [.. StringInfo.ParseCombiningCharacters(text), text.Length];
}
