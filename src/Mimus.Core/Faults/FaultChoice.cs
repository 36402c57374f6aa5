namespace Mimus.Core.Faults;

/// <summary>When a fault happens, of all requests that it could happen to. All that is said must hold.</summary>
public sealed record FaultChoice
{
    /// <summary>By chance, from 0 for never to 1 for always; the chance comes from the server's seed.</summary>
    public double? Rate { get; init; }

    /// <summary>To the first so many requests only, from 1.</summary>
    public int? First { get; init; }

    /// <summary>To each so manieth request, from 1: 5 for the fifth, the tenth, …</summary>
    public int? Every { get; init; }

    /// <summary>To so many of the next <see cref="Among"/> requests, which ones by chance, and to none after those.</summary>
    public int? Budget { get; init; }

    /// <summary>Of how many requests the <see cref="Budget"/> is taken, from 1 to 100,000.</summary>
    public int? Among { get; init; }

    /// <summary>So often at most, from 1; 1 is once.</summary>
    public int? Times { get; init; }

    /// <summary>From so long after the server's start, or after the fault was made, by the server's clock.</summary>
    public TimeSpan? From { get; init; }

    /// <summary>Until so long after it.</summary>
    public TimeSpan? To { get; init; }

    /// <summary>In bursts that begin this often, the first at once.</summary>
    public TimeSpan? BurstEvery { get; init; }

    /// <summary>How long a burst lasts.</summary>
    public TimeSpan? BurstFor { get; init; }

    /// <summary>Only to requests for these models; an id may have <c>*</c> in it. Empty for all.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];
}
