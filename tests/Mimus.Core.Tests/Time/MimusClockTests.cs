using Microsoft.Extensions.Time.Testing;
using Mimus.Core.Time;

namespace Mimus.Core.Tests.Time;

public sealed class MimusClockTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _source = new(new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero));
    private readonly MimusClock _clock;
    private readonly List<string> _called = [];

    public MimusClockTests() => _clock = new MimusClock(_source);

    public void Dispose() => _clock.Dispose();

    [Fact]
    public void GetUtcNow_NothingChanged_IsTheSources()
    {
        _source.Advance(Second);

        Assert.True(_clock.IsReal);
        Assert.Equal(_source.GetUtcNow(), _clock.GetUtcNow());
    }

    [Fact]
    public void Freeze_TimePasses_StandsStill()
    {
        _clock.Freeze();
        var (time, stamp) = (_clock.GetUtcNow(), _clock.GetTimestamp());
        CallAt(Second, "due");

        _source.Advance(TimeSpan.FromHours(1));

        Assert.Equal(time, _clock.GetUtcNow());
        Assert.Equal(stamp, _clock.GetTimestamp());
        Assert.Empty(_called);
    }

    [Fact]
    public void Resume_AfterAFreeze_GoesOnFromThere()
    {
        CallAt(2 * Second, "due");
        _source.Advance(Second);
        _clock.Freeze();
        _source.Advance(TimeSpan.FromHours(1));
        _clock.Resume();

        _source.Advance(0.9 * Second);
        Assert.Empty(_called);
        _source.Advance(0.1 * Second);

        Assert.Equal(["due"], _called);
    }

    [Fact]
    public void Advance_Frozen_CallsInTheOrderOfTimesEachAtItsOwn()
    {
        _clock.Freeze();
        var start = _clock.GetTimestamp();
        CallAt(3 * Second, "third", start);
        CallAt(Second, "first", start);
        CallAt(2 * Second, "second", start);
        CallAt(2 * Second, "second too", start);
        CallAt(5 * Second, "later", start);

        _clock.Advance(4 * Second);

        Assert.Equal(["first at 1", "second at 2", "second too at 2", "third at 3"], _called);
        Assert.Equal(4 * Second, _clock.GetElapsedTime(start));
        Assert.Equal(4 * Second, _clock.Advanced);
        Assert.Equal(1, _clock.PendingTimers);
    }

    [Fact]
    public void Advance_ACallWaitsAnew_IsCalledAgainOnTheWay()
    {
        _clock.Freeze();
        var left = 3;
        ITimer? timer = null;
        timer = _clock.CreateTimer(
            _ =>
            {
                _called.Add("again");
                if (--left > 0)
                {
                    timer!.Change(Second, Timeout.InfiniteTimeSpan);
                }
            },
            null,
            Second,
            Timeout.InfiniteTimeSpan
        );

        _clock.Advance(10 * Second);

        Assert.Equal(["again", "again", "again"], _called);
    }

    [Fact]
    public void Advance_Periodic_IsCalledForEachPeriod()
    {
        _clock.Freeze();
        var start = _clock.GetTimestamp();
        var times = new List<TimeSpan>();
        using var timer = _clock.CreateTimer(_ => times.Add(_clock.GetElapsedTime(start)), null, Second, Second);

        _clock.Advance(3.5 * Second);

        Assert.Equal([Second, 2 * Second, 3 * Second], times);
        Assert.Equal(3.5 * Second, _clock.GetElapsedTime(start));
    }

    [Fact]
    public void Advance_TimePassesMeanwhile_IsNoPartOfIt()
    {
        var start = _clock.GetTimestamp();
        var passes = 0.007 * Second;
        using var first = _clock.CreateTimer(_ => _source.Advance(passes), null, Second, Timeout.InfiniteTimeSpan);
        using var second = _clock.CreateTimer(_ => _source.Advance(passes), null, 2 * Second, Timeout.InfiniteTimeSpan);

        _clock.Advance(60 * Second);

        Assert.Equal(60 * Second, _clock.Advanced);
        Assert.Equal(60 * Second + 2 * passes, _clock.GetElapsedTime(start));
    }

    [Fact]
    public async Task Advance_Running_MovesWaitsAndTimeOfDay()
    {
        var wait = Task.Delay(TimeSpan.FromMinutes(1), _clock, TestContext.Current.CancellationToken);
        var before = _clock.GetUtcNow();

        _clock.Advance(TimeSpan.FromMinutes(1));
        await wait;

        Assert.False(_clock.IsReal);
        Assert.Equal(before + TimeSpan.FromMinutes(1), _clock.GetUtcNow());
    }

    [Fact]
    public void SetSpeed_Ten_TakesATenthOfTheTime()
    {
        CallAt(10 * Second, "due");
        _clock.SetSpeed(10);

        _source.Advance(0.9 * Second);
        Assert.Empty(_called);
        _source.Advance(0.1 * Second);

        Assert.Equal(["due"], _called);
    }

    [Fact]
    public void Change_ToEarlier_IsCalledThenAndOnce()
    {
        using var timer = _clock.CreateTimer(_ => _called.Add("due"), null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        timer.Change(Second, Timeout.InfiniteTimeSpan);

        _source.Advance(TimeSpan.FromHours(2));

        Assert.Equal(["due"], _called);
    }

    [Fact]
    public void Dispose_OfATimer_TakesItOut()
    {
        var timer = _clock.CreateTimer(_ => _called.Add("due"), null, Second, Timeout.InfiniteTimeSpan);
        timer.Dispose();

        _source.Advance(2 * Second);

        Assert.Empty(_called);
        Assert.Equal(0, _clock.PendingTimers);
        Assert.False(timer.Change(Second, Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public void Reset_AfterAll_ShowsTheSourcesTimeAgainAndKeepsWhatIsLeftOfWaits()
    {
        CallAt(TimeSpan.FromMinutes(2), "due");
        _clock.Freeze();
        _clock.SetUtcNow(new DateTimeOffset(2001, 1, 1, 0, 0, 0, TimeSpan.Zero));
        _clock.Advance(TimeSpan.FromMinutes(1));
        _clock.SetSpeed(100);

        _clock.Reset();

        Assert.True(_clock.IsReal);
        Assert.Equal(_source.GetUtcNow(), _clock.GetUtcNow());
        _source.Advance(TimeSpan.FromSeconds(59));
        Assert.Empty(_called);
        _source.Advance(Second);
        Assert.Equal(["due"], _called);
    }

    [Fact]
    public async Task WhenPendingAsync_WaitComes_IsDone()
    {
        var reached = _clock.WhenPendingAsync(2, TestContext.Current.CancellationToken);
        CallAt(Second, "one");
        Assert.False(reached.IsCompleted);

        CallAt(Second, "two");

        await reached.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task WhenPendingAsync_GivenUp_SaysSo()
    {
        using var patience = new CancellationTokenSource();
        var reached = _clock.WhenPendingAsync(1, patience.Token);

        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reached);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(4, false)]
    [InlineData(1, true)]
    [InlineData(4, true)]
    public async Task Timers_CallsBeforeThemHoldTheirThreadsUp_AreCalledAllTheSame(int holding, bool isAnotherSource)
    {
        using var clock = new MimusClock(isAnotherSource ? _source : TimeProvider.System);
        using var release = new ManualResetEventSlim();
        var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var timers = new List<ITimer>();
        for (var number = 0; number < holding; number++)
        {
            timers.Add(clock.CreateTimer(_ => release.Wait(), null, TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan));
        }

        timers.Add(clock.CreateTimer(_ => called.SetResult(), null, TimeSpan.FromMilliseconds(2), Timeout.InfiniteTimeSpan));
        var advance = Task.Run(() => _source.Advance(Second), TestContext.Current.CancellationToken);
        try
        {
            await called.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        }
        finally
        {
            release.Set();
            await advance;
            timers.ForEach(timer => timer.Dispose());
        }
    }

    [Fact]
    public async Task Timers_ManyAtOnce_AreEachCalledOnce()
    {
        using var clock = new MimusClock(TimeProvider.System);
        var calls = new int[5_000];
        var left = calls.Length;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var timers = Enumerable
            .Range(0, calls.Length)
            .Select(number => clock.CreateTimer(_ => Call(number), null, TimeSpan.FromMilliseconds(number % 7), Timeout.InfiniteTimeSpan))
            .ToList();
        await all.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        timers.ForEach(timer => timer.Dispose());
        Assert.All(calls, count => Assert.Equal(1, count));

        void Call(int number)
        {
            Interlocked.Increment(ref calls[number]);
            if (Interlocked.Decrement(ref left) == 0)
            {
                all.SetResult();
            }
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3653 * 86_400.0)]
    public void Advance_OutOfRange_SaysSo(double seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Advance(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void SetSpeed_OutOfRange_SaysSo(double speed) => Assert.Throws<ArgumentOutOfRangeException>(() => _clock.SetSpeed(speed));

    [Fact]
    public void Timers_OfAnyTimes_AreCalledInTheirOrder()
    {
        _clock.Freeze();
        var random = new Random(20260131);
        var start = _clock.GetTimestamp();
        var expected = new List<(int Milliseconds, int Order)>();
        var called = new List<(int Milliseconds, int Order)>();
        for (var order = 0; order < 2_000; order++)
        {
            var item = (Milliseconds: random.Next(1, 500), Order: order);
            var timer = _clock.CreateTimer(_ => called.Add(item), null, TimeSpan.FromMilliseconds(item.Milliseconds), Timeout.InfiniteTimeSpan);
            if (random.Next(3) == 0)
            {
                timer.Dispose();
            }
            else
            {
                expected.Add(item);
            }
        }

        _clock.Advance(Second);

        Assert.Equal(expected.Order(), called);
        Assert.Equal(0, _clock.PendingTimers);
        Assert.Equal(Second, _clock.GetElapsedTime(start));
    }

    private void CallAt(TimeSpan due, string name, long? start = null) =>
        _clock.CreateTimer(
            _ => _called.Add(start is { } from ? $"{name} at {_clock.GetElapsedTime(from).TotalSeconds:0}" : name),
            null,
            due,
            Timeout.InfiniteTimeSpan
        );
}
