using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
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
    private const int Deltas = 100;
    private const double Interval = 20;

    // The first piece is due at once and waits for no timer.
    private const int Settled = 10;

    private static readonly TimeSpan Length = TimeSpan.FromMilliseconds((Deltas - 1) * Interval);

    /// <summary>Measures, prints, and writes the table where that is asked.</summary>
    public static async Task<int> RunAsync(Target target, WorkFolder work, bool writes)
    {
        if (OperatingSystem.IsLinux())
        {
            // The second core is the client's.
            Process.GetCurrentProcess().ProcessorAffinity = 2;
        }

        var table = new StringBuilder("| streams at once | p50 late | p99 late | latest | drift over a stream, median | p99 | server's core | client's core | memory a stream |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
        foreach (var streams in (int[])[100, 500, 2_000])
        {
            table.Append(await MeasureAsync(target, work, streams).ConfigureAwait(false)).Append('\n');
            Console.WriteLine(table.ToString().Split('\n')[^2]);
        }

        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"Measured on {DateTime.UtcNow:yyyy-MM-dd} with `bench/run --paced`: streams of {Deltas} deltas at {Interval} ms; lateness is the time from when a piece was due, "
                + $"counted from when the client sent its request, to when the client has it; drift is the last piece's lateness less the tenth's.\n\n{table}"
        );
        Console.WriteLine(text);
        if (writes)
        {
            var page = File.ReadAllText("docs/performance.md");
            var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal), page.IndexOf(End, StringComparison.Ordinal));
            File.WriteAllText("docs/performance.md", $"{page[..(begin + Begin.Length)]}\n{text}{page[end..]}");
        }

        return 0;
    }

    private static async Task<string> MeasureAsync(Target target, WorkFolder work, int streams)
    {
        using var server = ServerProcess.Start(target, 1, work.PathOf("whole.json"), isPinned: true);
        var address = new IPEndPoint(IPAddress.Loopback, new Uri(server.Url).Port);
        await RunAsync(address, Math.Min(streams, 200), TimeSpan.FromSeconds(5), []).ConfigureAwait(false);
        var (memory, processor, own) = (server.Memory, server.Processor, Environment.CpuUsage.TotalTime);
        var samples = new List<Sample>();
        var began = Stopwatch.GetTimestamp();
        var peak = 0.0;
        var running = RunAsync(address, streams, TimeSpan.FromSeconds(10), samples);
        while (!running.IsCompleted)
        {
            peak = Math.Max(peak, server.Memory);
            await Task.WhenAny(running, Task.Delay(500)).ConfigureAwait(false);
        }

        await running.ConfigureAwait(false);
        var elapsed = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var late = samples.SelectMany(sample => sample.Late).Order().ToList();
        var drift = samples.Select(sample => sample.Late[^1] - sample.Late[Settled]).Order().ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {streams:N0} | {At(late, 0.5):0.0} ms | {At(late, 0.99):0.0} ms | {late[^1]:0.0} ms | {At(drift, 0.5):0.0} ms | {At(drift, 0.99):0.0} ms | {(server.Processor - processor).TotalSeconds / elapsed:P0} | {(Environment.CpuUsage.TotalTime - own).TotalSeconds / elapsed:P0} | {Math.Max(0, peak - memory) * 1024 / streams:0} KB |"
        );
    }

    private static double At(List<double> sorted, double share) => sorted[(int)((sorted.Count - 1) * share)];

    private static async Task RunAsync(IPEndPoint address, int streams, TimeSpan duration, List<Sample> samples)
    {
        var end = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var all = Enumerable.Range(0, streams).Select(number => ConnectionAsync(address, Length * ((double)number / streams), end, samples));
        await Task.WhenAll(all).ConfigureAwait(false);
    }

    private static async Task ConnectionAsync(IPEndPoint address, TimeSpan delay, long end, List<Sample> samples)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await Task.Delay(delay).ConfigureAwait(false);
        await socket.ConnectAsync(address).ConfigureAwait(false);
        var request = Request();
        var buffer = new byte[16 * 1024];
        while (Stopwatch.GetTimestamp() < end)
        {
            var sample = new Sample();
            await socket.SendAsync(request).ConfigureAwait(false);
            var start = Stopwatch.GetTimestamp();
            var (frames, isDone) = (0, false);
            while (!isDone)
            {
                var count = await socket.ReceiveAsync(buffer).ConfigureAwait(false);
                if (count == 0)
                {
                    throw new InvalidOperationException("The server closed a stream.");
                }

                var now = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                frames += Read(buffer.AsSpan(0, count), frames, now, sample, out isDone);
            }

            lock (samples)
            {
                samples.Add(sample);
            }
        }
    }

    // The first frame names the role and comes with the first piece; each frame behind it is a piece.
    private static int Read(ReadOnlySpan<byte> bytes, int before, double now, Sample sample, out bool isDone)
    {
        isDone = bytes.IndexOf("[DONE]"u8) >= 0;
        var frames = 0;
        while (bytes.IndexOf("\n\n"u8) is >= 0 and var frame)
        {
            var piece = before + frames - 1;
            if (piece is >= 0 and < Deltas)
            {
                sample.Late[piece] = now - (piece * Interval);
            }

            frames++;
            bytes = bytes[(frame + 2)..];
        }

        return frames;
    }

    private static byte[] Request()
    {
        var words = string.Join(' ', Enumerable.Range(0, Deltas).Select(number => $"w{number:000}"));
        var body = "{\"model\":\"gpt-4o\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"" + words + "\"}]}";
        return Encoding.ASCII.GetBytes(
            $"POST /v1/chat/completions HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nAuthorization: Bearer bench\r\nX-Mimus-Latency: {Interval}ms\r\nContent-Length: {body.Length}\r\n\r\n{body}"
        );
    }

    private sealed class Sample
    {
        public double[] Late { get; } = new double[Deltas];
    }
}
