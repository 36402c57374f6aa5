using System.Globalization;

namespace Mimus.Bench;

/// <summary>What one server did in one scenario, over all rounds.</summary>
/// <param name="Target">The server.</param>
/// <param name="Unit">What the values are: req/s, ms, MB.</param>
/// <param name="IsBetterWhenHigher">Whether a higher value is better.</param>
internal sealed record Measurement(Target Target, string Unit, bool IsBetterWhenHigher)
{
    public List<double> Values { get; } = [];

    public List<double> P50 { get; } = [];

    public List<double> P99 { get; } = [];

    public List<double> Microseconds { get; } = [];

    public List<double> Memory { get; } = [];

    public long Failed { get; set; }

    public double Median => MedianOf(Values);

    public static double MedianOf(IReadOnlyList<double> values)
    {
        if (values.Count == 0)
        {
            return double.NaN;
        }

        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Target.Name,-16} {Median,10:N0} {Unit} [{Values.Min():N0}-{Values.Max():N0}]{Latency}{Processor}{(Memory.Count > 0 ? $" {Memory.Max():N0} MB" : "")}{(Failed > 0 ? $" {Failed} FAILED" : "")}"
        );

    private string Latency => P50.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" p50 {MedianOf(P50):0.00} ms p99 {MedianOf(P99):0.0} ms");

    private string Processor => Microseconds.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" {MedianOf(Microseconds):0.0} us");
}
