namespace Mimus.Core.Limits;

/// <summary>Counts what one limit counts. Times are ticks since some beginning; its owner takes care that one call is made at a time.</summary>
internal abstract class LimitCounter(long limit, TimeSpan window)
{
    /// <summary>How many are allowed in a window.</summary>
    public long Limit { get; } = limit;

    /// <summary>The window.</summary>
    public TimeSpan Window { get; } = window;

    /// <summary>How many there were in the window.</summary>
    public abstract long Used(long now);

    /// <summary>After which time as many are free as could be; zero where they are.</summary>
    public abstract TimeSpan ResetAfter(long now);

    /// <summary>After which time so many are free; the window where they never are.</summary>
    public abstract TimeSpan RetryAfter(long now, long count);

    /// <summary>Takes so many, also more than there are; a negative number gives back.</summary>
    public abstract void Take(long now, long count);

    /// <summary>How many are free.</summary>
    public long Remaining(long now) => Math.Max(0, Limit - Used(now));

    /// <summary>True where so many are free.</summary>
    public bool Has(long now, long count) => Used(now) + count <= Limit;

    /// <summary>The counter of an algorithm.</summary>
    public static LimitCounter Of(LimitAlgorithm algorithm, long limit, TimeSpan window, bool countsRequests) =>
        algorithm switch
        {
            LimitAlgorithm.FixedWindow => new FixedWindowCounter(limit, window),
            LimitAlgorithm.SlidingWindow => new SlidingWindowCounter(limit, window),

            // A minute's requests may not come in its first second: each ten seconds have their share.
            LimitAlgorithm.Azure when countsRequests && window == TimeSpan.FromMinutes(1) => new FixedWindowCounter((limit + 5) / 6, window / 6),
            LimitAlgorithm.Azure => new FixedWindowCounter(limit, window),
            _ => new TokenBucketCounter(limit, window),
        };
}

/// <summary>Begins anew with each window.</summary>
internal sealed class FixedWindowCounter(long limit, TimeSpan window) : LimitCounter(limit, window)
{
    private long _window = long.MinValue;
    private long _used;

    public override long Used(long now)
    {
        Turn(now);
        return _used;
    }

    public override TimeSpan ResetAfter(long now) => Used(now) == 0 ? TimeSpan.Zero : TimeSpan.FromTicks(Window.Ticks - (now % Window.Ticks));

    public override TimeSpan RetryAfter(long now, long count) => Has(now, count) ? TimeSpan.Zero : TimeSpan.FromTicks(Window.Ticks - (now % Window.Ticks));

    public override void Take(long now, long count)
    {
        Turn(now);
        _used = Math.Max(0, _used + count);
    }

    private void Turn(long now)
    {
        if (now / Window.Ticks is var window && window != _window)
        {
            (_window, _used) = (window, 0);
        }
    }
}

/// <summary>Counts what happened in the time before, in sixty steps: never more than the limit in any window.</summary>
internal sealed class SlidingWindowCounter(long limit, TimeSpan window) : LimitCounter(limit, window)
{
    private const int Steps = 60;

    // One more than a window has, since the step at hand is counted whole until it has left the window whole.
    private readonly long[] _used = new long[Steps + 1];
    private long _step = long.MinValue;
    private long _sum;

    private long StepTicks => Window.Ticks / Steps;

    public override long Used(long now)
    {
        Turn(now);
        return _sum;
    }

    public override TimeSpan ResetAfter(long now) => FreeAfter(now, Limit);

    public override TimeSpan RetryAfter(long now, long count) => Has(now, count) ? TimeSpan.Zero : FreeAfter(now, count);

    public override void Take(long now, long count)
    {
        Turn(now);
        ref var slot = ref _used[(int)(_step % _used.Length)];
        var taken = Math.Max(-slot, count);
        slot += taken;
        _sum += taken;
    }

    private TimeSpan FreeAfter(long now, long count)
    {
        Turn(now);
        var used = _sum;
        for (var age = Steps; age >= 0; age--)
        {
            if (used + count <= Limit || used == 0)
            {
                break;
            }

            var step = _step - age;
            var gone = step < 0 ? 0 : _used[(int)(step % _used.Length)];
            used -= gone;
            if (gone > 0 && (used + count <= Limit || used == 0))
            {
                return TimeSpan.FromTicks(((step + Steps + 1) * StepTicks) - now);
            }
        }

        return used + count <= Limit ? TimeSpan.Zero : Window;
    }

    private void Turn(long now)
    {
        var step = now / StepTicks;
        if (step - _step > Steps || _step == long.MinValue)
        {
            Array.Clear(_used);
            (_step, _sum) = (step, 0);
            return;
        }

        while (_step < step)
        {
            _step++;
            ref var slot = ref _used[(int)(_step % _used.Length)];
            _sum -= slot;
            slot = 0;
        }
    }
}

/// <summary>Fills evenly, up to the limit.</summary>
internal sealed class TokenBucketCounter(long limit, TimeSpan window) : LimitCounter(limit, window)
{
    private double _used;
    private long _then;

    private double PerTick => (double)Limit / Window.Ticks;

    public override long Used(long now)
    {
        Fill(now);
        return (long)Math.Ceiling(_used - 1e-9);
    }

    public override TimeSpan ResetAfter(long now)
    {
        Fill(now);
        return Limit == 0 ? Window : TimeSpan.FromTicks((long)Math.Ceiling(_used / PerTick));
    }

    public override TimeSpan RetryAfter(long now, long count)
    {
        Fill(now);
        var missing = _used + count - Limit;
        return missing <= 1e-9 ? TimeSpan.Zero
            : count > Limit || Limit == 0 ? Window
            : TimeSpan.FromTicks((long)Math.Ceiling(missing / PerTick));
    }

    public override void Take(long now, long count)
    {
        Fill(now);
        _used = Math.Max(0, _used + count);
    }

    private void Fill(long now)
    {
        if (now > _then)
        {
            _used = Math.Max(0, _used - ((now - _then) * PerTick));
            _then = now;
        }
    }
}
