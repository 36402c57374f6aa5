using Mimus.Core.Model;
using Mimus.Core.Pipeline;

namespace Mimus.Core.Strategies;

/// <summary>Says back the last user message that has text; its text parts are joined with a newline.</summary>
internal sealed class MirrorStrategy : IReplyStrategy
{
    public string Name => nameof(MirrorStrategy);

    public ValueTask<MockReply?> ReplyAsync(MockExchange exchange, CancellationToken cancellationToken) =>
        ValueTask.FromResult<MockReply?>(
            exchange.Request.LastUserText is { } text ? new GeneratedReply(new ReplyText(text)) { IsGenerated = true } : null
        );
}
