namespace Mimus.Protocols;

/// <summary>A query string, as text.</summary>
internal static class QueryText
{
    /// <summary>The value of the first parameter of this name, decoded; null where there is none.</summary>
    public static string? Find(string query, string name)
    {
        foreach (var range in query.AsSpan().TrimStart('?').Split('&'))
        {
            var pair = query.AsSpan().TrimStart('?')[range];
            var equals = pair.IndexOf('=');
            if (equals >= 0 && pair[..equals].SequenceEqual(name))
            {
                return Uri.UnescapeDataString(pair[(equals + 1)..].ToString().Replace('+', ' '));
            }
        }

        return null;
    }
}
