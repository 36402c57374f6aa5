using System.ClientModel;
using System.Text.RegularExpressions;
using Mimus.Conformance.Tests.Formats;
using Mimus.Conformance.Tests.Servers;
using Mimus.Core.Configuration;
using Mimus.Core.Journal;
using Mimus.Core.Limits;
using OpenAI;
using OpenAI.Chat;
using Xunit;

namespace Mimus.Conformance.Tests.Scenarios;

/// <summary>Limits on every format: what answers tell, and what is refused.</summary>
public sealed partial class RateLimitTests : IAsyncLifetime
{
    private ServerFixture _server = null!;

    public static TheoryData<string> Formats => FormatAdapters.Names;

    public static TheoryData<string, bool> WholeAndStreamed => FormatAdapters.WholeAndStreamed;

    public async ValueTask InitializeAsync() =>
        _server = await ServerFixture.StartAsync(
            MockConfiguration.Default with
            {
                Limits = new LimitSettings { RequestsPerMinute = 3, TokensPerMinute = 1_000, InputTokensPerMinute = 800, OutputTokensPerMinute = 200 },
            }
        );

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [MemberData(nameof(WholeAndStreamed))]
    public async Task Answer_OfAnyKind_TellsHowTheLimitsStand(string name, bool isStreamed)
    {
        var format = FormatAdapters.Find(name);
        _server.Server.Clock.Freeze();

        var answer = await _server.AskAsync(format, Prompt.Of("raise nothing"), isStreamed);
        var failed = await _server.AskAsync(format, Prompt.Of("raise error {\"code\": 418, \"message\": \"x\"}"), isStreamed);

        if (format.IsAnthropic)
        {
            Assert.Equal(("3", "2"), (answer.Header("anthropic-ratelimit-requests-limit"), answer.Header("anthropic-ratelimit-requests-remaining")));
            Assert.Equal("1", failed.Header("anthropic-ratelimit-requests-remaining"));
            Assert.Equal($"{800 - answer.Usage!.Input}", answer.Header("anthropic-ratelimit-input-tokens-remaining"));
            Assert.Equal("200", answer.Header("anthropic-ratelimit-output-tokens-limit"));
            Assert.Equal("1000", answer.Header("anthropic-ratelimit-tokens-limit"));
            Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", answer.Header("anthropic-ratelimit-tokens-reset"));
        }
        else
        {
            Assert.Equal(("3", "2"), (answer.Header("x-ratelimit-limit-requests"), answer.Header("x-ratelimit-remaining-requests")));
            Assert.Equal("20s", answer.Header("x-ratelimit-reset-requests"));
            Assert.Equal("1", failed.Header("x-ratelimit-remaining-requests"));
            Assert.Equal("40s", failed.Header("x-ratelimit-reset-requests"));
            Assert.Equal($"{1000 - answer.Usage!.Input}", answer.Header("x-ratelimit-remaining-tokens"));
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Request_OneTooMany_IsRefusedWithTheTrueNumbersUntilTimeHasPassed(string name)
    {
        var format = FormatAdapters.Find(name);
        _server.Server.Clock.Freeze();
        for (var request = 0; request < 3; request++)
        {
            Assert.Equal(200, (await _server.AskAsync(format, Prompt.Of("hi"), isStreamed: true)).Status);
        }

        var refused = await _server.AskAsync(format, Prompt.Of("hi"), isStreamed: true);

        Assert.Equal((429, "20"), (refused.Status, refused.Header("retry-after")));
        if (!format.IsAnthropic)
        {
            Assert.Matches(Sentence(), refused.Error!.Message);
            Assert.Equal(("requests", "rate_limit_exceeded", "20000"), (refused.Error.Type, refused.Error.Code, refused.Header("retry-after-ms")));
        }
        else
        {
            Assert.Equal("rate_limit_error", refused.Error!.Type);
        }

        _server.Server.Clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(200, (await _server.AskAsync(format, Prompt.Of("hi"), isStreamed: true)).Status);
    }

    [Fact]
    public async Task OfficialClient_Refused_WaitsAsLongAsItIsToldAndTriesAgain()
    {
        _server.Server.Configuration = _server.Server.Configuration with
        {
            Limits = new LimitSettings { RequestsPerMinute = 120, Algorithm = LimitAlgorithm.TokenBucket },
        };
        var client = new ChatClient("gpt-4o", new ApiKeyCredential("k"), new OpenAIClientOptions { Endpoint = new Uri(_server.Url + "/v1") });
        _server.Server.Clock.Freeze();
        for (var request = 0; request < 120; request++)
        {
            await client.CompleteChatAsync([new UserChatMessage("hi")], cancellationToken: TestContext.Current.CancellationToken);
        }

        // It is told to wait half a second; the mock's seconds pass ten times as fast, so that the clock may go a little later than the client.
        _server.Server.Clock.SetSpeed(10);
        var asking = client.CompleteChatAsync([new UserChatMessage("once more")], cancellationToken: TestContext.Current.CancellationToken);
        await WhenAnsweredAsync(121);
        _server.Server.Clock.Resume();
        var answer = await asking;

        Assert.Equal("once more", answer.Value.Content[0].Text);
        Assert.Equal([429, 200], _server.Server.Journal.Entries.Skip(120).Select(entry => entry.Delivery!.Status));
    }

    private async Task WhenAnsweredAsync(int count)
    {
        while (_server.Server.Journal.Entries.Count(entry => entry.Delivery is not null) < count)
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task ConcurrentRequests_ManyAtOnce_AreNeverMoreThanAllowedAndNoPlaceIsLost()
    {
        _server.Server.Configuration = _server.Server.Configuration with { Limits = new LimitSettings { Concurrent = 4, Queue = 1_000 } };

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 200).Select(number => _server.AskAsync(FormatAdapters.All[number % 3], Prompt.Of($"hi {number}"), number % 2 == 0))
        );

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        Assert.All(_server.Server.Journal.Entries, entry => Assert.Equal(DeliveryOutcome.Completed, entry.Delivery!.Outcome));
        Assert.All(_server.Server.Limits.Accounts, account => Assert.Equal((0, 0), (account.Value.Concurrency.Running, account.Value.Concurrency.Waiting)));
    }

    [Fact]
    public async Task Endpoint_ShowsSetsAndResets()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var limits = new Uri("/_mimus/limits", UriKind.Relative);
        using var set = await _server.Http.PostAsync(limits, FormatAdapter.Json("""{"rpm":1}"""), cancellation);
        var format = FormatAdapters.All[0];
        Assert.Equal(200, (await _server.AskAsync(format, Prompt.Of("hi"), false)).Status);
        Assert.Equal(429, (await _server.AskAsync(format, Prompt.Of("hi"), false)).Status);
        Assert.Contains("\"remaining\": 0", await _server.Http.GetStringAsync(limits, cancellation), StringComparison.Ordinal);

        using var off = await _server.Http.PostAsync(limits, FormatAdapter.Json("""{"enabled":false}"""), cancellation);
        Assert.Equal(200, (await _server.AskAsync(format, Prompt.Of("hi"), false)).Status);

        using var reset = await _server.Http.DeleteAsync(limits, cancellation);
        Assert.DoesNotContain("remaining", await reset.Content.ReadAsStringAsync(cancellation), StringComparison.Ordinal);
        Assert.Equal("3", (await _server.AskAsync(format, Prompt.Of("hi"), false)).Header("x-ratelimit-limit-requests"));
    }

    [GeneratedRegex(@"^Rate limit reached for \S+ in organization org-mimus on requests per min \(RPM\): Limit 3, Used 3, Requested 1\. Please try again in 20s\. Visit ")]
    private static partial Regex Sentence();
}
