using Mimus.Core.Faults;

namespace Mimus.Core.Configuration;

/// <summary>Sets of faults with a name, for what happens often.</summary>
internal static class FaultPresets
{
    private static readonly Dictionary<string, IReadOnlyList<Fault>> s_presets = new(StringComparer.OrdinalIgnoreCase)
    {
        ["flaky"] =
        [
            At(0.05, new Fault(FaultKind.Error) { Status = 500 }),
            At(0.05, new Fault(FaultKind.Error) { Status = 503 }),
            At(0.05, new Fault(FaultKind.Cut) { AfterDeltas = 4, By = CutManner.Close }),
            At(0.03, new Fault(FaultKind.Hang) { For = TimeSpan.FromSeconds(3) }),
        ],
        ["rate-limited"] = [At(0.3, new Fault(FaultKind.RateLimit) { RetryAfter = TimeSpan.FromSeconds(1) })],
        ["overloaded-anthropic"] =
        [
            new Fault(FaultKind.Overloaded) { When = new FaultChoice { BurstEvery = TimeSpan.FromSeconds(60), BurstFor = TimeSpan.FromSeconds(15) } },
            At(0.05, new Fault(FaultKind.Overloaded)),
        ],
        ["slow-first-token"] = [At(0.5, new Fault(FaultKind.Stall) { AfterDeltas = 0, For = TimeSpan.FromSeconds(8) })],
        ["mid-stream-death"] = [At(0.3, new Fault(FaultKind.Cut) { AfterDeltas = 6, By = CutManner.Reset })],
        ["gateway"] =
        [
            At(0.1, new Fault(FaultKind.Html) { Status = 502 }),
            At(0.05, new Fault(FaultKind.Html) { Status = 504 }),
            At(0.05, new Fault(FaultKind.Close)),
            At(0.03, new Fault(FaultKind.Empty)),
        ],
        ["chaos"] =
        [
            At(0.04, new Fault(FaultKind.Error) { Status = 500 }),
            At(0.04, new Fault(FaultKind.RateLimit)),
            At(0.04, new Fault(FaultKind.Overloaded)),
            At(0.03, new Fault(FaultKind.Html) { Status = 502 }),
            At(0.03, new Fault(FaultKind.Reset)),
            At(0.03, new Fault(FaultKind.Close)),
            At(0.03, new Fault(FaultKind.Hang) { For = TimeSpan.FromSeconds(5) }),
            At(0.03, new Fault(FaultKind.TruncatedJson)),
            At(0.04, new Fault(FaultKind.Cut) { AfterDeltas = 3 }),
            At(0.03, new Fault(FaultKind.Stall) { AfterDeltas = 3, For = TimeSpan.FromSeconds(5) }),
            At(0.03, new Fault(FaultKind.ErrorEvent) { AfterDeltas = 3 }),
            At(0.03, new Fault(FaultKind.NoTerminator)),
            At(0.03, new Fault(FaultKind.EmptyAnswer)),
            At(0.03, new Fault(FaultKind.LengthLimit)),
            At(0.03, new Fault(FaultKind.InvalidArguments)),
        ],
    };

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names => s_presets.Keys;

    /// <summary>The faults of a preset; null where there is none of that name.</summary>
    public static IReadOnlyList<Fault>? Find(string name) => s_presets.GetValueOrDefault(name);

    private static Fault At(double rate, Fault fault) => fault with { When = new FaultChoice { Rate = rate } };
}
