using Mimus.Core.Model;
using Mimus.Core.Pipeline;

namespace Mimus.Core.PromptCaching;

/// <summary>Finds what the vendor would still have of a prompt, and keeps it for the next where the request is answered.</summary>
internal sealed class PromptCacheBehavior(PromptCache cache) : IBehavior
{
    public ValueTask<MockReply> HandleAsync(MockExchange exchange, NextBehavior next, CancellationToken cancellationToken) =>
        !cache.IsOff
        && exchange.Configuration.HasPromptCache
        && exchange.Request.Operation == Operation.Generate
        && cache.Look(exchange.Request) is { } prompt
            ? AnswerAsync(exchange, next, prompt, cancellationToken)
            : next.HandleAsync(exchange, cancellationToken);

    private async ValueTask<MockReply> AnswerAsync(MockExchange exchange, NextBehavior next, CachedPrompt prompt, CancellationToken cancellationToken)
    {
        exchange.CachedPrompt = prompt;
        exchange.CachedInputTokens = prompt.Read;
        var reply = await next.HandleAsync(exchange, cancellationToken).ConfigureAwait(false);
        if (reply is GeneratedReply)
        {
            cache.Keep(exchange.Request, prompt);
        }

        return reply;
    }
}
