using System.Globalization;
using Mimus.Core.Model;

namespace Mimus.Protocols.Vendors;

/// <summary>How OpenAI says that a limit is reached, and how it writes durations. Source: answers quoted in public issue threads.</summary>
internal static class OpenAiLimits
{
    /// <summary>The answer to a request that is one too many.</summary>
    public static ErrorReply Describe(RateLimited limited)
    {
        var unit = limited.Resource is LimitedResource.Requests or LimitedResource.Concurrency ? "requests" : "tokens";
        var initial = char.ToUpperInvariant(unit[0]);
        var name =
            limited.Resource == LimitedResource.Concurrency ? "concurrent requests"
            : limited.Window >= TimeSpan.FromDays(1) ? $"{unit} per day ({initial}PD)"
            : limited.Window >= TimeSpan.FromMinutes(1) ? $"{unit} per min ({initial}PM)"
            : string.Create(CultureInfo.InvariantCulture, $"{unit} per {limited.Window.TotalSeconds:0.###} seconds");
        var message = string.Create(
            CultureInfo.InvariantCulture,
            $"Rate limit reached for {limited.Model} in organization org-mimus on {name}: Limit {limited.Limit}, Used {limited.Used}, "
                + $"Requested {limited.Requested}. Please try again in {Duration(limited.RetryAfter)}. "
                + $"Visit https://platform.openai.com/account/rate-limits to learn more."
        );
        return new ErrorReply(429, message)
        {
            Type = unit,
            Code = "rate_limit_exceeded",
            Headers =
            [
                .. RetryHeaders.Of(limited.RetryAfter),
                new("retry-after-ms", ((long)Math.Ceiling(limited.RetryAfter.TotalMilliseconds)).ToString(CultureInfo.InvariantCulture)),
            ],
        };
    }

    /// <summary>A duration as in <c>6m0s</c>, <c>1.5s</c> and <c>120ms</c>.</summary>
    public static string Duration(TimeSpan time)
    {
        var milliseconds = (long)Math.Ceiling(time.TotalMilliseconds);
        if (milliseconds < 1000)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, milliseconds)}ms");
        }

        var (hours, minutes, seconds) = (milliseconds / 3_600_000, milliseconds / 60_000 % 60, milliseconds % 60_000 / 1000.0);
        var rest = string.Create(CultureInfo.InvariantCulture, $"{seconds:0.###}s");
        return hours > 0 ? string.Create(CultureInfo.InvariantCulture, $"{hours}h{minutes}m{rest}")
            : minutes > 0 ? string.Create(CultureInfo.InvariantCulture, $"{minutes}m{rest}")
            : rest;
    }
}
