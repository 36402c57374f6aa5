using Mimus.Core.Model;
using Mimus.Core.Pipeline;

namespace Mimus.Core.Strategies;

/// <summary>Names itself, looks at an exchange, and replies or passes.</summary>
public interface IReplyStrategy
{
    /// <summary>The name by which the configuration chooses it.</summary>
    string Name { get; }

    /// <summary>The reply, or null to let the next strategy try.</summary>
    ValueTask<MockReply?> ReplyAsync(MockExchange exchange, CancellationToken cancellationToken);
}
