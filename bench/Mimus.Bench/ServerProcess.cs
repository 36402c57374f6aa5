using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Mimus.Bench;

/// <summary>A server that was started for a measurement, and what the kernel counts of it.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly HttpClient s_client = new() { Timeout = TimeSpan.FromSeconds(2) };

    private readonly Process _process;

    private ServerProcess(Process process, string url, TimeSpan startedIn)
    {
        _process = process;
        Url = url;
        StartedIn = startedIn;
    }

    /// <summary>The address that questions go to.</summary>
    public string Url { get; }

    /// <summary>The time from exec to the first answer.</summary>
    public TimeSpan StartedIn { get; }

    /// <summary>The resident memory in megabytes.</summary>
    public double Memory => Field("status", "VmRSS:") / 1024.0;

    /// <summary>How many files and sockets it has open.</summary>
    public int OpenFiles => Directory.GetFiles($"/proc/{_process.Id}/fd").Length;

    /// <summary>The processor time used so far.</summary>
    public TimeSpan Processor
    {
        get
        {
            var fields = File.ReadAllText($"/proc/{_process.Id}/stat").Split(") ")[1].Split(' ');
            var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
            return TimeSpan.FromMilliseconds(ticks * 10);
        }
    }

    /// <summary>Starts a server and waits for its first answer to the question.</summary>
    public static ServerProcess Start(Target target, int rules, string question, bool isPinned)
    {
        var port = FreePort();
        var command = target.Command.Select(part =>
            part.Replace("{port}", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("{rules}", target.Rules.GetValueOrDefault(rules, ""), StringComparison.Ordinal)
        );
        string[] all = isPinned ? ["taskset", "-c", "0", .. command] : [.. command];
        var start = new ProcessStartInfo(all[0], all[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["NODE_ENV"] = "production";
        start.Environment["PORT"] = port.ToString(CultureInfo.InvariantCulture);
        start.Environment["HOST"] = "127.0.0.1";
        var began = Stopwatch.GetTimestamp();
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var url = $"http://127.0.0.1:{port}{target.Path}";
        var body = File.ReadAllBytes(question);
        while (!IsAnswered(url, body))
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(60))
            {
                process.Kill();
                throw new InvalidOperationException($"{target.Name} did not start: {string.Join(' ', all)}");
            }

            Thread.Sleep(1);
        }

        return new ServerProcess(process, url, Stopwatch.GetElapsedTime(began));
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private static bool IsAnswered(string url, byte[] body)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "bench");
            using var response = s_client.Send(request);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private long Field(string file, string name)
    {
        var line = File.ReadLines($"/proc/{_process.Id}/{file}").First(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture);
    }
}
