namespace Mimus.Core.Model;

/// <summary>The headers of a request, copied when it arrived; names compare without case.</summary>
public readonly struct RequestHeaders(KeyValuePair<string, string>[] headers)
{
    private readonly KeyValuePair<string, string>[]? _headers = headers;

    /// <summary>All headers in the order in which they were received; repeated ones are joined with a comma.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> All => _headers ?? [];

    /// <summary>The value of the header, or null where the request does not carry it.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var header in _headers ?? [])
            {
                if (string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase))
                {
                    return header.Value;
                }
            }

            return null;
        }
    }

    /// <summary>True where the request carries the header, be it empty.</summary>
    public bool Contains(string name) => this[name] is not null;
}
