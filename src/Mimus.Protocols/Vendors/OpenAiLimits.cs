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
        var milliseconds = Math.Max(0, (long)Math.Ceiling(time.TotalMilliseconds));
        var text = new ValueText(stackalloc char[40]);
        if (milliseconds < 1000)
        {
            text.Append(milliseconds);
            text.Append("ms");
            return text.ToString();
        }

        var (hours, minutes) = (milliseconds / 3_600_000, milliseconds / 60_000 % 60);
        if (hours > 0)
        {
            text.Append(hours);
            text.Append("h");
        }

        if (hours > 0 || minutes > 0)
        {
            text.Append(minutes);
            text.Append("m");
        }

        text.AppendThousandths(milliseconds % 60_000);
        text.Append("s");
        return text.ToString();
    }

    // Every answer carries two of these: no floating point, no formats, nothing but the string is allocated.
    private ref struct ValueText(Span<char> room)
    {
        private readonly Span<char> _room = room;
        private int _length;

        public void Append(long number)
        {
            number.TryFormat(_room[_length..], out var written, default, CultureInfo.InvariantCulture);
            _length += written;
        }

        public void Append(string text)
        {
            text.CopyTo(_room[_length..]);
            _length += text.Length;
        }

        // 1500 is 1.5, and 2000 is 2.
        public void AppendThousandths(long thousandths)
        {
            Append(thousandths / 1000);
            var rest = (int)(thousandths % 1000);
            if (rest == 0)
            {
                return;
            }

            _room[_length++] = '.';
            for (var unit = 100; rest > 0; unit /= 10)
            {
                _room[_length++] = (char)('0' + (rest / unit));
                rest %= unit;
            }
        }

        public override readonly string ToString() => _room[.._length].ToString();
    }
}
