using Mimus.Core.Model;
using Mimus.Core.Pipeline;
using Mimus.Core.Rules;
using Mimus.Core.Rules.Templates;

namespace Mimus.Core.Strategies;

/// <summary>Gives the configured fallback when nothing else replied; it stands where the mirror would.</summary>
internal sealed class FallbackStrategy(RuleReply reply) : IReplyStrategy
{
    /// <summary>A fallback of plain text.</summary>
    public FallbackStrategy(string text)
        : this(new RuleReply { Parts = [new TextPartTemplate(TextTemplate.Plain(text))] }) { }

    public string Name => nameof(FallbackStrategy);

    public async ValueTask<MockReply?> ReplyAsync(MockExchange exchange, CancellationToken cancellationToken)
    {
        var context = new TemplateContext(new RuleSubject(exchange.Request), 1, exchange.StartedAt, exchange.Random);
        return await reply.RenderAsync(context, cancellationToken).ConfigureAwait(false);
    }
}
