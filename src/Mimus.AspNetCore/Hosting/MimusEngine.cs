using Microsoft.Extensions.Logging;
using Mimus.AspNetCore.Delivery;
using Mimus.Core.Configuration;
using Mimus.Core.Journal;
using Mimus.Core.Faults;
using Mimus.Core.Latency;
using Mimus.Core.Limits;
using Mimus.Core.Pipeline;
using Mimus.Core.PromptCaching;
using Mimus.Core.State;
using Mimus.Core.Time;
using Mimus.Protocols.Providers;

namespace Mimus.AspNetCore.Hosting;

/// <summary>What all exchanges of one server share.</summary>
internal sealed class MimusEngine
{
    private readonly long _started;
    private long _exchangeCount;

    public MimusEngine(MimusServerOptions options)
    {
        Options = options;
        Clock = new MimusClock(options.TimeProvider);
        _started = Clock.GetTimestamp();
        Turns = new ExchangeTurns(options.Seed, State, Clock);
        Prompts = new PromptCache(Clock);
        Faults = new FaultControl(State, Clock, Turns.Seed);
        Pipeline = MockPipeline.Create(Clock, Latency, Faults, Limits, Prompts);
        Configuration = new ConfigurationHolder(options.Configuration);
        Journal = new RequestJournal(options.HistoryMaxRequests, options.HistoryMaxBytes);
        RequestLog = options.LoggerFactory.CreateLogger("Mimus.Request");
        Lateness = new LatenessLog(options.LoggerFactory.CreateLogger("Mimus.Delivery"), options.TimeProvider);
    }

    public MimusServerOptions Options { get; }

    public ConfigurationHolder Configuration { get; }

    public RequestJournal Journal { get; }

    public MockPipeline Pipeline { get; }

    /// <summary>The prompts that were kept.</summary>
    public PromptCache Prompts { get; }

    /// <summary>What has been used of all limits.</summary>
    public LimitLedger Limits { get; } = new();

    /// <summary>The time by which limits count, in ticks since the start.</summary>
    public long LimitTime => Clock.GetElapsedTime(_started).Ticks;

    /// <summary>What was made to go wrong while the server runs.</summary>
    public FaultControl Faults { get; }

    /// <summary>What is said of latency while the server runs.</summary>
    public LatencyControl Latency { get; } = new();

    public RouteTable Routes { get; } = RouteTable.Default;

    public IStateStore State { get; } = new MemoryStateStore();

    /// <summary>What makes a run repeatable.</summary>
    public ExchangeTurns Turns { get; }

    public ILogger RequestLog { get; }

    /// <summary>Says when Mimus itself cannot keep the pace.</summary>
    public LatenessLog Lateness { get; }

    /// <summary>The clock of everything that a client can notice.</summary>
    public MimusClock Clock { get; }

    public TimeProvider Time => Clock;

    /// <summary>Counts an exchange; the first is 1.</summary>
    public long NextExchange() => Interlocked.Increment(ref _exchangeCount);
}
