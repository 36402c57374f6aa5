using Mimus.Core.Chance;
using Mimus.Core.Limits;
using Mimus.Core.Model;
using Mimus.Core.Pipeline;
using Mimus.Core.Strategies;
using Mimus.Core.Tests.Configuration;

namespace Mimus.Core.Tests.Limits;

public class LimitBehaviorTests
{
    private readonly LimitLedger _ledger = new();
    private readonly Microsoft.Extensions.Time.Testing.FakeTimeProvider _time = new();
    private readonly MockPipeline _pipeline;

    public LimitBehaviorTests() => _pipeline = MockPipeline.Create(_time, limits: _ledger);

    [Theory]
    [InlineData("limits: { rpm: 2 }", null, "a a a", "++-")]
    [InlineData("limits: { rpm: 2 }", "rpm=1", "a a", "+-")]
    [InlineData("limits: { rpm: 1 }", "off", "a a a", "+++")]
    [InlineData("limits: { rpm: 1 }", null, "a b a", "++-")]
    [InlineData("limits: { rpm: 1, per: key }", null, "a b", "+-")]
    [InlineData("limits: { rpm: 9 }\nmodels: [{ id: a, limits: { rpm: 1 } }, '*']", null, "a b a b", "++-+")]
    [InlineData("models: [{ id: a, limits: { rpm: 1, per: key, name: x } }, { id: b, limits: { rpm: 1, per: key, name: x } }]", null, "a b", "+-")]
    [InlineData("limits: off", null, "a a", "++")]
    public async Task Limits_OfLayers_CountWhatTheyShare(string yaml, string? header, string models, string expected)
    {
        var outcome = "";
        foreach (var model in models.Split(' '))
        {
            outcome += (await Ask(yaml, header, model)).Reply is RefusalReply { Refusal: RateLimited } ? '-' : '+';
        }

        Assert.Equal(expected, outcome);
    }

    [Fact]
    public async Task Limits_TimePasses_AllowAgain()
    {
        const string yaml = "limits: { rpm: 1 }";
        await Ask(yaml);
        var refused = Assert.IsType<RateLimited>(((RefusalReply)(await Ask(yaml)).Reply).Refusal);

        _time.Advance(refused.RetryAfter);

        Assert.IsType<GeneratedReply>((await Ask(yaml)).Reply);
    }

    [Fact]
    public async Task Tokens_OfTheAnswer_AreChargedWhenItIsComplete()
    {
        const string yaml = "limits: { tpm: 1000, output-tpm: 100 }";
        var (exchange, reply) = await Ask(yaml);
        Assert.Equal(1000 - exchange.Request.InputTokens, exchange.Limits!.Tokens!.Value.Remaining);

        exchange.Finish();

        var usage = ((GeneratedReply)reply).Usage!;
        var left = (await Ask(yaml)).Exchange.Limits!;
        Assert.Equal(1000 - usage.Total - usage.Input, left.Tokens!.Value.Remaining);
        Assert.Equal(100 - usage.Output, left.OutputTokens!.Value.Remaining);
    }

    [Fact]
    public async Task Azure_MaxTokens_AreChargedInAdvanceAndSettled()
    {
        const string yaml = "limits: { tpm: 1000, algorithm: azure }";
        var (exchange, reply) = await Ask(yaml, maxTokens: 900);
        Assert.Equal(1000 - exchange.Request.InputTokens - 900, exchange.Limits!.Tokens!.Value.Remaining);
        Assert.IsType<RefusalReply>((await Ask(yaml, maxTokens: 900)).Reply);

        exchange.Finish();

        Assert.Equal(1000 - ((GeneratedReply)reply).Usage!.Total, _ledger.Accounts.Single().Value.Snapshot(0, default).Tokens!.Value.Remaining);
    }

