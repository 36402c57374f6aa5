using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;

namespace Mimus.Cli.Tests.Load;

/// <summary>
/// What the program, with all its defaults, takes of a processor beside a bare Kestrel program that writes the same bytes, in the same run: processor time and no time of day, so that
/// a busy machine makes both larger. A guard against becoming several times slower; <c>bench/run</c> measures.
/// </summary>
public class CeilingTests
{
    // 2.1 as bench/run measures it; 4 to 5 here, where much is still being compiled.
    private const double MostTimesTheCeiling = 10;
    private const int WarmUp = 3_000;
    private const int Measured = 2_000;
    private const int Rounds = 3;
    private const int Connections = 4;

    [Fact]
    public async Task Whole_ManyRequests_CostAFewTimesTheCeilingAtMost()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs the processor time of another process in steps of ten milliseconds");
        var folder = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", ".."));
        using var ceiling = await Server.StartAsync("dotnet", Path.Combine(folder, "Mimus.Ceiling", "release", "ceiling.dll"));
        using var mimus = await Server.StartAsync(Path.Combine(AppContext.BaseDirectory, "mimus"), "start", "--port", "0");
        await ceiling.AskAsync(WarmUp);
        await mimus.AskAsync(WarmUp);
        var (least, most) = (TimeSpan.Zero, TimeSpan.Zero);
        for (var round = 0; round < Rounds; round++)
        {
            least += await ceiling.AskAsync(Measured);
            most += await mimus.AskAsync(Measured);
        }

        var ratio = most / least;
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ratio:0.00} times the ceiling"));
        Assert.True(ratio < MostTimesTheCeiling, string.Create(CultureInfo.InvariantCulture, $"A whole answer costs {ratio:0.0} times what the ceiling costs."));
    }

    private sealed class Server : IDisposable
    {
        private static readonly byte[] s_question = "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello!\"}]}"u8.ToArray();

        private readonly HttpClient _client = new();
        private readonly Process _process;
        private readonly Uri _address;

        private Server(Process process, string url)
        {
            _process = process;
            _address = new Uri(url + "/v1/chat/completions");
        }

        public static async Task<Server> StartAsync(string program, params string[] arguments)
        {
            var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, WorkingDirectory = AppContext.BaseDirectory };
            var process = Process.Start(start)!;
            while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            {
                if (line.IndexOf("http://", StringComparison.Ordinal) is >= 0 and var url)
                {
                    _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                    return new Server(process, line[url..].Split(' ')[0]);
                }
            }

            process.Dispose();
            throw new InvalidOperationException($"{program} did not start.");
        }

        /// <summary>Asks so many questions, and says what of a processor the answers took.</summary>
        public async Task<TimeSpan> AskAsync(int count)
        {
            _process.Refresh();
            var before = _process.TotalProcessorTime;
            await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => AskOneByOneAsync(count / Connections)));
            _process.Refresh();
            return _process.TotalProcessorTime - before;
        }

        public void Dispose()
        {
            _client.Dispose();
            _process.Kill();
            _process.WaitForExit();
            _process.Dispose();
        }

        private async Task AskOneByOneAsync(int count)
        {
            for (var number = 0; number < count; number++)
            {
                using var content = new ByteArrayContent(s_question) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
                using var response = await _client.PostAsync(_address, content, TestContext.Current.CancellationToken);
                response.EnsureSuccessStatusCode();
                await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            }
        }
    }
}
