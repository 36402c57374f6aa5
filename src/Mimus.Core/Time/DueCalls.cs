using System.Collections.Concurrent;

namespace Mimus.Core.Time;

/// <summary>
/// Calls the timers that are due, on the thread pool. As a rule one thread does it, in turns, because a change of threads costs more than most of
/// the calls; another joins in where there is more to do than one can, or where a call holds its thread up.
/// </summary>
/// <param name="isLookedAfter">
/// Whether somebody comes every few milliseconds to see that it goes on; where not, each thread asks for another before it calls, in case that the
/// call holds it up.
/// </param>
internal sealed class DueCalls(bool isLookedAfter)
{
    /// <summary>How often to look after the calls, in milliseconds, while there are any left.</summary>
    public const int LookEvery = 4;

    // What one thread has to have before it, so that a second one is worth waking.
    private const int Many = 32;

    // So short that requests that have come in meanwhile do not notice; so long that the change of turns costs little.
    private static readonly long s_turn = TimeProvider.System.TimestampFrequency / 1000;
    private static readonly int s_mostForSpeed = ThreadsAtHand();

    private readonly ConcurrentQueue<ClockTimer> _due = new();
    private int _callers;
    private int _asked;
    private long _begun;
    private long _begunWhenSeen;
    private long _seen;

    /// <summary>True where nothing waits to be called.</summary>
    public bool IsEmpty => _due.IsEmpty;

    /// <summary>Puts a timer behind those that are due already.</summary>
    public void Add(ClockTimer timer) => _due.Enqueue(timer);

    /// <summary>
    /// Sees to it that they are called. One thread only does this: after it has added some and, where it looks after them, every few milliseconds
    /// while there are any.
    /// </summary>
    public void Begin()
    {
        // Who looks after them only wakes others: it must be back in time for what is due next. Another thread can be used.
        if (isLookedAfter)
        {
            LookAfter();
            return;
        }

        Interlocked.Increment(ref _callers);
        Call();
    }

    private void LookAfter()
    {
        for (var more = Wanted(); more > 0; more--)
        {
            AskAnother();
        }
    }

    private int Wanted()
    {
        var (now, begun, callers) = (TimeProvider.System.GetTimestamp(), Volatile.Read(ref _begun), Volatile.Read(ref _callers));
        if (_due.IsEmpty || callers == 0)
        {
            (_seen, _begunWhenSeen) = (now, begun);
            return _due.IsEmpty ? 0 : 1;
        }

        // Those that have been asked for and have not come yet would not come sooner if there were more of them.
        if (Volatile.Read(ref _asked) > 0)
        {
            return 0;
        }

        if (begun != _begunWhenSeen)
        {
            (_seen, _begunWhenSeen) = (now, begun);
            return callers < s_mostForSpeed && _due.Count > callers * Many ? 1 : 0;
        }

        // All are held up: as many again, so that it takes few looks until those behind them are called, however many hold up.
        if (TimeProvider.System.GetElapsedTime(_seen, now).TotalMilliseconds < LookEvery)
        {
            return 0;
        }

        _seen = now;
        return Math.Min(callers, _due.Count);
    }

    // One for each processor, unless the program has said otherwise.
    private static int ThreadsAtHand()
    {
        ThreadPool.GetMinThreads(out var threads, out _);
        return threads;
    }

    private void AskAnother()
    {
        Interlocked.Increment(ref _callers);
        Ask();
    }

    private void Ask()
    {
        Interlocked.Increment(ref _asked);
        ThreadPool.UnsafeQueueUserWorkItem(static calls => calls.TakeTurn(), this, preferLocal: false);
    }

    private void TakeTurn()
    {
        Interlocked.Decrement(ref _asked);
        Call();
    }

    private void Call()
    {
        var end = TimeProvider.System.GetTimestamp() + s_turn;
        while (_due.TryDequeue(out var timer))
        {
            if (!isLookedAfter && !_due.IsEmpty && Volatile.Read(ref _asked) == 0)
            {
                AskAnother();
            }

            Interlocked.Increment(ref _begun);
            timer.Call();
            if (TimeProvider.System.GetTimestamp() >= end)
            {
                break;
            }
        }

        if (!_due.IsEmpty)
        {
            Ask();
            return;
        }

        // What is added from here on sees that nobody is left, or is seen here.
        if (Interlocked.Decrement(ref _callers) == 0 && !_due.IsEmpty && Interlocked.CompareExchange(ref _callers, 1, 0) == 0)
        {
            Ask();
        }
    }
}
