using Mimus.Core.Chance;
using Mimus.Core.Configuration;
using Mimus.Core.Model;
using Mimus.Core.State;

namespace Mimus.Core.Pipeline;

/// <summary>One request and what belongs to answering it: the configuration as it was when it arrived, its chance and its time.</summary>
public sealed class MockExchange
{
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

    /// <summary>What went wrong in the user's own code; null where nothing did.</summary>
    internal string? Failure { get; set; }

    internal SeededRandom Random { get; }

    /// <summary>The server's counters.</summary>
    internal IStateStore State { get; }

    /// <summary>What to answer to a request that the format could not read; null where it could.</summary>
    internal MockReply? ReadFailure { get; init; }
}
