namespace Mimus.Protocols.Json;

/// <summary>The media type that a <c>data:</c> URL carries.</summary>
internal static class DataUrl
{
    /// <summary>The media type, such as <c>image/png</c>; null for other URLs.</summary>
    public static string? MediaType(string? url)
    {
        if (url is null || !url.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var end = url.AsSpan(0, Math.Min(url.Length, 128)).IndexOfAny(';', ',');
        return end > 5 ? url[5..end] : null;
    }
}
