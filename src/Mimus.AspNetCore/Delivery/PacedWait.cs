using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;
using Mimus.AspNetCore.Sockets;

namespace Mimus.AspNetCore.Delivery;

/// <summary>
/// The waits of one answer, counted from its request's arrival: one timer and one registration for all of them. One wait at a time.
/// </summary>
internal sealed class PacedWait : IValueTaskSource, IDisposable
{
    // For ever is waited for in steps: timers have an end.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromHours(1);

    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenRegistration _registration;
    private readonly IReceiveBuffer? _receiveBuffer;
    private readonly ITimer _timer;
    private ManualResetValueTaskSourceCore<bool> _core;
    private int _isWaiting;

    /// <param name="time">The server's clock.</param>
    /// <param name="start">When the request arrived, as a timestamp of the clock.</param>
    /// <param name="cancellation">Ends the wait at hand and all others.</param>
    /// <param name="receiveBuffer">What is given up for as long as the client waits; null where there is none to give up.</param>
    public PacedWait(TimeProvider time, long start, CancellationToken cancellation, IReceiveBuffer? receiveBuffer = null)
    {
        (_time, _start, _cancellation, _receiveBuffer) = (time, start, cancellation, receiveBuffer);
        receiveBuffer?.IsHeld = false;
        using (ExecutionContext.SuppressFlow())
        {
            _timer = time.CreateTimer(static wait => ((PacedWait)wait!).Wake(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        _registration = cancellation.UnsafeRegister(static wait => ((PacedWait)wait!).Leave(), this);
    }

    /// <summary>The time since the request arrived.</summary>
    public TimeSpan Elapsed => _time.GetElapsedTime(_start);

    /// <summary>Waits until so long after the request's arrival; is done at once where that is past.</summary>
    /// <exception cref="OperationCanceledException">There is nobody to wait for any more.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask UntilAsync(TimeSpan due)
    {
        // What is woken a moment too early, by a clock that drops fractions, waits for the rest.
        while (due - Elapsed is var left && left > TimeSpan.Zero)
        {
            await WaitAsync(left < LongestTimer ? left : LongestTimer).ConfigureAwait(false);
        }
    }

    public void GetResult(short token) => _core.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    public void Dispose()
    {
        _receiveBuffer?.IsHeld = true;
        _registration.Dispose();
        _timer.Dispose();
    }

    private ValueTask WaitAsync(TimeSpan left)
    {
        _core.Reset();
        var wait = new ValueTask(this, _core.Version);
        Volatile.Write(ref _isWaiting, 1);
        _timer.Change(left, Timeout.InfiniteTimeSpan);

        // It may have ended between the two; whoever comes first completes the wait.
        if (_cancellation.IsCancellationRequested)
        {
            Leave();
        }

        return wait;
    }

    private void Wake()
    {
        if (Interlocked.Exchange(ref _isWaiting, 0) == 1)
        {
            _core.SetResult(true);
        }
    }

    private void Leave()
    {
        if (Interlocked.Exchange(ref _isWaiting, 0) == 1)
        {
            _core.SetException(new OperationCanceledException(_cancellation));
        }
    }
}
