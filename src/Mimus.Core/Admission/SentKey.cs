using Mimus.Core.Model;

namespace Mimus.Core.Admission;

/// <summary>Finds the key that a request carries, in whichever of the vendors' headers it comes.</summary>
internal static class SentKey
{
    private const string Bearer = "Bearer ";

    /// <summary>The key; null where there is none.</summary>
    public static string? Of(RequestHeaders headers) =>
        headers["Authorization"] is { } authorization && authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? authorization[Bearer.Length..].Trim()
            : headers["x-api-key"] ?? headers["api-key"];
}
