using System.Globalization;

namespace Mimus.Core.Configuration.Documents;

/// <summary>Writes the way from a document's root to a value.</summary>
internal static class NodePath
{
    /// <summary>The path of a mapping's key: <c>cors.allow-origins</c>, or <c>replies["a key"]</c> for a key that is not a plain word.</summary>
    public static string Join(string path, string key)
    {
        if (!IsPlain(key))
        {
            return $"{path}[\"{Quotation.Of(key)[1..^1]}\"]";
        }

        return path.Length == 0 ? key : $"{path}.{key}";
    }

    /// <summary>The path of a list's item, counted from 0: <c>models[1]</c>.</summary>
    public static string Join(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    private static bool IsPlain(string key)
    {
        foreach (var character in key)
        {
            if (!char.IsLetterOrDigit(character) && character is not ('-' or '_' or '$'))
            {
                return false;
            }
        }

        return key.Length > 0;
    }
}
