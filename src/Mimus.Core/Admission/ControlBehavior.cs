using Mimus.Core.Model;
using Mimus.Core.Pipeline;

namespace Mimus.Core.Admission;

/// <summary>Turns away requests whose own headers say in a way that cannot be understood how they are to be answered.</summary>
internal sealed class ControlBehavior : IBehavior
{
    public ValueTask<MockReply> HandleAsync(MockExchange exchange, NextBehavior next, CancellationToken cancellationToken) =>
        exchange.Controls.Any ? HandleControlledAsync(exchange, next, cancellationToken) : next.HandleAsync(exchange, cancellationToken);

    private static async ValueTask<MockReply> HandleControlledAsync(MockExchange exchange, NextBehavior next, CancellationToken cancellationToken)
    {
        try
        {
            return await next.HandleAsync(exchange, cancellationToken).ConfigureAwait(false);
        }
        catch (ControlException exception)
        {
            return new RefusalReply(exception.Refusal);
        }
    }
}
