using Mimus.Core.Model;

namespace Mimus.Core.Pipeline;

/// <summary>One link of the pipeline: it looks at an exchange and replies itself, or asks the next link and may alter what comes back.</summary>
public interface IBehavior
{
    /// <summary>Handles the exchange.</summary>
    ValueTask<MockReply> HandleAsync(MockExchange exchange, NextBehavior next, CancellationToken cancellationToken);
}

/// <summary>The rest of the pipeline behind a link.</summary>
public sealed class NextBehavior
{
    private readonly IBehavior? _behavior;
    private readonly NextBehavior? _next;

    internal NextBehavior(IBehavior? behavior, NextBehavior? next)
    {
        _behavior = behavior;
        _next = next;
    }

    /// <summary>Asks the rest of the pipeline; an empty rest answers nothing at all.</summary>
    public ValueTask<MockReply> HandleAsync(MockExchange exchange, CancellationToken cancellationToken) =>
        _behavior is null
            ? ValueTask.FromResult<MockReply>(new GeneratedReply())
            : _behavior.HandleAsync(exchange, _next!, cancellationToken);
}
