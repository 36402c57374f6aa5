using System.Globalization;
using System.Text;

namespace Mimus.Bench;

/// <summary>Writes what was measured as tables.</summary>
internal sealed class Report(BenchOptions options, IReadOnlyList<Target> targets)
{
    private const string Begin = "<!-- bench:begin -->";
    private const string End = "<!-- bench:end -->";

    private readonly List<(Scenario Scenario, Measurement Measurement)> _rows = [];

    public void Add(Scenario scenario, Measurement measurement) => _rows.Add((scenario, measurement));

    public string ToMarkdown()
    {
        var text = new StringBuilder();
        Line(text, $"Measured on {DateTime.UtcNow:yyyy-MM-dd} with `{string.Join(' ', ["bench/run", .. options.Chosen])}`, {options.Rounds} round{(options.Rounds == 1 ? "" : "s")} of {options.Seconds} s in alternating order, on {Machine()}.");
        Line(text, $"Server on core 0, wrk on core 1; medians, with the lowest and highest round in brackets; µs is the server's processor time a request. Before the rounds the servers on the .NET runtime answered for 20 seconds and the others for 5: so long their compilers take on the one core that they have here.");
        Line(text, $"Servers, on .NET {Environment.Version}:");
        Line(text, $"");
        foreach (var target in targets)
        {
            Line(text, $"- {target.Name} ({target.Version}): `{string.Join(' ', target.Command)}`");
        }

        foreach (var group in _rows.GroupBy(row => row.Scenario))
        {
            Line(text, $"");
            Line(text, $"### {group.Key.Title}");
            Line(text, $"");
            Line(text, $"| server | {group.First().Measurement.Unit} | range | p50 ms | p99 ms | µs | memory MB | Mimus against it |");
            Line(text, $"| --- | --- | --- | --- | --- | --- | --- | --- |");
            foreach (var (_, row) in group)
            {
                var mimus = group.FirstOrDefault(other => other.Measurement.Target.Name == row.Target.ComparedWith).Measurement;
                var ratio = mimus is null ? double.NaN : row.IsBetterWhenHigher ? mimus.Median / row.Median : row.Median / mimus.Median;
                Line(
                    text,
                    $"| {row.Target.Name} | {row.Median:N0} | {row.Values.Min():N0}–{row.Values.Max():N0} | {Cell(row.P50, "0.00")} | {Cell(row.P99, "0.0")} | {Cell(row.Microseconds, "0.0")} | {(row.Memory.Count > 0 ? row.Memory.Max().ToString("N0", CultureInfo.InvariantCulture) : "")} | {ratio:0.00}×{(row.Failed > 0 ? $" ({row.Failed} failed)" : "")} |"
                );
            }
        }

        return text.ToString();
    }

    public void WriteInto(string path)
    {
        var page = File.ReadAllText(path);
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal), page.IndexOf(End, StringComparison.Ordinal));
        if (begin < 0 || end < begin)
        {
            throw new InvalidOperationException($"{path} has no {Begin} and {End}.");
        }

        File.WriteAllText(path, $"{page[..(begin + Begin.Length)]}\n{ToMarkdown()}{page[end..]}");
    }

    private static string Cell(List<double> values, string format) =>
        values.Count == 0 ? "" : Measurement.MedianOf(values).ToString(format, CultureInfo.InvariantCulture);

    private static string Machine()
    {
        var model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(": ")[1] ?? "an unknown processor";
        return $"{Environment.ProcessorCount} cores of {model}, Linux {File.ReadAllText("/proc/sys/kernel/osrelease").Trim()}";
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
