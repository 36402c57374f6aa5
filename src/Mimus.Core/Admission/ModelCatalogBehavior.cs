using Mimus.Core.Model;
using Mimus.Core.Pipeline;

namespace Mimus.Core.Admission;

/// <summary>Lists the models, describes one, and turns away requests for a model that the configuration does not have.</summary>
internal sealed class ModelCatalogBehavior : IBehavior
{
    public ValueTask<MockReply> HandleAsync(MockExchange exchange, NextBehavior next, CancellationToken cancellationToken)
    {
        var request = exchange.Request;
        var catalog = exchange.Configuration.Models;
        return request.Operation switch
        {
            Operation.ListModels => Reply(new ModelListReply(catalog.Models)),
            Operation.GetModel when catalog.Find(request.Model) is { } model => Reply(new ModelReply(model)),
            Operation.GetModel => Reply(new RefusalReply(new UnknownModel(request.Model))),
            _ when catalog.Accepts(request.Model) => next.HandleAsync(exchange, cancellationToken),
            _ => Reply(new RefusalReply(new UnknownModel(request.Model))),
        };
    }

    private static ValueTask<MockReply> Reply(MockReply reply) => ValueTask.FromResult(reply);
}
