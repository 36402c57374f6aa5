using Mimus.Core.Configuration.Schemas;

namespace Mimus.Core.Configuration;

/// <summary>The keys of a latency, the same in files, headers and requests to a running server.</summary>
internal static class LatencyKeys
{
    public static ConfigurationKey TimeToFirstToken { get; } =
        new("ttft", "time-to-first-token") { Shape = ValueShape.Duration, Summary = "The milliseconds before the first token" };

    public static ConfigurationKey TokensPerSecond { get; } =
        new("tps", "tokens-per-second") { Shape = ValueShape.Number(0), Summary = "How many tokens are made a second" };

    public static ConfigurationKey PerToken { get; } =
        new("ms-per-token", "per-token", "tpot") { Shape = ValueShape.Duration, Summary = "The milliseconds that a token takes; another way to say tps" };

    public static ConfigurationKey Interval { get; } =
        new("interval", "latency") { Shape = ValueShape.Duration, Summary = "The milliseconds between two pieces of a stream, whatever their size" };

    public static ConfigurationKey Spread { get; } =
        new("spread") { Shape = ValueShape.Choice(LatencySettings.Spreads), Summary = "How waits scatter around what is said" };

    public static ConfigurationKey Deviation { get; } =
        new("deviation", "jitter") { Shape = ValueShape.Number(0), Summary = "How far they scatter, as a share of the wait, 0 to 1; 0.25 by default" };

    public static ConfigurationKey Prefill { get; } =
        new("prefill") { Shape = ValueShape.Duration, Summary = "The milliseconds that each token of the prompt adds to the first wait" };

    public static ConfigurationKey CachedPrefill { get; } =
        new("cached-prefill") { Shape = ValueShape.Duration, Summary = "What a token adds that the prompt cache holds; a tenth of prefill by default" };

    public static ConfigurationKey Load { get; } =
        new("load", "load-factor") { Shape = ValueShape.Number(0), Summary = "How much slower all get with each further answer at the same time" };

    public static ConfigurationKey BatchMaximum { get; } =
        new("max", "maximum", "max-batch") { Shape = ValueShape.Whole(1, int.MaxValue), Summary = "How many answers are made at once" };

    public static ConfigurationKey BatchKnee { get; } =
        new("knee") { Shape = ValueShape.Whole(1, int.MaxValue), Summary = "Up to how many nobody is slowed down; the maximum by default" };

    public static ConfigurationKey BatchQueue { get; } =
        new("queue") { Shape = ValueShape.Whole(0, int.MaxValue), Summary = "How many more may wait; others are turned away. 100 by default" };

    /// <summary>The keys of a batch.</summary>
    public static IReadOnlyList<ConfigurationKey> BatchParts { get; } = [BatchMaximum, BatchKnee, BatchQueue];

    public static ConfigurationKey Batch { get; } =
        new("batch")
        {
            Shape = ValueShape.Either(ValueShape.Whole(1, int.MaxValue), ValueShape.MappingOf(BatchParts, BatchMaximum)),
            Summary = "How many answers are made at once, and what becomes of the others",
        };

    public static ConfigurationKey Speed { get; } =
        new("speed") { Shape = ValueShape.Either(ValueShape.Number(0), ValueShape.Choice("max")), Summary = "How many times faster all is played; max waits for nothing" };

    public static ConfigurationKey Profile { get; } =
        new("profile") { Shape = ValueShape.Text, Summary = "The profile below all this: gpt-4o, claude-sonnet, local-8b-cpu, …" };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ConfigurationKey> All { get; } =
    [
        TimeToFirstToken, TokensPerSecond, PerToken, Interval, Spread, Deviation, Prefill, CachedPrefill, Load, Batch, Speed, Profile,
    ];

    /// <summary>What a latency looks like: milliseconds between pieces, a profile's name, off, or a mapping.</summary>
    public static ValueShape Shape { get; } = ValueShape.Named("latency");
}