    [Fact]
    public async Task Concurrent_Full_WaitsInTheQueueOrIsRefused()
    {
        const string yaml = "limits: { concurrent: 1, queue: 1 }";
        var (first, _) = await Ask(yaml);
        var waiting = Ask(yaml);
        Assert.False(waiting.IsCompleted);
        Assert.Equal(LimitedResource.Concurrency, ((RateLimited)((RefusalReply)(await Ask(yaml)).Reply).Refusal).Resource);

        first.Finish();

        Assert.IsType<GeneratedReply>((await waiting).Reply);
    }

    [Fact]
    public async Task Limits_NotConfigured_AreToldAndRefuseNothing()
    {
        MockExchange exchange = null!;
        for (var request = 0; request < 10_050; request++)
        {
            (exchange, var reply) = await Ask("debug: false");
            Assert.IsType<GeneratedReply>(reply);
        }

        Assert.Equal((10_000L, 0L), (exchange.Limits!.Requests!.Value.Limit, exchange.Limits.Requests.Value.Remaining));
    }

    [Fact]
    public async Task Limits_SwitchedOffOrSetWhileItRuns_AreThat()
    {
        _ledger.Server = new LimitSettings { RequestsPerMinute = 0 };
        Assert.IsType<RefusalReply>((await Ask("limits: { rpm: 9 }")).Reply);

        _ledger.IsOff = true;

        var (exchange, reply) = await Ask("limits: { rpm: 9 }");
        Assert.IsType<GeneratedReply>(reply);
        Assert.Null(exchange.Limits);
    }

    [Fact]
    public async Task Reset_OfAScope_ForgetsItsCountsAlone()
    {
        const string yaml = "limits: { rpm: 1 }";
        await Ask(yaml, scope: "a");
        await Ask(yaml, scope: "b");

        _ledger.Reset("a");

        Assert.IsType<GeneratedReply>((await Ask(yaml, scope: "a")).Reply);
        Assert.IsType<RefusalReply>((await Ask(yaml, scope: "b")).Reply);
    }

    [Fact]
    public async Task Accounts_OfEverNewKeys_DoNotGrowForEver()
    {
        for (var request = 0; request < 25_000; request++)
        {
            await Ask("debug: false", key: $"key-{request}");
        }

        Assert.InRange(_ledger.Accounts.Count(), 10_000, 20_001);
    }

    [Theory]
    [InlineData("limits: { rmp: 3 }", "'rmp' is not a known key; did you mean 'rpm'?")]
    [InlineData("limits: { rpm: -3 }", "'-3' is not a limit; write a whole number from 0.")]
    [InlineData("limits: { queue: 3 }", "a queue without a limit that makes anybody wait; write concurrent beside it.")]
    [InlineData("limits: { rpm: 3, algorithm: leaky }", "'leaky' is not an algorithm; write one of fixed-window")]
    [InlineData("limits: 3", "'3' is not a limit; write limits, as in { rpm: 60, tpm: 10000 }, or off.")]
    public void Limits_Wrong_AreSaid(string yaml, string sentence) =>
        Assert.Contains(Compile.Yaml(yaml).Problems, problem => problem.ToString().Contains(sentence, StringComparison.Ordinal));

    private async Task<(MockExchange Exchange, MockReply Reply)> Ask(
        string yaml,
        string? header = null,
        string model = "m",
        int? maxTokens = null,
        string? scope = null,
        string? key = null
    )
    {
        List<KeyValuePair<string, string>> headers = [new("authorization", $"Bearer {key ?? "k"}")];
        if (header is not null)
        {
            headers.Add(new(ControlHeaders.Limits, header));
        }

        var request = new MockRequest
        {
            Format = "openai",
            Operation = Operation.Generate,
            Model = model,
            Scope = scope,
            Headers = new RequestHeaders([.. headers]),
            Messages = [Some.User("hello, how are you?")],
            Sampling = new Sampling { MaxTokens = maxTokens },
        };
        var mock = Compile.Yaml(yaml).Mock with { Strategies = [new MirrorStrategy()] };
        var exchange = new MockExchange(request, mock, new SeededRandom(1), Some.Time) { Controls = new ControlHeaders(request.Headers) };
        return (exchange, await _pipeline.HandleAsync(exchange, TestContext.Current.CancellationToken));
    }
}
