using Mimus.Core.Configuration;
using Mimus.Core.Model;
using Mimus.Core.Pipeline;
using Mimus.Core.Rules;

namespace Mimus.Core.Faults;

/// <summary>
/// Decides what goes wrong with a request: what its header says, else what was made for it while the server runs, else what its rule, its model
/// and the server say. It stands behind all that turns requests away, so that no fault is used up by a request that gets none.
/// </summary>
internal sealed class FaultBehavior(FaultControl control) : IBehavior
{
    public ValueTask<MockReply> HandleAsync(MockExchange exchange, NextBehavior next, CancellationToken cancellationToken) =>
        control.IsOff || !IsConcerned(exchange)
            ? next.HandleAsync(exchange, cancellationToken)
            : DecideAsync(exchange, next, cancellationToken);

    private bool IsConcerned(MockExchange exchange) =>
        exchange.Controls.Any
        || control.Armed.Count > 0
        || exchange.Configuration.Faults.Count > 0
        || exchange.Configuration.Rules.HasFaults
        || exchange.ModelBehavior.Faults is not null;

    private async ValueTask<MockReply> DecideAsync(MockExchange exchange, NextBehavior next, CancellationToken cancellationToken)
    {
        exchange.Fault = await ChooseAsync(exchange, cancellationToken).ConfigureAwait(false);
        return exchange.Fault is { } fault && FaultKinds.StageOf(fault.Kind) == FaultStage.Error
            ? FaultReplies.Of(fault, exchange.Request)
            : await next.HandleAsync(exchange, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<Fault?> ChooseAsync(MockExchange exchange, CancellationToken cancellationToken)
    {
        if (exchange.Controls.Any && ReadHeader(exchange) is { } asked)
        {
            exchange.IsFaultDecided = true;
            return await OneAsync(asked).ConfigureAwait(false);
        }

        if (exchange.Request.Operation != Operation.Generate || !exchange.Configuration.Models.Accepts(exchange.Request.Model))
        {
            return null;
        }

        if (control.Armed.Count > 0 && await control.ChooseArmedAsync(exchange, cancellationToken).ConfigureAwait(false) is { } armed)
        {
            exchange.IsFaultDecided = true;
            return armed;
        }

        // The rule itself is asked behind; here it is only looked at, so that what is wider does not come before it.
        if (exchange.Configuration.Rules.HasFaults && await RuleStrategy.HasFaultAsync(exchange, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        exchange.IsFaultDecided = true;
        return exchange.ModelBehavior.Faults is { } ofModel
            ? await control.ChooseAsync(exchange, ofModel, cancellationToken).ConfigureAwait(false)
                ?? await control.ChooseAsync(exchange, exchange.Configuration.Faults, cancellationToken).ConfigureAwait(false)
            : await control.ChooseAsync(exchange, exchange.Configuration.Faults, cancellationToken).ConfigureAwait(false);

        ValueTask<Fault?> OneAsync(Fault fault) => control.ChooseAsync(exchange, [fault], cancellationToken);
    }

    private static Fault? ReadHeader(MockExchange exchange) =>
        exchange.Controls.Read(
            ControlHeaders.Fault,
            FaultKeys.Kind.Name,
            (node, reader, problems) => new FaultSettings(reader, problems).Read(node)
        );
}
