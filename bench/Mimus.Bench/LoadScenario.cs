using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Mimus.Bench;

/// <summary>As many requests as the server answers on one core, asked by wrk from the other.</summary>
internal sealed record LoadScenario(string Name, string Title, string Question, int Connections, int Rules = 1) : Scenario(Name, Title)
{
    protected override Measurement Begin(Target target) => new(target, "req/s", IsBetterWhenHigher: true);

    // All servers stay up through all rounds: what is compiled in the first seconds is not measured again with each. Where there are many rules, the
    // same question to a server with one rule is measured beside them.
    protected override IReadOnlyList<Measurement> Measure(IReadOnlyList<Measurement> measurements, BenchOptions options, WorkFolder work)
    {
        var question = work.PathOf(Question);
        var few = Rules == 1 ? [] : measurements.Select(measurement => Begin(WithOneRule(measurement.Target))).ToList();
        measurements = [.. measurements, .. few];
        var servers = new Dictionary<Measurement, ServerProcess>(ReferenceEqualityComparer.Instance);
        try
        {
            foreach (var measurement in measurements)
            {
                servers.Add(measurement, ServerProcess.Start(measurement.Target, few.Contains(measurement) ? 1 : Rules, question, isPinned: true));
                Load(servers[measurement], question, 32, measurement.Target.WarmUpSeconds);
            }

            for (var round = 0; round < options.Rounds; round++)
            {
                foreach (var measurement in InTurn(measurements, round))
                {
                    Measure(measurement, servers[measurement], question, options.Seconds);
                }
            }

            return measurements;
        }
        finally
        {
            foreach (var server in servers.Values)
            {
                server.Dispose();
            }
        }
    }

    private static Target WithOneRule(Target target) =>
        target with { Name = $"{target.Name}, one rule", ComparedWith = $"{target.ComparedWith}, one rule" };

    private void Measure(Measurement measurement, ServerProcess server, string question, int seconds)
    {
        var before = server.Processor;
        var result = Load(server, question, Connections, seconds);
        var used = server.Processor - before;
        measurement.Values.Add(result.Requests / result.Seconds);
        measurement.P50.Add(result.P50);
        measurement.P99.Add(result.P99);
        measurement.Microseconds.Add(used.TotalMicroseconds / Math.Max(1, result.Requests));
        measurement.Memory.Add(server.Memory);
        measurement.Failed += result.Failed;
    }

    private static (double Requests, double Seconds, double P50, double P99, long Failed) Load(
        ServerProcess server,
        string question,
        int connections,
        int seconds
    )
    {
        string[] arguments =
        [
            "-c", "1", "wrk", "-t1", $"-c{connections}", $"-d{seconds}", "--timeout", "10s", "-s", "bench/ask.lua", server.Url,
        ];
        var start = new ProcessStartInfo("taskset", arguments) { RedirectStandardOutput = true };
        start.Environment["BENCH_BODY"] = question;
        using var wrk = Process.Start(start)!;
        var output = wrk.StandardOutput.ReadToEnd();
        wrk.WaitForExit();
        var line = output.Split('\n').LastOrDefault(line => line.StartsWith('{')) ?? throw new InvalidOperationException($"wrk said: {output}");
        using var json = JsonDocument.Parse(line);
        return (Value("requests"), Value("seconds"), Value("p50"), Value("p99"), (long)Value("failed"));

        double Value(string name) => double.Parse(json.RootElement.GetProperty(name).GetRawText(), CultureInfo.InvariantCulture);
    }
}
