namespace Mimus.Core.Limits;

/// <summary>One limit as it stands, for an answer's headers.</summary>
/// <param name="Limit">How many are allowed.</param>
/// <param name="Remaining">How many are left.</param>
/// <param name="ResetAfter">After which time there are as many as could be.</param>
internal readonly record struct LimitState(long Limit, long Remaining, TimeSpan ResetAfter);

/// <summary>The limits as they stand behind a request; null where there is none of the kind.</summary>
internal sealed record LimitSnapshot
{
    public LimitState? Requests { get; init; }

    public LimitState? Tokens { get; init; }

    public LimitState? InputTokens { get; init; }

    public LimitState? OutputTokens { get; init; }

    /// <summary>The time of day, to which the times are added where a vendor shows times of day.</summary>
    public DateTimeOffset Now { get; init; }
}
