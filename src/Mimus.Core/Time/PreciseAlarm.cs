namespace Mimus.Core.Time;

/// <summary>
/// Calls back once, to the millisecond, and then again and again for as long as the callback says so, by a thread of its own that is there from the
/// first wait on. The system's timers count by a clock that, on Linux, goes on in steps of four milliseconds: they wake late, and wake in bursts what
/// was due at different times.
/// </summary>
/// <param name="callback">What to call; true where it wants to be called again even if nothing is set by then.</param>
/// <param name="again">After how long that is.</param>
internal sealed class PreciseAlarm(Func<bool> callback, TimeSpan again) : ITimer
{
    private static readonly TimeSpan s_longestWait = TimeSpan.FromDays(1);

    private readonly Lock _starting = new();
    private readonly object _gate = new();
    private Thread? _thread;
    private long _due = long.MaxValue;
    private bool _isDisposed;

    /// <inheritdoc/>
    /// <remarks>There is no period.</remarks>
    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        var now = TimeProvider.System.GetTimestamp();
        lock (_gate)
        {
            if (_isDisposed)
            {
                return false;
            }

            var due = dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : now + (long)Math.Min(dueTime.TotalSeconds * TimeProvider.System.TimestampFrequency, long.MaxValue / 2);
            var isEarlier = due < _due;
            _due = due;
            if (isEarlier)
            {
                Monitor.Pulse(_gate);
            }
        }

        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            Start();
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Start()
    {
        if (Volatile.Read(ref _thread) is not null)
        {
            return;
        }

        lock (_starting)
        {
            if (_thread is null)
            {
                var thread = new Thread(static alarm => ((PreciseAlarm)alarm!).Run(), 256 * 1024) { IsBackground = true, Name = "Mimus clock" };
                Volatile.Write(ref _thread, thread);
                thread.UnsafeStart(this);
            }
        }
    }

    private void Run()
    {
        var most = s_longestWait;
        while (Wait(most))
        {
            most = callback() ? again : s_longestWait;
        }
    }

    // Until it is due, or for so long at most; false at the end.
    private bool Wait(TimeSpan most)
    {
        var from = TimeProvider.System.GetTimestamp();
        lock (_gate)
        {
            while (!_isDisposed)
            {
                var now = TimeProvider.System.GetTimestamp();
                var left = _due == long.MaxValue ? s_longestWait : TimeProvider.System.GetElapsedTime(now, _due);
                if (left <= TimeSpan.Zero)
                {
                    _due = long.MaxValue;
                    return true;
                }

                var rest = most - TimeProvider.System.GetElapsedTime(from, now);
                if (rest <= TimeSpan.Zero)
                {
                    return true;
                }

                Monitor.Wait(_gate, (int)Math.Ceiling((left < rest ? left : rest).TotalMilliseconds));
            }

            return false;
        }
    }
}
