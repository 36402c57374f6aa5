using Mimus.Core.Latency;
using Mimus.Core.Model;

namespace Mimus.Core.Limits;

/// <summary>What one key may use of one model, or whatever else shares a limit: all its counters, one request at a time.</summary>
internal sealed class LimitAccount
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly List<(LimitedResource Resource, LimitCounter Counter)> _counters = [];

    public LimitAccount(LimitSettings settings)
    {
        Settings = settings;
        Add(LimitedResource.Requests, settings.RequestsPerMinute, Minute);
        Add(LimitedResource.Requests, settings.RequestsPerDay, Day);
        Add(LimitedResource.Tokens, settings.TokensPerMinute, Minute);
        Add(LimitedResource.Tokens, settings.TokensPerDay, Day);
        Add(LimitedResource.InputTokens, settings.InputTokensPerMinute, Minute);
        Add(LimitedResource.OutputTokens, settings.OutputTokensPerMinute, Minute);
    }

    /// <summary>What it was made of.</summary>
    public LimitSettings Settings { get; }

    /// <summary>Who is answered at the same time.</summary>
    public StreamLoad Concurrency { get; } = new();

    /// <summary>When it was last asked, in ticks.</summary>
    public long LastUsed { get; private set; }

    /// <summary>The limits and what they count, for people.</summary>
    public IReadOnlyList<(LimitedResource Resource, TimeSpan Window, LimitState State)> States(long now)
    {
        lock (_gate)
        {
            return [.. _counters.Select(entry => (entry.Resource, entry.Counter.Window, StateOf(entry.Counter, now)))];
        }
    }

    /// <summary>Takes what a request needs, all of it or nothing.</summary>
    /// <param name="now">The time in ticks.</param>
    /// <param name="input">The prompt's tokens.</param>
    /// <param name="output">The answer's tokens that are charged in advance.</param>
    /// <param name="refuses">False where nothing is refused: it is counted only.</param>
    /// <returns>The limit that has no room; null where all have.</returns>
    public RateLimited? TryTake(long now, long input, long output, bool refuses)
    {
        lock (_gate)
        {
            LastUsed = now;
            if (refuses)
            {
                foreach (var (resource, counter) in _counters)
                {
                    var count = CountOf(resource, input, output);
                    if (count > 0 && !counter.Has(now, count))
                    {
                        return new RateLimited(resource, counter.Window, counter.Limit, counter.Used(now), count, counter.RetryAfter(now, count));
                    }
                }
            }

            Charge(now, 1, input, output);
            return null;
        }
    }

    /// <summary>Settles what was charged in advance with what was used.</summary>
    public void Settle(long now, long input, long output)
    {
        lock (_gate)
        {
            Charge(now, 0, input, output);
        }
    }

    /// <summary>How the limits stand.</summary>
    public LimitSnapshot Snapshot(long now, DateTimeOffset time)
    {
        lock (_gate)
        {
            return new LimitSnapshot
            {
                Requests = First(LimitedResource.Requests, now),
                Tokens = First(LimitedResource.Tokens, now),
                InputTokens = First(LimitedResource.InputTokens, now),
                OutputTokens = First(LimitedResource.OutputTokens, now),
                Now = time,
            };
        }
    }

    // An output limit lets one more request through while anything is left: nobody knows yet how long its answer is.
    private static long CountOf(LimitedResource resource, long input, long output) =>
        resource switch
        {
            LimitedResource.Requests => 1,
            LimitedResource.Tokens => input + output,
            LimitedResource.InputTokens => input,
            _ => Math.Max(1, output),
        };

    private void Charge(long now, long requests, long input, long output)
    {
        foreach (var (resource, counter) in _counters)
        {
            counter.Take(
                now,
                resource switch
                {
                    LimitedResource.Requests => requests,
                    LimitedResource.Tokens => input + output,
                    LimitedResource.InputTokens => input,
                    _ => output,
                }
            );
        }
    }

    private LimitState? First(LimitedResource wanted, long now)
    {
        foreach (var (resource, counter) in _counters)
        {
            if (resource == wanted)
            {
                return StateOf(counter, now);
            }
        }

        return null;
    }

    private static LimitState StateOf(LimitCounter counter, long now) => new(counter.Limit, counter.Remaining(now), counter.ResetAfter(now));

    private void Add(LimitedResource resource, long? limit, TimeSpan window)
    {
        if (limit is { } count)
        {
            _counters.Add((resource, LimitCounter.Of(Settings.Algorithm, count, window, resource == LimitedResource.Requests)));
        }
    }
}
