namespace Mimus.Core.Time;

/// <summary>
/// Calls back once, to the millisecond, by a thread of its own that is there from the first wait on. The system's timers count by a clock that, on Linux,
/// goes on in steps of four milliseconds: they wake late, and wake in bursts what was due at different times.
/// </summary>
internal sealed class PreciseAlarm(Action callback) : ITimer
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
        while (Wait())
        {
            callback();
        }
    }

    // False at the end.
    private bool Wait()
    {
        lock (_gate)
        {
            while (!_isDisposed)
            {
                var left = _due == long.MaxValue ? s_longestWait : TimeProvider.System.GetElapsedTime(TimeProvider.System.GetTimestamp(), _due);
                if (left <= TimeSpan.Zero)
                {
                    _due = long.MaxValue;
                    return true;
                }

                Monitor.Wait(_gate, (int)Math.Ceiling((left < s_longestWait ? left : s_longestWait).TotalMilliseconds));
            }

            return false;
        }
    }
}
