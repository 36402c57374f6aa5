using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Mimus.Bench;

/// <summary>
/// Mixed traffic for minutes: whole, streamed, paced and faulty answers, clients that leave, bodies that are too large or no JSON. At the end nothing may
/// have gone wrong that was not asked for, and the server must hold what it held at the start.
/// </summary>
internal sealed class Soak : IDisposable
{
    private const int Workers = 32;
    private const int HistoryKept = 10_000;

    private readonly HttpClient _client = new(new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromSeconds(1), MaxConnectionsPerServer = 256 })
    {
        Timeout = TimeSpan.FromSeconds(30),
    };

    private readonly ServerProcess _server;
    private readonly string _origin;
    private readonly int[] _done = new int[Enum.GetValues<Traffic>().Length];
    private readonly List<string> _problems = [];
    private long _recorded;

    private Soak(ServerProcess server)
    {
        _server = server;
        _origin = new Uri(server.Url).GetLeftPart(UriPartial.Authority);
    }

    private enum Traffic
    {
        Whole,
        Streamed,
        Paced,
        AskedError,
        Leaving,
        Oversized,
        Malformed,
        Models,
    }

    /// <summary>Runs, prints what came of it, and gives the process's exit code.</summary>
    public static async Task<int> RunAsync(Target target, WorkFolder work, TimeSpan length)
    {
        using var server = ServerProcess.Start(target, 1, work.PathOf("whole.json"), isPinned: true);
        using var soak = new Soak(server);
        return await soak.RunAsync(length);
    }

    public void Dispose() => _client.Dispose();

    private async Task<int> RunAsync(TimeSpan length)
    {
        // The question that waited for the start has been recorded too.
        _recorded = 1;
        await WorkAsync(TimeSpan.FromSeconds(Math.Min(30, length.TotalSeconds / 4)));
        await Task.Delay(TimeSpan.FromSeconds(5));
        var (files, memory) = (_server.OpenFiles, new List<double>());
        var sampling = new CancellationTokenSource();
        var samples = SampleAsync(memory, sampling.Token);
        await WorkAsync(length);
        await sampling.CancelAsync();
        await samples;
        await Task.Delay(TimeSpan.FromSeconds(5));
        await CheckHistoryAsync();
        CheckFiles(files);
        CheckMemory(memory);
        Console.WriteLine($"requests: {string.Join(", ", Enum.GetValues<Traffic>().Select(kind => $"{kind} {_done[(int)kind]:N0}"))}");
        Console.WriteLine($"memory MB, every tenth of the time: {string.Join(' ', Tenths(memory).Select(value => value.ToString("0", CultureInfo.InvariantCulture)))}");
        Console.WriteLine($"open files: {files} before, {_server.OpenFiles} after");
        foreach (var problem in _problems.Take(20))
        {
            Console.WriteLine($"PROBLEM: {problem}");
        }

        Console.WriteLine(_problems.Count == 0 ? "soak: nothing went wrong" : $"soak: {_problems.Count} problems");
        return _problems.Count == 0 ? 0 : 1;
    }

    private Task WorkAsync(TimeSpan length)
    {
        var end = Stopwatch.GetTimestamp() + (long)(length.TotalSeconds * Stopwatch.Frequency);
        return Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(() => WorkAsync(new Random(worker), end))));
    }

    private async Task WorkAsync(Random random, long end)
    {
        while (Stopwatch.GetTimestamp() < end)
        {
            var kind = (Traffic)random.Next(_done.Length);
            if (kind == Traffic.Oversized && random.Next(50) != 0)
            {
                continue;
            }

            try
            {
                await DoAsync(kind, random);
                Interlocked.Increment(ref _done[(int)kind]);
            }
            catch (Exception exception)
            {
                Report($"{kind}: {exception.GetType().Name}: {exception.Message}");
            }
        }
    }

    private async Task DoAsync(Traffic kind, Random random)
    {
        switch (kind)
        {
            case Traffic.Whole:
                await ExpectAsync(random, Body("Hello!", false), HttpStatusCode.OK, text => text.EndsWith('}'));
                break;
            case Traffic.Streamed:
                await ExpectAsync(random, Body("long story", true), HttpStatusCode.OK, text => text.EndsWith("data: [DONE]\n\n", StringComparison.Ordinal));
                break;
            case Traffic.Paced:
                await ExpectAsync(random, Body("paced please", true), HttpStatusCode.OK, text => text.EndsWith("data: [DONE]\n\n", StringComparison.Ordinal));
                break;
            case Traffic.AskedError:
                await ExpectAsync(random, Body("raise error {\\\"code\\\": 503, \\\"message\\\": \\\"asked for\\\"}", false), HttpStatusCode.ServiceUnavailable, text => text.Contains("asked for", StringComparison.Ordinal));
                break;
            case Traffic.Leaving:
                await LeaveAsync();
                break;
            case Traffic.Oversized:
                await ExpectAsync(random, new byte[33 * 1024 * 1024], HttpStatusCode.RequestEntityTooLarge, _ => true);
                break;
            case Traffic.Malformed:
                await ExpectAsync(random, Encoding.UTF8.GetBytes("{\"model\":\"gpt-4o\",\"messages\":[{]"), HttpStatusCode.BadRequest, _ => true);
                break;
            default:
                using (var response = await _client.GetAsync(new Uri(_origin + "/v1/models")))
                {
                    Interlocked.Increment(ref _recorded);
                    if (response.StatusCode != HttpStatusCode.OK)
                    {
                        Report($"models: {(int)response.StatusCode}");
                    }
                }

                break;
        }
    }

    private async Task ExpectAsync(Random random, byte[] body, HttpStatusCode status, Func<string, bool> isRight)
    {
        using var request = Request(body, random.Next(2) == 0);
        using var response = await _client.SendAsync(request);
        Interlocked.Increment(ref _recorded);
        var text = await response.Content.ReadAsStringAsync();
        if (response.StatusCode != status || !isRight(text))
        {
            Report($"{(int)response.StatusCode} instead of {(int)status}: {text[..Math.Min(200, text.Length)]}");
        }
    }

    // Leaves in the middle of a stream that would go on for seconds.
    private async Task LeaveAsync()
    {
        using var request = Request(Body("slow please", true), false);
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Interlocked.Increment(ref _recorded);
        await using var stream = await response.Content.ReadAsStreamAsync();
        await stream.ReadAtLeastAsync(new byte[16], 1);
    }

    private HttpRequestMessage Request(byte[] body, bool hasExpectation)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_server.Url)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "soak");
        request.Headers.ExpectContinue = hasExpectation && body.Length > 1024 * 1024;
        return request;
    }

    private static byte[] Body(string text, bool isStreaming) =>
        Encoding.UTF8.GetBytes($$"""{"model":"gpt-4o","stream":{{(isStreaming ? "true" : "false")}},"messages":[{"role":"user","content":"{{text}}"}]}""");

    private async Task SampleAsync(List<double> memory, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            memory.Add(_server.Memory);
            await Task.Delay(1000, cancellation).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private async Task CheckHistoryAsync()
    {
        using var response = await _client.GetAsync(new Uri(_origin + "/history"));
        var dropped = long.Parse(response.Headers.GetValues("x-mimus-history-dropped").Single(), CultureInfo.InvariantCulture);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var kept = json.RootElement.GetProperty("requests").GetArrayLength();
        Console.WriteLine($"history: {kept:N0} kept, {dropped:N0} made room, {_recorded:N0} sent");
        if (kept + dropped != _recorded || (_recorded >= HistoryKept && kept < HistoryKept / 2))
        {
            Report($"the history has {kept} and dropped {dropped} of {_recorded} requests");
        }
    }

    private void CheckFiles(int before)
    {
        var after = _server.OpenFiles;
        if (after > before + 2)
        {
            Report($"{after} files are open; at the start there were {before}");
        }
    }

    private void CheckMemory(List<double> memory)
    {
        var tenths = Tenths(memory).ToList();
        if (tenths.Count >= 10 && tenths[^3..].Average() > (tenths[1..4].Average() * 1.15) + 10)
        {
            Report("the memory grows");
        }
    }

    private static IEnumerable<double> Tenths(List<double> values) =>
        values.Chunk(Math.Max(1, values.Count / 10)).Select(chunk => chunk.Average());

    private void Report(string problem)
    {
        lock (_problems)
        {
            _problems.Add(problem);
        }
    }
}
