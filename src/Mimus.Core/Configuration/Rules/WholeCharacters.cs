using System.Text;

namespace Mimus.Core.Configuration.Rules;

/// <summary>JSON can write the half of a character (<c>"\uD83D"</c>), UTF-8 cannot.</summary>
internal static class WholeCharacters
{
    /// <summary>The text with U+FFFD in the place of each half character.</summary>
    public static string Of(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
        {
            return text;
        }

        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            whole.Append(rune.ToString());
        }

        return whole.ToString();
    }
}
