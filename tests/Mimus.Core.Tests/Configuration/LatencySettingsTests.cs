using Mimus.Core.Latency;
using Mimus.Core.Model;

namespace Mimus.Core.Tests.Configuration;

public class LatencySettingsTests
{
    [Fact]
    public void Latency_OfTheReferenceServers_IsTheTimeBetweenPieces() =>
        Assert.Equal(new Delivery { Interval = TimeSpan.FromMilliseconds(50) }, Compile.Yaml("latency: 50").Mock.Delivery);

    [Fact]
    public void Latency_Mapping_SaysAll()
    {
        var delivery = Compile.Yaml(
            """
            latency:
              ttft: 300
              tps: 40
              spread: normal
              deviation: 0.1
              prefill: 0.2
              cached-prefill: 0
              load: 0.02
              batch: { max: 8, knee: 4, queue: 2 }
              speed: 2
            chunk-size: 5
            """
        ).Mock.Delivery;

        Assert.Equal(
            new Delivery
            {
                TimeToFirstToken = TimeSpan.FromMilliseconds(300),
                TokensPerSecond = 40,
                Spread = LatencySpread.Normal,
                Deviation = 0.1,
                Prefill = TimeSpan.FromMilliseconds(0.2),
                CachedPrefill = TimeSpan.Zero,
                LoadFactor = 0.02,
                Batch = new BatchLimits(8, 4, 2),
                Speed = 2,
                ChunkSize = 5,
            },
            delivery
        );
    }

    [Fact]
    public void Profile_WithALatencyOverIt_KeepsWhatTheLatencyLeavesOut()
    {
        var delivery = Compile.Yaml("profile: GPT-4o\nlatency: { ttft: 1 }\nspeed: max").Mock.Delivery;

        Assert.Equal(TimeSpan.FromMilliseconds(1), delivery.TimeToFirstToken);
        Assert.Equal(81, delivery.TokensPerSecond);
        Assert.Equal(double.PositiveInfinity, delivery.Speed);
    }

    [Fact]
    public void Latency_IntervalOverAProfile_TakesThePlaceOfItsTokensPerSecond()
    {
        var delivery = Compile.Yaml("profile: gpt-4o\nlatency: 20").Mock.Delivery;

        Assert.Equal((TimeSpan.FromMilliseconds(20), null), (delivery.Interval, delivery.TokensPerSecond));
    }

    [Fact]
    public void Profiles_OwnOnOneOfMimus_CanBeNamedByModels()
    {
        var mock = Compile.Yaml(
            """
            profiles:
              slow: { profile: claude-opus, tps: 5 }
            models:
              - { id: mine, profile: slow, latency: { ttft: 7 } }
              - { id: '*', latency: off }
            """
        ).Mock;

        var mine = mock.Models.BehaviorOf("mine").Delivery!;
        Assert.Equal((5.0, TimeSpan.FromMilliseconds(7), LatencySpread.LogNormal), (mine.TokensPerSecond, mine.TimeToFirstToken, mine.Spread));
        Assert.Equal(double.PositiveInfinity, mock.Models.BehaviorOf("other").Delivery!.Speed);
        Assert.NotNull(mock.Profiles.Find("slow"));
    }

    [Fact]
    public void Profile_FromTheEnvironment_IsFound() => Assert.Equal(81, Compile.Environment(("MIMUS_PROFILE", "gpt-4o")).Mock.Delivery.TokensPerSecond);

    [Theory]
    [InlineData("latency: { tsp: 5 }", "'tsp' is not a known key; did you mean 'tps'?")]
    [InlineData("latency: { tps: 0 }", "'0' is not a number of tokens a second; write a number greater than 0.")]
    [InlineData("latency: { tps: 5, ms-per-token: 3 }", "ms-per-token says the same as tps in another way; write one of the two.")]
    [InlineData("latency: { spread: gauss }", "'gauss' is not a spread; write one of none, uniform, normal, lognormal.")]
    [InlineData("latency: { deviation: 2 }", "'2' is not a deviation; write a share of the wait from 0 to 1.")]
    [InlineData("latency: { batch: { knee: 2 } }", "the batch has no max; write how many answers are made at once, as in { max: 8, knee: 4, queue: 100 }.")]
    [InlineData("latency: { batch: 0 }", "'0' is not a number of answers; write a whole number from 1.")]
    [InlineData("latency: -1", "'-1' is not a latency; write milliseconds")]
    [InlineData("latency: gtp-4o", "'gtp-4o' is not a latency; did you mean 'gpt-4o'?")]
    [InlineData("profile: mine", "'mine' is not a profile; write one of the profiles gpt-4o")]
    [InlineData("speed: fast", "'fast' is not a speed; write a number from 0.001 to 1000000, or max.")]
    [InlineData("models: [{ id: a, latency: { ttft: x } }]", "'x' is not a time; write milliseconds")]
    public void Latency_Wrong_IsSaid(string yaml, string sentence) =>
        Assert.Contains(Compile.Yaml(yaml).Problems, problem => problem.ToString().Contains(sentence, StringComparison.Ordinal));

    [Fact]
    public void Shipped_Each_HasASourceADateAndAPace()
    {
        foreach (var profile in LatencyProfiles.Shipped.All)
        {
            Assert.False(string.IsNullOrWhiteSpace(profile.Source), profile.Name);
            Assert.Matches(@"^20\d\d-\d\d$", profile.Date);
            Assert.Equal(profile.IsEstimate, profile.Source!.StartsWith("an estimate", StringComparison.Ordinal));
            Assert.True(profile.Delivery.TokensPerSecond > 0 && DeliverySchedule.IsNeeded(profile.Delivery), profile.Name);
        }
    }

    [Fact]
    public void Docs_Page_HasEveryProfileWithItsNumbers()
    {
        var page = Architecture.Repository.Text("docs/latency.md")!;

        foreach (var profile in LatencyProfiles.Shipped.All)
        {
            var row = string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"| `{profile.Name}` | {profile.Delivery.TimeToFirstToken!.Value.TotalMilliseconds} ms | {profile.Delivery.TokensPerSecond} |"
            );
            Assert.Contains(row, page, StringComparison.Ordinal);
            Assert.Contains($"{profile.Source}, {profile.Date} |", page, StringComparison.Ordinal);
        }
    }
}
