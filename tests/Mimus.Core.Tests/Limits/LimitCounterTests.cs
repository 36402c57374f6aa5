using Mimus.Core.Limits;
using Mimus.Core.Model;

namespace Mimus.Core.Tests.Limits;

public class LimitCounterTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static TheoryData<LimitAlgorithm> Algorithms => [.. Enum.GetValues<LimitAlgorithm>()];

    [Fact]
    public void FixedWindow_NextWindow_BeginsAnew()
    {
        var counter = LimitCounter.Of(LimitAlgorithm.FixedWindow, 2, Minute, countsRequests: true);
        counter.Take(At(50), 2);

        Assert.False(counter.Has(At(59), 1));
        Assert.Equal(TimeSpan.FromSeconds(1), counter.RetryAfter(At(59), 1));
        Assert.True(counter.Has(At(60), 2));
    }

    [Fact]
    public void SlidingWindow_ComesBackWhenItIsAWindowOld()
    {
        var counter = LimitCounter.Of(LimitAlgorithm.SlidingWindow, 2, Minute, countsRequests: true);
        counter.Take(At(10), 1);
        counter.Take(At(50), 1);

        Assert.False(counter.Has(At(69), 1));
        Assert.Equal(TimeSpan.FromSeconds(2), counter.RetryAfter(At(69), 1));
        Assert.True(counter.Has(At(71), 1));
        Assert.False(counter.Has(At(71), 2));
    }

    [Fact]
    public void TokenBucket_FillsEvenly()
    {
        var counter = LimitCounter.Of(LimitAlgorithm.TokenBucket, 60, Minute, countsRequests: true);
        counter.Take(At(0), 60);

        Assert.Equal(TimeSpan.FromSeconds(1), counter.RetryAfter(At(0), 1));
        Assert.Equal(TimeSpan.FromSeconds(60), counter.ResetAfter(At(0)));
        Assert.True(counter.Has(At(30), 30));
        Assert.False(counter.Has(At(30), 31));
    }

    [Fact]
    public void Azure_Requests_HaveTheirShareOfTenSeconds()
    {
        var counter = LimitCounter.Of(LimitAlgorithm.Azure, 60, Minute, countsRequests: true);
        counter.Take(At(1), 10);

        Assert.False(counter.Has(At(9), 1));
        Assert.Equal(TimeSpan.FromSeconds(1), counter.RetryAfter(At(9), 1));
        Assert.True(counter.Has(At(10), 10));
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Any_RandomRequests_NeverAllowsMoreThanItMayAndTellsWhenThereIsRoom(LimitAlgorithm algorithm)
    {
        var random = new Random(20261126);
        for (var round = 0; round < 50; round++)
        {
            var limit = random.Next(1, 200);
            var counter = LimitCounter.Of(algorithm, limit, Minute, countsRequests: false);
            var now = At(random.Next(0, 1000));
            var allowed = new List<(long At, int Count)>();
            for (var request = 0; request < 300; request++)
            {
                now += TimeSpan.FromMilliseconds(random.Next(0, 2_000)).Ticks;
                var count = random.Next(1, 20);
                if (counter.Has(now, count))
                {
                    counter.Take(now, count);
                    allowed.Add((now, count));
                    Assert.Equal(TimeSpan.Zero, counter.RetryAfter(now, 0));
                }
                else if (count <= limit)
                {
                    var retry = counter.RetryAfter(now, count);
                    Assert.InRange(retry, TimeSpan.FromTicks(1), Minute * 1.02);
                    Assert.True(counter.Has(now + retry.Ticks, count), $"{algorithm}: {count} of {limit} after {retry}.");
                    now += retry.Ticks - 1;
                }

                Assert.InRange(counter.Remaining(now), 0, limit);
            }

            // A bucket and two windows side by side may let twice as much through in the worst minute; a sliding window never.
            var most = algorithm == LimitAlgorithm.SlidingWindow ? limit : 2 * limit;
            foreach (var (at, _) in allowed)
            {
                Assert.True(allowed.Where(entry => entry.At >= at && entry.At < at + Minute.Ticks).Sum(entry => entry.Count) <= most);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Take_Negative_GivesBackButNotMoreThanThereWas(LimitAlgorithm algorithm)
    {
        var counter = LimitCounter.Of(algorithm, 100, Minute, countsRequests: false);
        counter.Take(At(1), 80);
        counter.Take(At(1), -30);
        Assert.Equal(50, counter.Used(At(1)));
        counter.Take(At(1), -80);
        Assert.Equal(0, counter.Used(At(1)));
    }

    [Fact]
    public async Task TryTake_ManyAtOnce_AllowsExactlyTheLimit()
    {
        var account = new LimitAccount(new LimitSettings { RequestsPerMinute = 37 });

        var refused = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => Task.Run(() => account.TryTake(0, 10, 0, refuses: true))));

        Assert.Equal(37, refused.Count(one => one is null));
    }

    [Fact]
    public void TryTake_OneLimitHasNoRoom_TakesNothingOfTheOthers()
    {
        var account = new LimitAccount(new LimitSettings { RequestsPerMinute = 5, TokensPerMinute = 10 });

        var refused = account.TryTake(0, 11, 0, refuses: true);

        Assert.Equal((LimitedResource.Tokens, 10L, 0L, 11L), (refused!.Resource, refused.Limit, refused.Used, refused.Requested));
        Assert.Equal(5, account.Snapshot(0, Some.Time).Requests!.Value.Remaining);
    }

    private static long At(double seconds) => TimeSpan.FromSeconds(seconds).Ticks;
}
