using Mimus.Core.Configuration;
using Mimus.Core.Model;
using Mimus.Core.Pipeline;

namespace Mimus.Core.Latency;

/// <summary>
/// Works out how and when an answer is sent: what the request's header says over its rule over its model over the server. Where the simulated
/// hardware is full the request waits for its turn, or is turned away.
/// </summary>
internal sealed class LatencyBehavior(LatencyControl control, TimeProvider time) : IBehavior
{
    public async ValueTask<MockReply> HandleAsync(MockExchange exchange, NextBehavior next, CancellationToken cancellationToken)
    {
        var header = exchange.Controls.Any ? ReadHeader(exchange) : null;
        var reply = await next.HandleAsync(exchange, cancellationToken).ConfigureAwait(false);
        var delivery = Lay(exchange, reply, header);
        exchange.Delivery = delivery;
        if (control.IsOff || exchange.Request.Operation != Operation.Generate || !DeliverySchedule.IsNeeded(delivery))
        {
            return reply;
        }

        var random = exchange.Random.For("latency");
        if (reply is not GeneratedReply)
        {
            exchange.Schedule = DeliverySchedule.Of(delivery, random);
            return reply;
        }

        StreamLoad? load = null;
        var queued = TimeSpan.Zero;
        if (delivery.Batch is not null || delivery.LoadFactor is not null)
        {
            load = control.Loads.Of(exchange);
            var since = time.GetTimestamp();
            if (!await load.EnterAsync(delivery.Batch, cancellationToken).ConfigureAwait(false))
            {
                return new RefusalReply(new Overloaded());
            }

            exchange.OnEnded(_ => load.Leave());
            queued = time.GetElapsedTime(since);
        }

        var cached = exchange.CachedInputTokens;
        exchange.Schedule = DeliverySchedule.Of(delivery, random, Math.Max(0, exchange.Request.InputTokens - cached), cached, load, queued);
        return reply;
    }

    private static Delivery? ReadHeader(MockExchange exchange) =>
        exchange.Controls.Read(
            ControlHeaders.Latency,
            leadingKey: null,
            (node, reader, problems) => new LatencySettings(reader, problems, exchange.Configuration.Profiles).Read(node)
        );

    private Delivery Lay(MockExchange exchange, MockReply reply, Delivery? header)
    {
        var delivery = control.Over(exchange.Configuration.Delivery);
        delivery = exchange.ModelBehavior.Delivery?.Over(delivery) ?? delivery;
        delivery = reply.Delivery?.Over(delivery) ?? delivery;
        return header?.Over(delivery) ?? delivery;
    }
}
