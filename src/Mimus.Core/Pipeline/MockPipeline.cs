using Mimus.Core.Admission;
using Mimus.Core.Faults;
using Mimus.Core.Latency;
using Mimus.Core.Limits;
using Mimus.Core.Model;
using Mimus.Core.PromptCaching;
using Mimus.Core.State;
using Mimus.Core.Strategies;

namespace Mimus.Core.Pipeline;

/// <summary>The order in which behaviours see an exchange, written once.</summary>
internal sealed class MockPipeline
{
    private readonly NextBehavior _first;

    private MockPipeline(IReadOnlyList<IBehavior> behaviors)
    {
        Behaviors = behaviors;
        var next = new NextBehavior(null, null);
        for (var index = behaviors.Count - 1; index >= 0; index--)
        {
            next = new NextBehavior(behaviors[index], next);
        }

        _first = next;
    }

    /// <summary>The behaviours in order, for those who want to see the composition.</summary>
    public IReadOnlyList<IBehavior> Behaviors { get; }

    /// <summary>The pipeline of a server.</summary>
    /// <param name="time">The server's clock.</param>
    /// <param name="latency">What is said of latency while the server runs; by default nothing.</param>
    /// <param name="faults">What was made to go wrong while the server runs; by default nothing.</param>
    /// <param name="limits">What has been used; by default nothing.</param>
    /// <param name="prompts">The prompts that were kept; by default none.</param>
    public static MockPipeline Create(TimeProvider? time = null, LatencyControl? latency = null, FaultControl? faults = null, LimitLedger? limits = null, PromptCache? prompts = null)
    {
        faults ??= new FaultControl(new MemoryStateStore(), time ?? TimeProvider.System, seed: 0);
        return new([
            new ControlBehavior(),
            new LatencyBehavior(latency ?? new LatencyControl(), time ?? TimeProvider.System),
            new ApiKeyBehavior(),
            new UnreadableRequestBehavior(),
            new PromptCacheBehavior(prompts ?? new PromptCache(time ?? TimeProvider.System)),
            new LimitBehavior(limits ?? new LimitLedger(), time ?? TimeProvider.System),
            new FaultBehavior(faults),
            new ModelCatalogBehavior(),
            new TokenCountBehavior(),
            new UsageBehavior(),
            new ReplyFaultBehavior(faults),
            new OutputLimitBehavior(),
            new StrategyBehavior(),
        ]);
    }

    /// <summary>Finds the reply to an exchange.</summary>
    public ValueTask<MockReply> HandleAsync(MockExchange exchange, CancellationToken cancellationToken) =>
        _first.HandleAsync(exchange, cancellationToken);
}
