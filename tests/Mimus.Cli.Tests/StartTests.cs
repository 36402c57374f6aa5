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

    [Fact]
    public async Task Start_WithRules_FlagsWinOverTheConfiguration()
    {
        await using var run = new CommandRun()
            .WithFile("config.yaml", "port: 0\nrules: none.json5\nfallback: from the file\nwatch: true\nstrict: true")
            .WithFile("a.json5", """{ fallback: "from the rules", templates: { sorry: "Sorry, {{message}}?" }, rules: [{ when: "a", reply: "from a" }] }""")
            .WithFile("b.yaml", "- when: b\n  reply: from b\n");
        await run.StartAsync("-r", "a.json5", "--rules", "b.yaml", "-f", "$sorry", "--watch", "false", "--strict=false");

        var conversation = new Conversation(run.Client);
        Assert.Equal("from a", (await conversation.AskAsync("A")).Text);
        Assert.Equal("from b", (await conversation.AskAsync("b")).Text);
        Assert.Equal("Sorry, c?", (await conversation.AskAsync("c")).Text);
        Assert.Contains("rules       2 rules from 2 files (a.json5, b.yaml)", run.Output.ToString(), StringComparison.Ordinal);
        Assert.Contains("unmatched   the fallback from --fallback", run.Output.ToString(), StringComparison.Ordinal);
        Assert.Contains("watch       off", run.Output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fallback: from the file", "from the file")]
    [InlineData("fallback: $sorry", "Sorry?")]
    [InlineData("fallback: { text: from an object }", "from an object")]
    [InlineData("debug: false", "from the rules")]
    public async Task Start_Fallback_OfTheConfigurationWinsOverTheRules(string line, string expected)
    {
        await using var run = new CommandRun()
            .WithFile("config.yaml", $"port: 0\nrules: a.json5\n{line}")
            .WithFile("a.json5", """{ fallback: "from the rules", templates: { sorry: "Sorry?" }, rules: [{ when: "a", reply: "$sorry" }] }""");
        await run.StartAsync();

        Assert.Equal(expected, (await new Conversation(run.Client).AskAsync("x")).Text);
        Assert.Equal("", run.Error.ToString());
    }

    [Theory]
    [InlineData("--strict", HttpStatusCode.NotFound, "warn  Mimus.Request: 1: No rule matched. Nearest: 'refunds' failed on message: wanted contains 'refund', got 'Hello!'. UnmatchedStrategy answered.")]
    [InlineData("--log-level=info", HttpStatusCode.OK, "info  Mimus.Request: 1: No rule matched. Nearest: 'refunds' failed on message: wanted contains 'refund', got 'Hello!'. MirrorStrategy answered.")]
    [InlineData("--log-level=warning", HttpStatusCode.OK, null)]
    public async Task Start_NoRuleMatches_NamesTheNearestInTheLog(string flag, HttpStatusCode status, string? expected)
    {
        await using var run = new CommandRun().WithFile("r.json5", """[{ name: "refunds", when: "refund", reply: "x" }]""");
        await run.StartAsync("-p", "0", "-r", "r.json5", flag);

        var answer = await run.Client.PostAsync("/v1/chat/completions", Json(Hello), Cancellation);
        run.Signal();
        await run.ExitAsync();

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(expected is null ? [] : [expected], run.Complaints.Select(line => line[(line.IndexOf(' ') + 1)..]).Where(line => line.Contains("No rule", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Start_Rules_ProblemsOfAllFilesAreShownAtOnce()
    {
        await using var run = new CommandRun()
            .WithFile("config.yaml", "prot: 1\nrules: [a.json5, rules]")
            .WithFile("a.json5", "[{ wen: 'x', reply: 'y' }]")
            .WithFile("rules/b.json5", "[{ when: 'x', reply: '$none' }]");

        Assert.Equal(2, await run.RunAsync("-p", "x", "-f", "{{oops}}"));
        Assert.Equal(
            ["config.yaml:1:1", "a.json5:1:4", "rules/b.json5:1:22", "--fallback", "--port"],
            run.Complaints.Select(line => line.Replace('\\', '/').Split(": ")[0])
        );
    }

    private static async Task<HttpResponseMessage> StreamAsync(CommandRun run)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = Json(HelloStreamed) };
        return await run.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
