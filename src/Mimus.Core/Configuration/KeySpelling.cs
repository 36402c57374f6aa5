using System.Text;

namespace Mimus.Core.Configuration;

/// <summary>Keys may be written <c>with-dashes</c>, <c>with_underscores</c> or in <c>camelCase</c>; all three are the same key.</summary>
internal static class KeySpelling
{
    /// <summary>The spelling with dashes.</summary>
    public static string Dashed(string key)
    {
        var dashed = new StringBuilder(key.Length + 4);
        foreach (var character in key)
        {
            if (char.IsAsciiLetterUpper(character))
            {
                dashed.Append(dashed.Length > 0 ? "-" : "").Append(char.ToLowerInvariant(character));
            }
            else
            {
                dashed.Append(character == '_' ? '-' : character);
            }
        }

        return dashed.ToString();
    }

    /// <summary>A key as the user who wrote <paramref name="model"/> would spell it.</summary>
    public static string Like(string model, string key)
    {
        var dashed = Dashed(key);
        if (model.Contains('_'))
        {
            return dashed.Replace('-', '_');
        }

        return model.Any(char.IsAsciiLetterUpper) && !model.Contains('-') ? CamelCase(dashed) : key;
    }

    private static string CamelCase(string dashed)
    {
        var words = dashed.Split('-');
        return words[0] + string.Concat(words.Skip(1).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
    }
}
