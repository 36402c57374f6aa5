using Mimus.Core.Model;

namespace Mimus.Core.Latency;

/// <summary>How fast a known model, or a known machine, answers.</summary>
/// <param name="Name">The name that configurations use.</param>
/// <param name="Delivery">The numbers: a layer below what else is said of latency.</param>
internal sealed record LatencyProfile(string Name, Delivery Delivery)
{
    /// <summary>Where the numbers come from, in a few words; null for one of the user's own.</summary>
    public string? Source { get; init; }

    /// <summary>Of when they are, as year and month.</summary>
    public string? Date { get; init; }

    /// <summary>True where no public measurement stands behind them.</summary>
    public bool IsEstimate { get; init; }
}
