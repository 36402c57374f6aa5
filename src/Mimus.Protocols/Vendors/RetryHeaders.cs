using System.Globalization;

namespace Mimus.Protocols.Vendors;

/// <summary>How vendors tell clients when to try again.</summary>
internal static class RetryHeaders
{
    /// <summary>The header <c>retry-after</c> in whole seconds, begun ones counted; none where nothing is said.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(TimeSpan? wait) =>
        wait is { } time ? [new("retry-after", Math.Ceiling(time.TotalSeconds).ToString(CultureInfo.InvariantCulture))] : [];
}
