using FsCheck;
using FsCheck.Fluent;
using Mimus.Core.Chance;
using Mimus.Core.Latency;
using Mimus.Core.Model;

namespace Mimus.Core.Tests.Latency;

public class DeliveryScheduleTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void First_PrefillAndCache_CountEachTokenOnce()
    {
        var delivery = new Delivery
        {
            TimeToFirstToken = Second,
            Prefill = TimeSpan.FromMilliseconds(10),
            CachedPrefill = TimeSpan.FromMilliseconds(1),
        };

        Assert.Equal(Second + TimeSpan.FromMilliseconds(100 + 200), Schedule(delivery, prompt: 10, cached: 200).First);
    }

    [Fact]
    public void First_CacheWithoutATimeOfItsOwn_TakesATenth() =>
        Assert.Equal(TimeSpan.FromMilliseconds(20), Schedule(new Delivery { Prefill = TimeSpan.FromMilliseconds(10) }, cached: 20).First);

    [Fact]
    public void Next_ManyPieces_DoesNotDrift()
    {
        var schedule = Schedule(new Delivery { TimeToFirstToken = Second, TokensPerSecond = 1000.0 / 3 });

        var last = TimeSpan.Zero;
        for (var piece = 0; piece <= 1_000_000; piece++)
        {
            last = schedule.Next(4);
        }

        Assert.Equal(3001, last.TotalSeconds, 0.000_01);
    }

    [Fact]
    public void Next_SlowestOfAll_DoesNotEndTime()
    {
        var delivery = new Delivery
        {
            TimeToFirstToken = TimeSpan.FromDays(1),
            Prefill = TimeSpan.FromDays(1),
            TokensPerSecond = double.Epsilon,
            Speed = 1e-9,
        };
        var schedule = Schedule(delivery, prompt: int.MaxValue, cached: int.MaxValue);

        var first = schedule.Next(int.MaxValue);
        var second = schedule.Next(int.MaxValue);

        Assert.InRange(first, TimeSpan.FromDays(365), TimeSpan.MaxValue / 2);
        Assert.InRange(second, first, TimeSpan.MaxValue / 2);
    }

    [Fact]
    public void Next_LoadGrows_GetsSlowerFromThenOn()
    {
        var load = new StreamLoad();
        var delivery = new Delivery { Interval = Second, LoadFactor = 0.5 };
        Enter(load);
        var schedule = DeliverySchedule.Of(delivery, new SeededRandom(1), load: load);

        Assert.Equal(TimeSpan.Zero, schedule.Next(1));
        Enter(load);
        Assert.Equal(Second, schedule.Next(1));
        Assert.Equal(2.5 * Second, schedule.Next(1));
    }

    [Fact]
    public void Next_BatchBeyondItsKnee_SharesWhatThatManyHad()
    {
        var load = new StreamLoad();
        for (var count = 0; count < 8; count++)
        {
            Enter(load);
        }

        var schedule = DeliverySchedule.Of(new Delivery { Interval = Second, Batch = new BatchLimits(16, 2, 0) }, new SeededRandom(1), load: load);
        schedule.Next(1);

        Assert.Equal(4 * Second, schedule.Next(1));
    }

    [Fact]
    public void Whole_TokensPerSecond_IsDueWithTheLastPieceOfItsStream()
    {
        var delivery = new Delivery { TimeToFirstToken = Second, TokensPerSecond = 7, Spread = LatencySpread.LogNormal, Deviation = 0.5 };
        var reply = new GeneratedReply(new ReplyText("one two three four"));
        var stream = Schedule(delivery);
        TimeSpan[] pieces = [stream.Next(3), stream.Next(4), stream.Next(6), stream.Next(5)];

        Assert.Equal(pieces[^1], Schedule(delivery).Whole(reply, 1));
    }

    [Fact]
    public void Whole_IntervalOnly_WaitsForTheFirstTokenAlone() =>
        Assert.Equal(
            Second,
            Schedule(new Delivery { TimeToFirstToken = Second, Interval = Second }).Whole(new GeneratedReply(new ReplyText("one two")), 1)
        );

    [Theory]
    [InlineData(LatencySpread.Uniform, 0.4, 0.6, 1.4)]
    [InlineData(LatencySpread.Normal, 0.4, 0.3, 1.7)]
    [InlineData(LatencySpread.Normal, 1, 0.3, 1.7)]
    [InlineData(LatencySpread.LogNormal, 0.4, 0, 20)]
    public void Next_Spread_KeepsItsBoundsAndAboutItsMean(LatencySpread spread, double deviation, double least, double most)
    {
        var schedule = Schedule(new Delivery { Interval = Second, Spread = spread, Deviation = deviation });
        var before = schedule.Next(1);
        var sum = 0.0;
        for (var piece = 0; piece < 20_000; piece++)
        {
            var due = schedule.Next(1);
            Assert.InRange((due - before).TotalSeconds, least, most);
            sum += (due - before).TotalSeconds;
            before = due;
        }

        Assert.InRange(sum / 20_000, 0.97, 1.03);
    }

    [Fact]
    public void Schedule_AnyDelivery_NeverGoesBackAndIsFasterByItsSpeed() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<(PositiveInt Ttft, PositiveInt Interval, byte Deviation, byte Spread, ulong Seed)>(),
                sample =>
                {
                    var delivery = new Delivery
                    {
                        TimeToFirstToken = TimeSpan.FromMilliseconds(sample.Ttft.Get),
                        Interval = TimeSpan.FromMilliseconds(sample.Interval.Get),
                        Spread = (LatencySpread)(sample.Spread % 4),
                        Deviation = sample.Deviation / 255.0,
                    };
                    var schedule = DeliverySchedule.Of(delivery, new SeededRandom(sample.Seed));
                    var fast = DeliverySchedule.Of(delivery with { Speed = 10 }, new SeededRandom(sample.Seed));
                    var before = TimeSpan.Zero;
                    for (var piece = 0; piece < 100; piece++)
                    {
                        var (due, soon) = (schedule.Next(4), fast.Next(4));
                        Assert.True(due >= before);
                        Assert.Equal(due.TotalMilliseconds / 10, soon.TotalMilliseconds, 0.001);
                        before = due;
                    }
                }
            )
            .Check(Config.QuickThrowOnFailure);

    [Theory]
    [InlineData(null, null, null, false)]
    [InlineData(0.0, null, null, false)]
    [InlineData(1.0, null, null, true)]
    [InlineData(null, 1.0, null, true)]
    [InlineData(1.0, 1.0, double.PositiveInfinity, false)]
    public void IsNeeded_SomethingWaits_IsTrue(double? ttft, double? rate, double? speed, bool isNeeded) =>
        Assert.Equal(
            isNeeded,
            DeliverySchedule.IsNeeded(
                new Delivery
                {
                    TimeToFirstToken = ttft is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
                    TokensPerSecond = rate,
                    Speed = speed,
                }
            )
        );

    private static DeliverySchedule Schedule(Delivery delivery, int prompt = 0, int cached = 0) =>
        DeliverySchedule.Of(delivery, new SeededRandom(1), prompt, cached);

    private static void Enter(StreamLoad load) => Assert.True(load.EnterAsync(null, default).AsTask().GetAwaiter().GetResult());
}
