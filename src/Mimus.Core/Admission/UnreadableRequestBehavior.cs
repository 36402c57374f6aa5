using Mimus.Core.Model;
using Mimus.Core.Pipeline;

namespace Mimus.Core.Admission;

/// <summary>Turns away requests that a format could not read. It stands behind the key: vendors look at the key first.</summary>
internal sealed class UnreadableRequestBehavior : IBehavior
{
    public ValueTask<MockReply> HandleAsync(MockExchange exchange, NextBehavior next, CancellationToken cancellationToken) =>
        exchange.ReadFailure is { } failure ? ValueTask.FromResult(failure) : next.HandleAsync(exchange, cancellationToken);
}
