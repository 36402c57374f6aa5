using Mimus.Core.Chance;
using Mimus.Core.Configuration;
using Mimus.Core.Faults;
using Mimus.Core.Journal;
using Mimus.Core.Latency;
using Mimus.Core.Limits;
using Mimus.Core.Model;
using Mimus.Core.PromptCaching;
using Mimus.Core.State;

namespace Mimus.Core.Pipeline;

/// <summary>One request and what belongs to answering it: the configuration as it was when it arrived, its chance and its time.</summary>
public sealed class MockExchange
{
    private List<Action<DeliveryReport>>? _ended;
    private Action? _finishing;
    private ModelBehavior? _modelBehavior;

    internal MockExchange(
        MockRequest request,
        MockConfiguration configuration,
        SeededRandom random,
        DateTimeOffset startedAt,
        IStateStore? state = null
    )
    {
        State = state ?? new MemoryStateStore();
        Request = request;
        Configuration = configuration;
        Random = random;
        StartedAt = startedAt;
        Delivery = configuration.Delivery;
    }

    /// <summary>What was asked.</summary>
    public MockRequest Request { get; }

    /// <summary>The configuration: one snapshot for the whole exchange.</summary>
    public MockConfiguration Configuration { get; }

    /// <summary>When the request arrived.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>The strategy that replied; null until one has.</summary>
    public string? AnsweredBy { get; internal set; }

    /// <summary>The rule that replied; null where none did.</summary>
    public string? MatchedRule { get; internal set; }

    /// <summary>The fault that was put into the answer; null for none.</summary>
    public Fault? Fault { get; internal set; }

    /// <summary>True where it has been decided which fault happens, or that none does; false leaves it to the rule.</summary>
    internal bool IsFaultDecided { get; set; }

    /// <summary>What went wrong in the user's own code; null where nothing did.</summary>
    internal string? Failure { get; set; }

    internal SeededRandom Random { get; }

    /// <summary>What the request's own headers say of how to answer it; nothing where they may not.</summary>
    internal ControlHeaders Controls { get; init; }

    /// <summary>What the configuration says of the model that was asked for.</summary>
    internal ModelBehavior ModelBehavior => _modelBehavior ??= Configuration.Models.BehaviorOf(Request.Model);

    /// <summary>How the answer is sent, all layers laid over one another: the request's header, its rule, its model, the server.</summary>
    internal Delivery Delivery { get; set; }

    /// <summary>When the pieces of the answer are due; null where nothing waits.</summary>
    internal DeliverySchedule? Schedule { get; set; }

    /// <summary>How the request's limits stand, for the answer's headers; null where nothing is told.</summary>
    internal LimitSnapshot? Limits { get; set; }

    /// <summary>True where the run can be repeated byte for byte, times included.</summary>
    internal bool IsRepeatable { get; init; }

    /// <summary>What the prompt cache has to do with the request; null for nothing.</summary>
    internal CachedPrompt? CachedPrompt { get; set; }

    /// <summary>How many tokens of the prompt the prompt cache holds; 0 where nothing simulates one.</summary>
    internal int CachedInputTokens { get; set; }

    /// <summary>The server's counters.</summary>
    internal IStateStore State { get; }

    /// <summary>What to answer to a request that the format could not read; null where it could.</summary>
    internal MockReply? ReadFailure { get; init; }

    /// <summary>
    /// Has something done just before the client can see that its answer is complete, so that what it looks at next is settled; or, where it is
    /// never complete, at the exchange's end. The first to ask is the last to be told.
    /// </summary>
    internal void OnFinishing(Action action) => _finishing = action + _finishing;

    /// <summary>Tells those who asked that the answer is about to be complete, once.</summary>
    internal void Finish()
    {
        var actions = _finishing;
        _finishing = null;
        actions?.Invoke();
    }

    /// <summary>Has something done when the exchange is over, however it ends; the first to ask is the last to be told.</summary>
    internal void OnEnded(Action<DeliveryReport> action) => (_ended ??= []).Add(action);

    /// <summary>Tells those who asked that the exchange is over, once.</summary>
    internal void End(DeliveryReport report)
    {
        Finish();
        var actions = _ended;
        _ended = null;
        for (var index = (actions?.Count ?? 0) - 1; index >= 0; index--)
        {
            actions![index](report);
        }
    }
}
