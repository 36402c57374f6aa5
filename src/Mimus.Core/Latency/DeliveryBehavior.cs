using Mimus.Core.Model;
using Mimus.Core.Pipeline;

namespace Mimus.Core.Latency;

/// <summary>Works out how an answer is sent: what its rule says over what its model's settings say over what the server's say.</summary>
internal sealed class DeliveryBehavior : IBehavior
{
    public async ValueTask<MockReply> HandleAsync(MockExchange exchange, NextBehavior next, CancellationToken cancellationToken)
    {
        var reply = await next.HandleAsync(exchange, cancellationToken).ConfigureAwait(false);
        var wider = exchange.ModelBehavior.Delivery?.Over(exchange.Configuration.Delivery) ?? exchange.Configuration.Delivery;
        exchange.Delivery = reply.Delivery?.Over(wider) ?? wider;
        return reply;
    }
}
