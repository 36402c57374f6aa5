using Mimus.Core.State;
using Mimus.Core.Time;

namespace Mimus.AspNetCore.Hosting;

/// <summary>
/// Counts the exchanges of each scope, of which their ids are made. Where the seed was given, their times of day are too: a second apart, from the
/// first of 2026, and farther by what the clock was moved on.
/// </summary>
internal sealed class ExchangeTurns(ulong? seed, IStateStore state, MimusClock clock)
{
    private const string Counter = "\u001fturn";

    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The seed in force.</summary>
    public ulong Seed { get; } = seed ?? 0;

    /// <summary>True where a run can be repeated byte for byte.</summary>
    public bool IsRepeatable => seed is not null;

    /// <summary>The number of a new exchange in its scope, from 1, and the time of day that its answer shows.</summary>
    public async ValueTask<(long Number, DateTimeOffset Time)> NextAsync(string? scope, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var number = await state.IncrementAsync(scope is null ? Counter : scope + Counter, cancellationToken).ConfigureAwait(false);
        return (number, IsRepeatable ? Epoch.AddSeconds(number) + clock.Advanced : now);
    }
}
