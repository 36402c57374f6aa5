using Mimus.Cli.Tests.Support;

namespace Mimus.Cli.Tests;

/// <summary>A new user's first steps: <c>init</c>, <c>start</c>, and every row of the table of demonstration rules, over HTTP.</summary>
public class DemonstrationTests
{
    private const string Fallback = "Sorry, I don't understand. Try: hi, weather, joke, step, or echo.";
    private const string Joke = "Why did the developer go broke? Because he used up all his cache.";
    private const string JokeReasoning = "User wants a programmer joke. Make it short and relatable.";
    private const string Weather = """get_weather {"location":"Beijing","unit":"celsius"}""";

    public static TheoryData<string, bool> Formats =>
        new() { { "openai", false }, { "openai", true }, { "responses", false }, { "responses", true }, { "anthropic", false }, { "anthropic", true } };

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Rules_OfInit_AnswerOnEveryFormat(string format, bool stream)
    {
        await using var run = await StartAsync("-l", "0");
        var conversation = new Conversation(run.Client);
        Task<Answer> Ask(string message, string? model = null) => conversation.AskAsync(message, format, stream, model);
        var sendsReasoning = format != "openai";

        foreach (var greeting in new[] { "hi", "hello", "Oh, HELLO you" })
        {
            var answer = await Ask(greeting);
            Assert.StartsWith("Hello!", answer.Text, StringComparison.Ordinal);
            Assert.Contains("Mimus", answer.Text, StringComparison.Ordinal);
            Assert.Contains("help you", answer.Text, StringComparison.Ordinal);
        }

        var chinese = await Ask("你好");
        Assert.StartsWith("你好", chinese.Text, StringComparison.Ordinal);
        Assert.Contains("Mimus", chinese.Text, StringComparison.Ordinal);
        Assert.Equal("Echo mode active. Any message starting with 'echo' triggers this.", (await Ask("echo test 456")).Text);
        Assert.Equal("Detected GPT-4 model request (object match by model field).", (await Ask("model check", "gpt-4")).Text);
        Assert.Equal(
            format == "openai" ? "This reply only appears on the OpenAI /v1/chat/completions route." : Fallback,
            (await Ask("openai only")).Text
        );

        var joke = await Ask("joke");
        Assert.Equal((Joke, sendsReasoning ? JokeReasoning : ""), (joke.Text, joke.Reasoning));

        var weather = await Ask("weather");
        Assert.Equal("Looking up the weather for you...", weather.Text);
        Assert.Equal([Weather], weather.Calls);

        var tools = await Ask("multi tool");
        Assert.Equal("I need to run several tools to answer this.", tools.Text);
        Assert.Equal(["""search_db {"query":"users"}""", """send_email {"to":"admin@example.com"}"""], tools.Calls);

        Assert.InRange((await Ask("long")).Text.Length, 400, 800);

        var unknown = await Ask("unknown");
        Assert.Equal("Sorry, I can't help with that right now.", unknown.Text);
        Assert.Equal(sendsReasoning ? "User asked something outside my scope." : "", unknown.Reasoning);
        Assert.Equal(Fallback, (await Ask("What is the capital of France?")).Text);
    }

    [Fact]
    public async Task Rules_OfInit_CountAcrossFormats()
    {
        await using var run = await StartAsync("-l", "0");
        var conversation = new Conversation(run.Client);

        Assert.Equal("Step 1/3 — Initializing...", (await conversation.AskAsync("step")).Text);
        Assert.Equal("Step 2/3 — Processing data...", (await conversation.AskAsync("step", "responses")).Text);
        Assert.Equal("Step 3/3 — Done!", (await conversation.AskAsync("step", "anthropic", stream: true)).Text);
        Assert.Equal("Step 3/3 — Done!", (await conversation.AskAsync("step")).Text);

        Assert.Equal("This rule triggers only ONCE — subsequent requests fall through.", (await conversation.AskAsync("once", "anthropic")).Text);
        Assert.Equal(Fallback, (await conversation.AskAsync("once")).Text);

        for (var time = 1; time <= 3; time++)
        {
            Assert.Equal("This rule triggers up to 3 times.", (await conversation.AskAsync("three times", time == 2 ? "responses" : "openai")).Text);
        }

        Assert.Equal(Fallback, (await conversation.AskAsync("three times")).Text);
    }

    [Fact]
    public async Task Rules_OfInit_SlowStepHasItsOwnPace()
    {
        await using var run = await StartAsync();
        var conversation = new Conversation(run.Client);

        Assert.Equal(new("Fast response (no delay).", 1), Summary(await conversation.AskAsync("slow step", stream: true)));
        Assert.Equal(new("Medium response (200ms delay, chunked).", 2), Summary(await conversation.AskAsync("slow step", "responses", stream: true)));
        Assert.Equal(new("Slow response (500ms delay, chunked).", 4), Summary(await conversation.AskAsync("slow step", "anthropic", stream: true)));

        static (string, int) Summary(Answer answer) => (answer.Text, answer.Pieces);
    }

    [Fact]
    public async Task Start_AfterInit_TellsWhatIsLoaded()
    {
        await using var run = await StartAsync();

        var banner = run.Output.ToString();
        Assert.Contains("config      config.json", banner, StringComparison.Ordinal);
        Assert.Contains("rules       15 rules from 1 file (rules.json5)", banner, StringComparison.Ordinal);
        Assert.Contains("unmatched   the fallback from config.json:8:15", banner, StringComparison.Ordinal);
        Assert.Contains("watch       on", banner, StringComparison.Ordinal);
        Assert.Contains("in chunks of 50 characters, 50 ms between chunks", banner, StringComparison.Ordinal);
        Assert.Equal("", run.Error.ToString());
    }

    private static async Task<CommandRun> StartAsync(params string[] flags)
    {
        var run = new CommandRun();
        Assert.Equal(0, await run.RunAsync("init"));
        await run.StartAsync(["start", "-p", "0", .. flags]);
        return run;
    }
}
