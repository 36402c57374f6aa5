using Mimus.Core.Model;
using Mimus.Core.Pipeline;

namespace Mimus.Core.Strategies;

/// <summary>Asks the strategies in the configuration's order; the first that replies wins. Where none does, the answer is empty.</summary>
internal sealed class StrategyBehavior : IBehavior
{
    public async ValueTask<MockReply> HandleAsync(MockExchange exchange, NextBehavior next, CancellationToken cancellationToken)
    {
        var strategies = exchange.Configuration.Strategies;
        for (var index = 0; index < strategies.Count; index++)
        {
            var strategy = strategies[index];
            if (await strategy.ReplyAsync(exchange, cancellationToken).ConfigureAwait(false) is { } reply)
            {
                exchange.AnsweredBy = strategy.Name;
                return reply;
            }
        }

        return await next.HandleAsync(exchange, cancellationToken).ConfigureAwait(false);
    }
}
