using Mimus.Core.Latency;
using Mimus.Core.Model;

namespace Mimus.Core.Tests.Latency;

public class StreamLoadTests
{
    private static readonly BatchLimits OneAndTwo = new(1, 1, 2);

    private readonly StreamLoad _load = new();

    [Fact]
    public async Task EnterAsync_Full_WaitsInOrderUntilSomebodyLeaves()
    {
        Assert.True(await Enter());
        var second = Enter();
        var third = Enter();
        Assert.False(await Enter());
        Assert.Equal((1, 2), (_load.Running, _load.Waiting));

        _load.Leave();
        Assert.True(await second);
        Assert.False(third.IsCompleted);
        _load.Leave();
        Assert.True(await third);
        _load.Leave();

        Assert.Equal((0, 0), (_load.Running, _load.Waiting));
    }

    [Fact]
    public async Task EnterAsync_WaiterLeaves_GivesItsPlaceToTheNext()
    {
        Assert.True(await Enter());
        using var left = new CancellationTokenSource();
        var leaving = EnterUnless(left.Token);
        var staying = Enter();

        await left.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        _load.Leave();

        Assert.True(await staying);
        Assert.Equal((1, 0), (_load.Running, _load.Waiting));
    }

    [Fact]
    public async Task EnterAsync_ManyAtOnceSomeLeaving_LosesNoPlace()
    {
        var limits = new BatchLimits(3, 3, 1_000);
        var most = 0;
        var running = 0;
        var tasks = Enumerable.Range(0, 500).Select(async number =>
        {
            using var patience = new CancellationTokenSource();
            if (number % 7 == 0)
            {
                _ = Task.Run(patience.Cancel, TestContext.Current.CancellationToken);
            }

            try
            {
                await Task.Yield();
                Assert.True(await _load.EnterAsync(limits, patience.Token));
            }
            catch (OperationCanceledException)
            {
                return;
            }

            InterlockedMax(ref most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
            _load.Leave();
        });

        await Task.WhenAll(tasks).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.InRange(most, 1, 3);
        Assert.Equal((0, 0), (_load.Running, _load.Waiting));
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var now = Volatile.Read(ref target); value > now; now = Volatile.Read(ref target))
        {
            Interlocked.CompareExchange(ref target, value, now);
        }
    }

    private Task<bool> Enter() => EnterUnless(TestContext.Current.CancellationToken);

    private Task<bool> EnterUnless(CancellationToken cancellation) => _load.EnterAsync(OneAndTwo, cancellation).AsTask();
}
