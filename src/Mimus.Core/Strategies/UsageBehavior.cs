using Mimus.Core.Model;
using Mimus.Core.Pipeline;
using Mimus.Core.Text;

namespace Mimus.Core.Strategies;

/// <summary>Counts the tokens of answers that do not say theirs, once, so that every format reports the same.</summary>
internal sealed class UsageBehavior : IBehavior
{
    public async ValueTask<MockReply> HandleAsync(MockExchange exchange, NextBehavior next, CancellationToken cancellationToken)
    {
        var reply = await next.HandleAsync(exchange, cancellationToken).ConfigureAwait(false);
        return reply is GeneratedReply { Usage: null } generated
            ? generated with { Usage = Count(exchange, generated) }
            : reply;
    }

    private static TokenUsage Count(MockExchange exchange, GeneratedReply reply)
    {
        var usage = TokenEstimator.Usage(exchange.Request, reply);
        return exchange.CachedPrompt is { } prompt
            ? usage with { Cached = prompt.Read, CacheCreation = prompt.Written, LongCacheCreation = prompt.WrittenForAnHour }
            : usage;
    }
}
