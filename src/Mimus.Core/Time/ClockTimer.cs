namespace Mimus.Core.Time;

/// <summary>One wait on a <see cref="MimusClock"/>.</summary>
internal sealed class ClockTimer(MimusClock clock, TimerCallback callback, object? state) : ITimer
{
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private bool _isDisposed;

    /// <summary>When it is due, as one of the clock's timestamps.</summary>
    public long Due { get; private set; }

    /// <summary>Which of those that are due at the same time comes first.</summary>
    public long Order { get; private set; }

    /// <summary>After how much it is due again, in units of the clock's timestamps; 0 for never.</summary>
    public long Period { get; private set; }

    /// <summary>Where it is in the heap; negative where it is not.</summary>
    public int Position { get; set; } = -1;

    public void Place(long due, long order) => (Due, Order) = (due, order);

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_isDisposed)
        {
            return false;
        }

        Period = period > TimeSpan.Zero ? clock.ToTimestamp(period) : 0;
        clock.Schedule(this, dueTime);
        return true;
    }

    public void Call()
    {
        if (_isDisposed)
        {
            return;
        }

        if (_context is null)
        {
            callback(state);
        }
        else
        {
            ExecutionContext.Run(_context, static timer => ((ClockTimer)timer!).CallBack(), this);
        }
    }

    public void Dispose()
    {
        _isDisposed = true;
        clock.Remove(this);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void CallBack() => callback(state);
}
