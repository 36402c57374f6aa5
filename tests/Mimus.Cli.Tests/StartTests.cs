using System.Net;
using System.Text;
using Mimus.Cli.Tests.Support;

namespace Mimus.Cli.Tests;

public class StartTests
{
    private const string Hello = """{"model":"gpt-4o","messages":[{"role":"user","content":"Hello!"}]}""";
    private const string HelloStreamed = """{"model":"gpt-4o","stream":true,"messages":[{"role":"user","content":"Hello you all"}]}""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("start", "--port", "0")]
    [InlineData("-p", "0")]
    [InlineData("-p0")]
    [InlineData("--port=0", "start")]
    public async Task Start_WithAFreePort_ServesUntilItIsTold(params string[] arguments)
    {
        await using var run = new CommandRun();
        await run.StartAsync(arguments);

        var answer = await run.Client.PostAsync("/v1/chat/completions", Json(Hello), Cancellation);
        run.Signal();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("Hello!", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal(0, await run.ExitAsync());
        Assert.Equal("", run.Error.ToString());
    }

    [Theory]
    [InlineData("localhost", "http://127.0.0.1:")]
    [InlineData("127.0.0.1", "http://127.0.0.1:")]
    [InlineData("0.0.0.0", "http://127.0.0.1:")]
    [InlineData("*", "http://localhost:")]
    [InlineData("::", "http://localhost:")]
    public async Task Start_OnAHost_ListensThere(string host, string url)
    {
        await using var run = new CommandRun();
        await run.StartAsync("-p", "0", "--host", host);

        Assert.StartsWith(url, run.Client.BaseAddress!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await run.Client.GetAsync("/health", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Start_Banner_SaysWhatIsLoaded()
    {
        await using var run = new CommandRun().WithFile(
            "config.yaml",
            """
            port: 0
            api-key: very-secret
            models: [gpt-4o, own]
            strategies: [CustomAnswersStrategy, MirrorStrategy]
            customReplies:
              - question: How are you?
                answer: Fine.
            latency: 20
            chunk-size: 5
            """
        );
        await run.StartAsync();

        var banner = run.Output.ToString();
        Assert.Contains("config      config.yaml", banner, StringComparison.Ordinal);
        Assert.Contains("models      2 models, others are refused", banner, StringComparison.Ordinal);
        Assert.Contains("strategies  CustomAnswersStrategy, MirrorStrategy", banner, StringComparison.Ordinal);
        Assert.Contains("replies     1 custom reply", banner, StringComparison.Ordinal);
        Assert.Contains("key         required", banner, StringComparison.Ordinal);
        Assert.Contains("streams     in chunks of 5 characters, 20 ms between chunks", banner, StringComparison.Ordinal);
        Assert.Contains("ANTHROPIC_BASE_URL=http://127.0.0.1:", banner, StringComparison.Ordinal);
        Assert.DoesNotContain("very-secret", banner, StringComparison.Ordinal);
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await run.Client.PostAsync("/v1/chat/completions", Json(Hello), Cancellation)).StatusCode
        );
    }

    [Fact]
    public async Task Start_Settings_FlagsWinOverEnvironmentOverFile()
    {
        await using var run = new CommandRun()
            .WithFile("config.json", """{"port": 99999999, "default_chunk_size": 3, "default_latency": 30, "log_level": "loud"}""")
            .WithVariable("MIMUS_PORT", "88888888")
            .WithVariable("LLMOCK_DEFAULT_LATENCY", "40")
            .WithVariable("MIMUS_LOG_LEVEL", "error");
        await run.StartAsync("-p", "0");

        Assert.Contains("in chunks of 3 characters, 40 ms between chunks", run.Output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OpenStream_GetsToItsEndAfterASignal()
    {
        await using var run = new CommandRun();
        await run.StartAsync("-p", "0", "--latency", "100");
        using var answer = await StreamAsync(run);

        run.Signal();
        var body = await answer.Content.ReadAsStringAsync(Cancellation);

        Assert.EndsWith("data: [DONE]\n\n", body, StringComparison.Ordinal);
        Assert.Equal(0, await run.ExitAsync());
    }

    [Fact]
    public async Task Start_OpenStream_IsCutByTheSecondSignal()
    {
        await using var run = new CommandRun().WithVariable("MIMUS_SHUTDOWN_GRACE", "86400");
        await run.StartAsync("-p", "0", "--latency", "60000");
        using var answer = await StreamAsync(run);

        run.Signal();
        await run.Output.Seen("Stopping").WaitAsync(Cancellation);
        run.Signal();

        Assert.Equal(0, await run.ExitAsync());
    }

    [Fact]
    public async Task Start_Debug_PrintsRequestsWhateverTheLogLevel()
    {
        await using var run = new CommandRun().WithVariable("MIMUS_DEBUG", "true");
        await run.StartAsync("-p", "0", "--log-level", "none");

        await run.Client.PostAsync("/v1/chat/completions", Json(Hello), Cancellation);

        Assert.Contains("debug Mimus.Request: POST /v1/chat/completions", run.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_Warnings_AreWrittenAndDoNotStopIt()
    {
        await using var run = new CommandRun().WithVariable("MIMUS_PROT", "1");
        await run.StartAsync("-p", "0");

        Assert.Equal(["warning: MIMUS_PROT: this variable sets nothing; did you mean 'MIMUS_PORT'?"], run.Complaints);
    }

    private static async Task<HttpResponseMessage> StreamAsync(CommandRun run)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = Json(HelloStreamed) };
        return await run.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
