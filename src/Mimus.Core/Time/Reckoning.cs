namespace Mimus.Core.Time;

/// <summary>How a clock counts at the moment: from which of its source's timestamps, from where, and how fast.</summary>
/// <param name="Source">The source's timestamp from which it counts.</param>
/// <param name="Start">The clock's own timestamp there.</param>
/// <param name="Utc">The time of day there.</param>
internal sealed record Reckoning(long Source, long Start, DateTimeOffset Utc)
{
    /// <summary>How many times faster than its source it goes.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>True while it stands still.</summary>
    public bool IsFrozen { get; init; }

    /// <summary>By how much it has been moved on by hand.</summary>
    public TimeSpan Advanced { get; init; }

    /// <summary>True where the time of day is the source's.</summary>
    public bool IsSourceTime { get; init; }

    /// <summary>True where nobody has changed anything.</summary>
    public bool IsReal => IsSourceTime && !IsFrozen && Speed == 1;

    /// <summary>A clock that goes as its source.</summary>
    public static Reckoning Of(TimeProvider source)
    {
        var now = source.GetTimestamp();
        return new Reckoning(now, now, source.GetUtcNow()) { IsSourceTime = true };
    }

    /// <summary>The clock's timestamp at one of the source's.</summary>
    public long TimestampAt(long source)
    {
        if (IsFrozen)
        {
            return Start;
        }

        var passed = source - Source;
        return Start + (Speed == 1 ? passed : (long)(passed * Speed));
    }
}
