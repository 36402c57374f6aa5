using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

namespace Mimus.Bench;

/// <summary>
/// How late the pieces of paced streams come: streams of 100 deltas at 20 ms, one after the other on so many connections, spread evenly over a stream's
/// length, server and client on a core each.
/// </summary>
internal static class Paced
{
    private const string Begin = "<!-- paced:begin -->";
    private const string End = "<!-- paced:end -->";
    private const int Deltas = WorkFolder.PacedPieces;
    private const double Interval = WorkFolder.PacedInterval;

    // Several times over, so that the ends of connections too are compiled when it counts.
    private const int WarmUps = 4;
    // A machine that shares its cores with others is not there for moments: what was measured then says nothing of the server.
    private const int MostAttempts = 4;
    private const double Bearable = 0.01;
    private const int MostToWarmUp = 200;

    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_length = TimeSpan.FromSeconds(10);

    /// <summary>Measures, prints, and writes the table where that is asked.</summary>
    public static int Run(IReadOnlyList<Target> targets, WorkFolder work, BenchOptions options)
    {
        if (OperatingSystem.IsLinux())
        {
            // The second core is the client's.
            Process.GetCurrentProcess().ProcessorAffinity = 2;
        }

        var table = new StringBuilder(
            "| streams at once | server | p50 late | p99 late | latest | drift over a stream, median | p99 | streams that failed | server's core | client's core | taken by the host | memory a stream |\n"
                + "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n"
        );
        foreach (var (streams, target) in options.Streams.SelectMany(_ => targets, (streams, target) => (streams, target)))
        {
            var best = (Row: "", Stolen: double.PositiveInfinity);
            for (var attempt = 0; attempt < MostAttempts && best.Stolen > Bearable; attempt++)
            {
                var measured = Measure(target, work, streams);
                Console.WriteLine(measured.Row);
                best = measured.Stolen < best.Stolen ? measured : best;
            }

            table.Append(best.Row).Append('\n');
        }

        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"Measured on {DateTime.UtcNow:yyyy-MM-dd} with `bench/run --paced`: streams of {Deltas} deltas at {Interval} ms; lateness is the time from when a piece was due, "
                + $"counted from when the client sent its request, to when the client has it; drift is the last piece's lateness less the tenth's. "
                + $"Before each row the server has answered for {WarmUps * s_warmUp.TotalSeconds:0} seconds: while it compiles what is called often, on the one core that it has here, pieces come up to 50 ms late. "
                + $"Of up to {MostAttempts} measurements the one from which the host took least.\n\n{table}"
        );
        if (options.Writes)
        {
            var page = File.ReadAllText("docs/performance.md");
            var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal), page.IndexOf(End, StringComparison.Ordinal));
            File.WriteAllText("docs/performance.md", $"{page[..(begin + Begin.Length)]}\n{text}{page[end..]}");
        }

        return 0;
    }

    private static (string Row, double Stolen) Measure(Target target, WorkFolder work, int streams)
    {
        var paced = target with { Command = [.. target.Command, .. target.PacedBy!] };
        using var server = ServerProcess.Start(paced, 1, work.PathOf("whole.json"), isPinned: true);
        var address = new IPEndPoint(IPAddress.Loopback, new Uri(server.Url).Port);
        for (var round = 0; round < WarmUps; round++)
        {
            using var warmUp = new PacedClient(address, Request(), Deltas, Interval, Math.Min(streams, MostToWarmUp));
            warmUp.Run(s_warmUp);
        }

        var (memory, processor, own, began) = (server.Memory, server.Processor, Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        var stolen = Stolen();
        var peak = memory;
        using var sampler = new Timer(_ => peak = Math.Max(peak, server.Memory), null, 500, 500);
        using var client = new PacedClient(address, Request(), Deltas, Interval, streams);
        client.Run(s_length);
        var elapsed = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var (used, ownUsed) = (server.Processor - processor, Environment.CpuUsage.TotalTime - own);
        var share = (Stolen() - stolen).TotalSeconds / elapsed / Environment.ProcessorCount;
        client.Late.Sort();
        client.Drift.Sort();
        var row = string.Create(
            CultureInfo.InvariantCulture,
            $"| {streams:N0} | {target.Name} | {At(client.Late, 0.5):0.0} ms | {At(client.Late, 0.99):0.0} ms | {At(client.Late, 1):0.0} ms | {At(client.Drift, 0.5):0.0} ms | {At(client.Drift, 0.99):0.0} ms | {client.Failed} of {client.Streams + client.Failed:N0} | {used.TotalSeconds / elapsed:P0} | {ownUsed.TotalSeconds / elapsed:P0} | {share:P1} | {(streams > MostToWarmUp ? $"{(peak - memory) * 1024 / (streams - MostToWarmUp):0} KB" : "")} |"
        );
        return (row, share);
    }

    // What the machine's host gave to others, of all cores, in steps of ten milliseconds.
    private static TimeSpan Stolen()
    {
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return TimeSpan.FromMilliseconds(10 * long.Parse(fields[8], CultureInfo.InvariantCulture));
    }

    private static float At(List<float> sorted, double share) => sorted.Count == 0 ? float.NaN : sorted[(int)((sorted.Count - 1) * share)];

    private static byte[] Request()
    {
        var body = "{\"model\":\"gpt-4o\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"" + WorkFolder.PacedAnswer + "\"}]}";
        return Encoding.ASCII.GetBytes(
            $"POST /v1/chat/completions HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nAuthorization: Bearer bench\r\nX-Mimus-Latency: {Interval}ms\r\nContent-Length: {body.Length}\r\n\r\n{body}"
        );
    }
}
