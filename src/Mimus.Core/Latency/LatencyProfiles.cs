using Mimus.Core.Model;

namespace Mimus.Core.Latency;

/// <summary>Profiles by name: those that Mimus has, and the user's own, which go before them.</summary>
internal sealed class LatencyProfiles
{
    private readonly IReadOnlyList<LatencyProfile> _own;

    private LatencyProfiles(IReadOnlyList<LatencyProfile> own) => _own = own;

    /// <summary>Those that Mimus has.</summary>
    public static LatencyProfiles Shipped { get; } = new([]);

    /// <summary>All of them; the user's own first.</summary>
    public IEnumerable<LatencyProfile> All => _own.Concat(ShippedProfiles.All.Where(shipped => _own.All(own => own.Name != shipped.Name)));

    /// <summary>These too.</summary>
    public LatencyProfiles With(IReadOnlyList<LatencyProfile> own) => own.Count == 0 ? this : new LatencyProfiles(own);

    /// <summary>The profile of a name, in any case; null where there is none.</summary>
    public LatencyProfile? Find(string name) => All.FirstOrDefault(profile => profile.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>The profiles that Mimus has: the one place for their numbers.</summary>
internal static class ShippedProfiles
{
    private const string Estimated = "an estimate; no public measurement was found";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<LatencyProfile> All { get; } =
    [
        new("gpt-4o", Hosted(firstMilliseconds: 390, tokensPerSecond: 81))
        {
            Source = "artificialanalysis.ai, GPT-4o (May 2024) at OpenAI, page without a date: 0.39 s to the first token, 81 tokens/s; prefill and spread estimated",
            Date = "2026-11",
        },
        new("gpt-4o-mini", Hosted(firstMilliseconds: 400, tokensPerSecond: 100)) { Source = Estimated, Date = "2026-11", IsEstimate = true },
        new("gpt-5", Hosted(firstMilliseconds: 900, tokensPerSecond: 90)) { Source = Estimated, Date = "2026-11", IsEstimate = true },
        new("o-series-reasoning", Hosted(firstMilliseconds: 12_000, tokensPerSecond: 100) with { Deviation = 0.6 })
        {
            Source = Estimated + "; the long first wait stands for reasoning that is not shown",
            Date = "2026-11",
            IsEstimate = true,
        },
        new("claude-sonnet", Hosted(firstMilliseconds: 1_800, tokensPerSecond: 63))
        {
            Source = "Artificial Analysis as quoted by lattice.uptownhr.com, Sonnet 4.5: 1.80 s to the first token, 63 tokens/s; prefill and spread estimated",
            Date = "2025-11",
        },
        new("claude-opus", Hosted(firstMilliseconds: 2_670, tokensPerSecond: 45))
        {
            Source = "Artificial Analysis as quoted by lattice.uptownhr.com, Opus 4.1: 2.67 s to the first token, 45 tokens/s; prefill and spread estimated",
            Date = "2025-11",
        },
        new("claude-haiku", Hosted(firstMilliseconds: 700, tokensPerSecond: 120)) { Source = Estimated, Date = "2026-11", IsEstimate = true },
        new("gemini-flash", Hosted(firstMilliseconds: 450, tokensPerSecond: 180)) { Source = Estimated, Date = "2026-11", IsEstimate = true },
        new("local-8b-cpu", Local(prefillPerSecond: 65, tokensPerSecond: 4.8, new BatchLimits(1, 1, 64)))
        {
            Source = "blog.victorbona.dev, llama.cpp, 7B Q4_K_M, two threads of a Xeon 8375C: 65 tokens/s read, 4.8 tokens/s written; one request at a time",
            Date = "2025-06",
        },
        new("local-8b-gpu", Local(prefillPerSecond: 3_000, tokensPerSecond: 80, new BatchLimits(4, 2, 64)))
        {
            Source = Estimated,
            Date = "2026-11",
            IsEstimate = true,
        },
        new("vllm-h100-70b", Local(prefillPerSecond: 6_000, tokensPerSecond: 35, new BatchLimits(64, 13, 256)))
        {
            Source = "morphllm.com, Llama 3.1 70B FP8 on one H100: 460 tokens/s in all at 64 at once; the speed of one stream and of prefill estimated",
            Date = "2026-04",
        },
    ];

    // A hosted model: what is measured as time to first token is mostly its queue and the network; long prompts add to it.
    private static Delivery Hosted(double firstMilliseconds, double tokensPerSecond) =>
        new()
        {
            TimeToFirstToken = TimeSpan.FromMilliseconds(firstMilliseconds),
            TokensPerSecond = tokensPerSecond,
            Prefill = TimeSpan.FromMicroseconds(50),
            Spread = LatencySpread.LogNormal,
            Deviation = 0.3,
        };

    // A machine of one's own: reading the prompt is what the first token waits for, and whoever comes too many waits in a queue.
    private static Delivery Local(double prefillPerSecond, double tokensPerSecond, BatchLimits batch) =>
        new()
        {
            TimeToFirstToken = TimeSpan.FromMilliseconds(20),
            TokensPerSecond = tokensPerSecond,
            Prefill = TimeSpan.FromSeconds(1 / prefillPerSecond),
            CachedPrefill = TimeSpan.Zero,
            Spread = LatencySpread.Normal,
            Deviation = 0.1,
            Batch = batch,
        };
}
