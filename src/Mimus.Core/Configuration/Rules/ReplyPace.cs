using Mimus.Core.Rules;

namespace Mimus.Core.Configuration.Rules;

/// <summary>How fast replies are sent, each null where nothing is said.</summary>
internal sealed record ReplyPace(TimeSpan? Latency, TimeSpan? TimeToFirstToken, int? ChunkSize)
{
    /// <summary>The reply at this pace; what is not said here stays.</summary>
    public RuleReply Over(RuleReply reply) =>
        reply with
        {
            Latency = Latency ?? reply.Latency,
            TimeToFirstToken = TimeToFirstToken ?? reply.TimeToFirstToken,
            ChunkSize = ChunkSize ?? reply.ChunkSize,
        };

    /// <summary>The reply at its own pace, and at this where it has none.</summary>
    public RuleReply Under(RuleReply reply) => new ReplyPace(reply.Latency, reply.TimeToFirstToken, reply.ChunkSize).Over(Over(reply));
}
