using System.Runtime.CompilerServices;
using Mimus.Core.Configuration;
using Mimus.Core.Configuration.Documents;
using Mimus.Core.Model;
using Mimus.Core.Pipeline;

namespace Mimus.Core.PromptCaching;

/// <summary>Finds what the vendor would still have of a prompt, and keeps it for the next where the request is answered.</summary>
internal sealed class PromptCacheBehavior(PromptCache cache) : IBehavior
{
    public ValueTask<MockReply> HandleAsync(MockExchange exchange, NextBehavior next, CancellationToken cancellationToken) =>
        !cache.IsOff
        && exchange.Request.Operation == Operation.Generate
        && IsWanted(exchange)
        && cache.Look(exchange.Request) is { } prompt
            ? AnswerAsync(exchange, next, prompt, cancellationToken)
            : next.HandleAsync(exchange, cancellationToken);

    private static bool IsWanted(MockExchange exchange) =>
        exchange.Controls.Any && exchange.Controls.Read(ControlHeaders.PromptCache, null, ReadSwitch) is { } said
            ? said.Value
            : exchange.Configuration.HasPromptCache;

    private static StrongBox<bool>? ReadSwitch(ConfigurationNode node, NodeReader reader, ConfigurationProblems problems)
    {
        if (node is ConfigurationScalar { Text: { } text })
        {
            if (text.Equals("off", StringComparison.OrdinalIgnoreCase))
            {
                return new StrongBox<bool>(false);
            }

            if (text.Equals("on", StringComparison.OrdinalIgnoreCase))
            {
                return new StrongBox<bool>(true);
            }
        }

        return reader.Flag(node) is { } flag ? new StrongBox<bool>(flag) : null;
    }

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
