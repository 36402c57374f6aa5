namespace Mimus.Core.Time;

/// <summary>
/// The clock of a whole server. It goes as another one goes until it is held, moved on or made faster; all waits go with it. Timers that come
/// due while it is moved on are called one after the other in the order of their times, each at its own time.
/// </summary>
public sealed class MimusClock : TimeProvider, IDisposable
{
    /// <summary>The slowest speed but for standing still.</summary>
    internal const double SlowestSpeed = 0.001;

    /// <summary>The fastest speed.</summary>
    internal const double FastestSpeed = 1_000_000;

    /// <summary>The farthest that it is moved on at once: ten years.</summary>
    internal static readonly TimeSpan FarthestAdvance = TimeSpan.FromDays(3652);

    private readonly TimeProvider _source;
    private readonly Lock _gate = new();
    private readonly Lock _advancing = new();
    private readonly TimerHeap _timers = new();
    private readonly List<(int Count, TaskCompletionSource Reached)> _watchers = [];
    private readonly DueCalls _due;
    private readonly ITimer _alarm;
    private volatile Reckoning _reckoning;
    private long _order;
    private long _armedFor = long.MaxValue;

    /// <summary>Makes a clock that goes as another does.</summary>
    /// <param name="source">The other clock; the system's as a rule.</param>
    public MimusClock(TimeProvider source)
    {
        _source = source;
        _reckoning = Reckoning.Of(source);
        _due = new DueCalls(isLookedAfter: source == System);
        if (source == System)
        {
            _alarm = new PreciseAlarm(Ring, TimeSpan.FromMilliseconds(DueCalls.LookEvery));
        }
        else
        {
            using (ExecutionContext.SuppressFlow())
            {
                _alarm = source.CreateTimer(static clock => ((MimusClock)clock!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => _source.TimestampFrequency;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => _source.LocalTimeZone;

    /// <summary>True while it stands still.</summary>
    public bool IsFrozen => _reckoning.IsFrozen;

    /// <summary>How many times faster than its source it goes, while it goes; 1 by default.</summary>
    public double Speed => _reckoning.Speed;

    /// <summary>True where it goes exactly as its source does, and shows the same time.</summary>
    public bool IsReal => _reckoning.IsReal;

    /// <summary>By how much it has been moved on.</summary>
    public TimeSpan Advanced => _reckoning.Advanced;

    /// <summary>How many waits there are at the moment.</summary>
    public int PendingTimers
    {
        get
        {
            lock (_gate)
            {
                return _timers.Count;
            }
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => _reckoning.TimestampAt(_source.GetTimestamp());

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        var reckoning = _reckoning;
        return reckoning.IsReal ? _source.GetUtcNow() : reckoning.Utc + _source.GetElapsedTime(reckoning.Start, reckoning.TimestampAt(_source.GetTimestamp()));
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ClockTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Stands still until it is moved on or let go.</summary>
    public void Freeze() => Change(reckoning => reckoning with { IsFrozen = true });

    /// <summary>Goes again, at its speed.</summary>
    public void Resume() => Change(reckoning => reckoning with { IsFrozen = false });

    /// <summary>Goes so many times faster than its source from now on.</summary>
    /// <param name="speed">From 0.001 to 1,000,000; 1 is the source's speed.</param>
    /// <exception cref="ArgumentOutOfRangeException">The speed is out of range.</exception>
    public void SetSpeed(double speed)
    {
        if (speed is not (>= SlowestSpeed and <= FastestSpeed))
        {
            throw new ArgumentOutOfRangeException(nameof(speed), speed, $"A clock's speed is a number from {SlowestSpeed} to {FastestSpeed}.");
        }

        Change(reckoning => reckoning with { Speed = speed });
    }

    /// <summary>Shows another time of day from now on; waits do not notice.</summary>
    public void SetUtcNow(DateTimeOffset utcNow) => Change(reckoning => reckoning with { Utc = utcNow.ToUniversalTime() });

    /// <summary>Goes as its source again and shows its time; waits keep what is left of them.</summary>
    public void Reset() => Change(reckoning => reckoning with { IsFrozen = false, Speed = 1, Advanced = TimeSpan.Zero, IsSourceTime = true });

    /// <summary>
    /// Moves on, whether it stands still or not. All that comes due on the way has been called when this returns; what those calls go on to do on
    /// other threads may take a moment longer.
    /// </summary>
    /// <param name="by">From zero to ten years.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative or more than ten years.</exception>
    public void Advance(TimeSpan by)
    {
        if (by < TimeSpan.Zero || by > FarthestAdvance)
        {
            throw new ArgumentOutOfRangeException(nameof(by), by, "A clock is moved on by a time from zero to ten years.");
        }

        lock (_advancing)
        {
            var all = ToTimestamp(by);
            var done = 0L;
            var target = GetTimestamp() + all;
            while (Step(target, ref done, all) is { } timer)
            {
                timer.Call();
            }
        }
    }

    /// <summary>
    /// Waits, in the source's time, until so many waits are there: what a test does before it moves the clock on, so that the request that it has
    /// sent is there to notice.
    /// </summary>
    /// <param name="count">How many, from 1.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task WhenPendingAsync(int count, CancellationToken cancellationToken = default)
    {
        var watcher = (Count: count, Reached: new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_gate)
        {
            if (_timers.Count >= count)
            {
                return;
            }

            _watchers.Add(watcher);
        }

        try
        {
            await watcher.Reached.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                _watchers.Remove(watcher);
            }
        }
    }

    /// <summary>Calls no timer any more.</summary>
    public void Dispose() => _alarm.Dispose();

    internal void Schedule(ClockTimer timer, TimeSpan dueTime)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                timer.Place(GetTimestamp() + ToTimestamp(dueTime), _order++);
                _timers.Add(timer);
                TellWatchers();
                Arm();
            }
        }
    }

    internal void Remove(ClockTimer timer)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
        }
    }

    // The next timer that is due up to the target, taken out; the clock then shows its time. Null where all of the way is done. Time that passes by
    // itself meanwhile is no part of the way.
    private ClockTimer? Step(long target, ref long done, long all)
    {
        lock (_gate)
        {
            var reckoning = Anchored();
            var due = _timers.First?.Due ?? target;
            var timer = TakeDue(target);
            var next = timer is null ? all : Math.Min(all, done + Math.Max(0, due - reckoning.Start));
            var by = _source.GetElapsedTime(0, next) - _source.GetElapsedTime(0, done);
            _reckoning = reckoning with { Start = reckoning.Start + next - done, Utc = reckoning.Utc + by, Advanced = reckoning.Advanced + by };
            done = next;
            if (timer is null)
            {
                Arm();
            }

            return timer;
        }
    }

    private ClockTimer? TakeDue(long now)
    {
        if (_timers.First is not { } timer || timer.Due > now)
        {
            return null;
        }

        _timers.Remove(timer);
        if (timer.Period > 0)
        {
            timer.Place(timer.Due + timer.Period, _order++);
            _timers.Add(timer);
        }

        return timer;
    }

    // Says whether there is something left to look after.
    private bool Ring()
    {
        lock (_gate)
        {
            _armedFor = long.MaxValue;
            var now = GetTimestamp();
            while (TakeDue(now) is { } timer)
            {
                // A period that is shorter than the time since is made up for by one call, not by many.
                if (timer.Period > 0 && timer.Due <= now)
                {
                    _timers.Remove(timer);
                    timer.Place(now + timer.Period, _order++);
                    _timers.Add(timer);
                }

                _due.Add(timer);
            }

            Arm();
        }

        _due.Begin();
        return !_due.IsEmpty;
    }

    private void Change(Func<Reckoning, Reckoning> change)
    {
        lock (_gate)
        {
            var changed = change(Anchored());
            _reckoning = changed.IsSourceTime ? changed with { Utc = _source.GetUtcNow() } : changed;
            _armedFor = long.MaxValue;
            Arm();
        }
    }

    // The same reckoning, counted from now.
    private Reckoning Anchored()
    {
        var source = _source.GetTimestamp();
        var reckoning = _reckoning;
        var utc = GetUtcNow();
        return reckoning with { Source = source, Start = reckoning.TimestampAt(source), Utc = utc, IsSourceTime = false };
    }

    private void Arm()
    {
        var reckoning = _reckoning;
        if (reckoning.IsFrozen || _timers.First is not { } first)
        {
            if (_armedFor != long.MaxValue || reckoning.IsFrozen)
            {
                _armedFor = long.MaxValue;
                _alarm.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }

            return;
        }

        if (first.Due >= _armedFor)
        {
            return;
        }

        _armedFor = first.Due;
        var left = _source.GetElapsedTime(reckoning.TimestampAt(_source.GetTimestamp()), first.Due) / reckoning.Speed;

        // The system's timers count whole milliseconds, and drop what is over.
        var milliseconds = Math.Clamp(Math.Ceiling(left.TotalMilliseconds), 0, int.MaxValue);
        _alarm.Change(TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
    }

    private void TellWatchers()
    {
        foreach (var (count, reached) in _watchers)
        {
            if (_timers.Count >= count)
            {
                reached.TrySetResult();
            }
        }
    }

    internal long ToTimestamp(TimeSpan time) =>
        TimestampFrequency % TimeSpan.TicksPerSecond == 0
            ? time.Ticks * (TimestampFrequency / TimeSpan.TicksPerSecond)
            : (long)(time.TotalSeconds * TimestampFrequency);
}
