using System.Collections.Concurrent;
using Mimus.Core.Pipeline;

namespace Mimus.Core.Latency;

/// <summary>The simulated hardware: one piece for each model whose settings ask for one, and one for all others together.</summary>
internal sealed class StreamLoads
{
    private readonly ConcurrentDictionary<string, StreamLoad> _byModel = new(StringComparer.Ordinal);

    /// <summary>What serves all models that have nothing of their own.</summary>
    public StreamLoad Shared { get; } = new();

    /// <summary>Those of models, by name.</summary>
    public IEnumerable<KeyValuePair<string, StreamLoad>> ByModel => _byModel;

    /// <summary>What serves an exchange.</summary>
    public StreamLoad Of(MockExchange exchange) =>
        exchange.ModelBehavior is { Name: { } name, Delivery: { } delivery } && (delivery.Batch is not null || delivery.LoadFactor is not null)
            ? _byModel.GetOrAdd(name, static _ => new StreamLoad())
            : Shared;
}
