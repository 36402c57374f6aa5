using Mimus.Core.Model;
using Mimus.Core.Pipeline;

namespace Mimus.Core.Faults;

/// <summary>Takes the fault that the rule itself asks for, and lets the model do wrong what a fault says that it does.</summary>
internal sealed class ReplyFaultBehavior(FaultControl control) : IBehavior
{
    public async ValueTask<MockReply> HandleAsync(MockExchange exchange, NextBehavior next, CancellationToken cancellationToken)
    {
        var reply = await next.HandleAsync(exchange, cancellationToken).ConfigureAwait(false);
        if (reply.Delivery?.Fault is { } asked && exchange is { Fault: null, IsFaultDecided: false } && !control.IsOff)
        {
            exchange.Fault = await control.ChooseAsync(exchange, [asked], cancellationToken).ConfigureAwait(false);
        }

        if (exchange.Fault is not { } fault)
        {
            return reply;
        }

        return FaultKinds.StageOf(fault.Kind) switch
        {
            FaultStage.Error => FaultReplies.Of(fault, exchange.Request),
            FaultStage.Model when reply is GeneratedReply generated => ModelFaults.Apply(fault, exchange.Request, generated),
            _ => reply,
        };
    }
}
