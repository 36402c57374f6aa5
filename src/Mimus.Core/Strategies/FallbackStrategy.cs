using Mimus.Core.Model;
using Mimus.Core.Pipeline;

namespace Mimus.Core.Strategies;

/// <summary>Gives the configured <c>fallback</c> text when nothing else replied; it stands where the mirror would.</summary>
internal sealed class FallbackStrategy(string text) : IReplyStrategy
{
    public string Name => nameof(FallbackStrategy);

    public ValueTask<MockReply?> ReplyAsync(MockExchange exchange, CancellationToken cancellationToken) =>
        ValueTask.FromResult<MockReply?>(new GeneratedReply(new ReplyText(text)));
}
