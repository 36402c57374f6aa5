using Mimus.Conformance.Tests.Formats;
using Mimus.Conformance.Tests.Servers;
using Mimus.Core.Configuration;
using Mimus.Core.Journal;
using Mimus.Core.Model;
using Xunit;

namespace Mimus.Conformance.Tests.Scenarios;

/// <summary>How long answers take, on every format, by a clock that the test moves on.</summary>
public sealed class LatencyTests
{
    // Four characters, and then five a word with the space before it: the last piece is due after 4 + 5 + 5 characters.
    private const string FourWords = "aaaa bbbb cccc dddd";

    public static TheoryData<string, bool> WholeAndStreamed => FormatAdapters.WholeAndStreamed;

    public static TheoryData<string> Formats => FormatAdapters.Names;

    [Theory]
    [MemberData(nameof(WholeAndStreamed))]
    public async Task TokensPerSecond_WholeAndStreamed_TakeAsLong(string name, bool isStreamed)
    {
        var (answer, after) = await Ask(name, isStreamed, "ttft=500ms; tps=10");

        Assert.Equal(FourWords, answer.Text);
        AssertAbout(500 + 1400 / 4, after);
    }

    [Theory]
    [MemberData(nameof(WholeAndStreamed))]
    public async Task Interval_DelaysStreamsOnly(string name, bool isStreamed)
    {
        var (_, after) = await Ask(name, isStreamed, "100ms");

        AssertAbout(isStreamed ? 300 : 0, after);
    }

    [Theory]
    [MemberData(nameof(WholeAndStreamed))]
    public async Task Prefill_CountsThePromptsTokens(string name, bool isStreamed)
    {
        var (answer, after) = await Ask(name, isStreamed, "prefill=100ms");

        AssertAbout(100 * answer.Usage!.Input, after);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Error_TakesTheFirstTokensTime(string name)
    {
        var (answer, after) = await Ask(name, isStreamed: true, "ttft=700ms; tps=1; prefill=1s", "raise error {\"code\": 418, \"message\": \"x\"}");

        Assert.Equal(418, answer.Status);
        AssertAbout(700, after);
    }

    [Theory]
    [InlineData("ttft=1s; tps=10; speed=10", 135)]
    [InlineData("ttft=1s; tps=10; speed=max", 0)]
    [InlineData("off", 0)]
    [InlineData("ttft=1s; ms-per-token=100ms", 1350)]
    public async Task Header_SaysHow(string header, double milliseconds)
    {
        var (_, after) = await Ask("openai", isStreamed: true, header);

        AssertAbout(milliseconds, after);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Header_NotUnderstood_IsSaid(string name)
    {
        var (answer, _) = await Ask(name, isStreamed: false, "ttft=soon");

        Assert.Equal(400, answer.Status);
        Assert.Contains("X-Mimus-Latency", answer.Error!.Message, StringComparison.Ordinal);
        Assert.Contains("ttft: 'soon' is not a time", answer.Error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Batch_FullWithItsQueue_TurnsAway(string name)
    {
        var format = FormatAdapters.Find(name);
        var delivery = new Delivery { TimeToFirstToken = TimeSpan.FromSeconds(1), Batch = new BatchLimits(1, 1, 1) };
        await using var server = await ServerFixture.StartAsync(MockConfiguration.Default with { Delivery = delivery });
        server.Server.Clock.Freeze();

        var first = server.AskAsync(format, Prompt.Of(FourWords), isStreamed: true);
        await server.Server.Clock.WhenPendingAsync(1, TestContext.Current.CancellationToken);
        var second = server.AskAsync(format, Prompt.Of(FourWords), isStreamed: true);
        var cancellation = TestContext.Current.CancellationToken;
        var latency = new Uri("/_mimus/latency", UriKind.Relative);
        while (!(await server.Http.GetStringAsync(latency, cancellation)).Contains("\"waiting\": 1", StringComparison.Ordinal)) { }

        var third = await server.AskAsync(format, Request(format, FourWords, isStreamed: true, "ttft=0"));

        Assert.Equal(format.IsAnthropic ? 529 : 503, third.Status);
        Assert.Contains("verloaded", third.Error!.Message, StringComparison.Ordinal);
        Assert.Equal(200, (await server.Server.Clock.RunAsync(first)).Status);
        Assert.Equal(200, (await server.Server.Clock.RunAsync(second)).Status);
    }

    [Fact]
    public async Task Stream_ClockAdvancedByAMinute_HasTheSameBytesAsOneThatDidNotWait()
    {
        var format = FormatAdapters.Find("responses");
        var options = new Mimus.AspNetCore.MimusServerOptions { Seed = 3 };
        await using var slow = await ServerFixture.StartAsync(options);
        await using var quick = await ServerFixture.StartAsync(options);
        slow.Server.Clock.Freeze();

        var waited = slow.AskAsync(format, Request(format, FourWords, isStreamed: true, "ttft=30s; interval=10s"));
        await slow.Server.Clock.WhenPendingAsync(1, TestContext.Current.CancellationToken);
        slow.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        var direct = await quick.AskAsync(format, Request(format, FourWords, isStreamed: true, "off"));

        Assert.Equal(direct.Reply.Body, (await waited).Reply.Body);
    }

    private static async Task<(Answer Answer, TimeSpan After)> Ask(string name, bool isStreamed, string latency, string text = FourWords)
    {
        var format = FormatAdapters.Find(name);
        await using var server = await ServerFixture.StartAsync(MockConfiguration.Default);
        var answer = await server.Server.Clock.RunAsync(() => server.AskAsync(format, Request(format, text, isStreamed, latency), isJudged: false));
        var entry = Assert.Single(server.Server.Journal.Entries);
        Assert.Equal(DeliveryOutcome.Completed, entry.Delivery!.Outcome);
        return (answer, entry.Delivery.After);
    }

    private static HttpRequestMessage Request(FormatAdapter format, string text, bool isStreamed, string latency)
    {
        var request = format.Request(FormatAdapter.Json(format.Write(Prompt.Of(text), isStreamed).ToJsonString()));
        request.Headers.Add("X-Mimus-Latency", latency);
        return request;
    }

    private static void AssertAbout(double milliseconds, TimeSpan after) =>
        Assert.InRange(after.TotalMilliseconds, milliseconds - 0.01, milliseconds + (4 * HeldClock.Step.TotalMilliseconds));
}
