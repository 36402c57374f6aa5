using Mimus.Core.Chance;
using Mimus.Core.Configuration;
using Mimus.Core.Journal;
using Mimus.Core.Model;
using Mimus.Core.Pipeline;

namespace Mimus.Core.Tests.Pipeline;

public class MockExchangeTests
{
    private readonly MockExchange _exchange = new(Some.Request(Operation.Generate), MockConfiguration.Default, new SeededRandom(1), Some.Time);
    private readonly List<string> _told = [];

    [Fact]
    public void Finish_Twice_TellsOnceAndTheLastToAskFirst()
    {
        _exchange.OnFinishing(() => _told.Add("first"));
        _exchange.OnFinishing(() => _told.Add("second"));

        _exchange.Finish();
        _exchange.Finish();

        Assert.Equal(["second", "first"], _told);
    }

    [Fact]
    public void End_AnswerNeverComplete_FinishesFirst()
    {
        _exchange.OnEnded(report => _told.Add($"ended: {report.Outcome}"));
        _exchange.OnFinishing(() => _told.Add("finishing"));

        _exchange.End(new DeliveryReport(DeliveryOutcome.ClientLeft, TimeSpan.Zero, 200, 3));

        Assert.Equal(["finishing", "ended: ClientLeft"], _told);
    }
}
