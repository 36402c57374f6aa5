using Mimus.Core.Chance;
using Mimus.Core.Latency;
using Mimus.Core.Model;
using Mimus.Core.Pipeline;
using Mimus.Core.Strategies;
using Mimus.Core.Tests.Configuration;

namespace Mimus.Core.Tests.Latency;

public class LatencyBehaviorTests
{
    private readonly LatencyControl _control = new();

    [Theory]
    [InlineData(null, false, "other", 100)]
    [InlineData(null, false, "slow", 200)]
    [InlineData(null, true, "slow", 300)]
    [InlineData("ttft=400ms", true, "slow", 400)]
    [InlineData("tps=9", true, "slow", 300)]
    public async Task Delivery_OfSeveralLayers_IsTheNarrowests(string? header, bool isInRule, string model, double milliseconds)
    {
        var exchange = await Handle(header, isInRule, model);

        Assert.Equal(milliseconds, exchange.Schedule!.First.TotalMilliseconds);
        Assert.Equal(header == "tps=9" ? 9 : 50, exchange.Delivery.TokensPerSecond);
    }

    [Fact]
    public async Task Delivery_SaidWhileItRuns_StandsOverTheServersAndBelowTheModels()
    {
        _control.Server = new Delivery { TimeToFirstToken = TimeSpan.FromSeconds(5) };

        Assert.Equal(5000, (await Handle(null, false, "other")).Schedule!.First.TotalMilliseconds);
        Assert.Equal(200, (await Handle(null, false, "slow")).Schedule!.First.TotalMilliseconds);
    }

    [Fact]
    public async Task Schedule_SwitchedOff_IsNone()
    {
        _control.IsOff = true;

        Assert.Null((await Handle("ttft=400ms", true, "slow")).Schedule);
    }

    private async Task<MockExchange> Handle(string? header, bool isInRule, string model)
    {
        var reply = new GeneratedReply(new ReplyText("hi"))
        {
            Delivery = isInRule ? new Delivery { TimeToFirstToken = TimeSpan.FromMilliseconds(300) } : null,
        };
        var mock = Compile.Yaml("latency: { ttft: 100, tps: 50 }\nmodels: [{ id: slow, latency: { ttft: 200 } }, '*']").Mock with
        {
            Strategies = [new Fixed(reply)],
        };
        KeyValuePair<string, string>[] headers = header is null ? [] : [new(ControlHeaders.Latency, header)];
        var request = Some.Request(Operation.Generate, model, headers);
        var exchange = new MockExchange(request, mock, new SeededRandom(1), Some.Time) { Controls = new ControlHeaders(request.Headers) };
        await MockPipeline.Create(latency: _control).HandleAsync(exchange, TestContext.Current.CancellationToken);
        return exchange;
    }

    private sealed class Fixed(MockReply reply) : IReplyStrategy
    {
        public string Name => nameof(Fixed);

        public ValueTask<MockReply?> ReplyAsync(MockExchange exchange, CancellationToken cancellationToken) => ValueTask.FromResult<MockReply?>(reply);
    }
}
