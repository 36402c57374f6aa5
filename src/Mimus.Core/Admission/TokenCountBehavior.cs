using Mimus.Core.Model;
using Mimus.Core.Pipeline;

namespace Mimus.Core.Admission;

/// <summary>Answers requests that only count tokens.</summary>
internal sealed class TokenCountBehavior : IBehavior
{
    public ValueTask<MockReply> HandleAsync(MockExchange exchange, NextBehavior next, CancellationToken cancellationToken) =>
        exchange.Request.Operation == Operation.CountTokens
            ? ValueTask.FromResult<MockReply>(new TokenCountReply(exchange.Request.InputTokens))
            : next.HandleAsync(exchange, cancellationToken);
}
