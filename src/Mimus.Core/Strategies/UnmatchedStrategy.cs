using Mimus.Core.Model;
using Mimus.Core.Pipeline;
using Mimus.Core.Rules;

namespace Mimus.Core.Strategies;

/// <summary>Ends a strict chain: what nothing scripted answers is an error that says which rule came nearest.</summary>
internal sealed class UnmatchedStrategy : IReplyStrategy
{
    public string Name => nameof(UnmatchedStrategy);

    public ValueTask<MockReply?> ReplyAsync(MockExchange exchange, CancellationToken cancellationToken) =>
        ValueTask.FromResult<MockReply?>(
            new RefusalReply(new NothingMatched(RuleExplanation.Describe(exchange.Configuration.Rules, exchange.Request)))
        );
}
