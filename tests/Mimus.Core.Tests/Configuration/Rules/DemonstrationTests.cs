using System.Collections.Frozen;
using Mimus.Core.Configuration.Rules.Demonstration;
using Mimus.Core.Model;
using Mimus.Core.Rules;
using Mimus.Core.Strategies;
using Mimus.Core.Tests.Rules;

namespace Mimus.Core.Tests.Configuration.Rules;

/// <summary>What the files of <c>init</c> answer, message by message.</summary>
public class DemonstrationTests
{
    private const string Fallback = "Sorry, I don't understand. Try: hi, weather, joke, step, or echo.";

    private readonly Ruled _server = Server();

    [Theory]
    [InlineData("hi", "Hello! I am Mimus")]
    [InlineData("Well, HELLO there", "Hello! I am Mimus")]
    [InlineData("你好", "你好！我是 Mimus")]
    public async Task Greeting_InTwoLanguages_IntroducesMimus(string message, string beginning)
    {
        var text = await _server.Text(message);

        Assert.StartsWith(beginning, text, StringComparison.Ordinal);
        Assert.EndsWith("?", text.Replace('？', '?'), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("echo test 456", "Echo mode active. Any message starting with 'echo' triggers this.")]
    [InlineData("ECHO x", "Echo mode active. Any message starting with 'echo' triggers this.")]
    [InlineData("an echo", Fallback)]
    [InlineData("long", null)]
    [InlineData("good day", Fallback)]
    public async Task Message_OfTheTable_IsAnswered(string message, string? expected)
    {
        var text = await _server.Text(message);

        Assert.True(expected is null ? text.Length is > 400 and < 650 : text == expected, text);
    }

    [Theory]
    [InlineData("gpt-4", "Detected GPT-4 model request (object match by model field).")]
    [InlineData("claude-sonnet-4-5", Fallback)]
    public async Task ModelCheck_DependsOnTheModel(string model, string expected) =>
        Assert.Equal(expected, await _server.Text(new MockRequest { Format = "openai", Operation = Operation.Generate, Model = model, Messages = [Some.User("model check")] }));

    [Theory]
    [InlineData("openai", "This reply only appears on the OpenAI /v1/chat/completions route.")]
    [InlineData("responses", Fallback)]
    [InlineData("anthropic", Fallback)]
    public async Task OpenAiOnly_DependsOnTheFormat(string format, string expected) =>
        Assert.Equal(expected, await _server.Text(new MockRequest { Format = format, Operation = Operation.Generate, Model = "m", Messages = [Some.User("openai only")] }));

    [Theory]
    [InlineData("joke", "reasoning: User wants a programmer joke. Make it short and relatable. | Why did the developer go broke? Because he used up all his cache.")]
    [InlineData("weather", "Looking up the weather for you... | get_weather({\"location\":\"Beijing\",\"unit\":\"celsius\"})")]
    [InlineData("multi tool", "I need to run several tools to answer this. | search_db({\"query\":\"users\"}) | send_email({\"to\":\"admin@example.com\"})")]
    [InlineData("unknown", "reasoning: User asked something outside my scope. | Sorry, I can't help with that right now.")]
    public async Task Structure_OfTheTable_IsAnswered(string message, string expected) => Assert.Equal(expected, await Parts(message));

    [Fact]
    public async Task SlowStep_Thrice_HasItsPaces()
    {
        var replies = new List<GeneratedReply>();
        for (var index = 0; index < 3; index++)
        {
            replies.Add(Assert.IsType<GeneratedReply>(await _server.Ask(Some.Request(Some.User("slow step")))));
        }

        Assert.Equal(
            [("Fast response (no delay).", 0, 0), ("Medium response (200ms delay, chunked).", 200, 20), ("Slow response (500ms delay, chunked).", 500, 10)],
            replies.Select(reply => (CompileRules.Show(reply.Parts), (int)reply.Delivery!.Interval!.Value.TotalMilliseconds, reply.Delivery.ChunkSize!.Value))
        );
        Assert.All(replies, reply => Assert.Null(reply.Delivery!.TimeToFirstToken));
    }

    [Theory]
    [InlineData("step", "Step 1/3 — Initializing...", "Step 2/3 — Processing data...", "Step 3/3 — Done!", "Step 3/3 — Done!")]
    [InlineData("once", "This rule triggers only ONCE — subsequent requests fall through.", Fallback, Fallback)]
    [InlineData("three times", "This rule triggers up to 3 times.", "This rule triggers up to 3 times.", "This rule triggers up to 3 times.", Fallback, Fallback)]
    public async Task Message_SaidAgainAndAgain_IsAnsweredInOrder(string message, params string[] expected)
    {
        foreach (var text in expected)
        {
            Assert.Equal(text, await _server.Text(message));
        }
    }

    [Fact]
    public void Files_AreWithoutProblemsAndWarnings()
    {
        var compiled = CompileRules.Json5(DemonstrationFiles.Rules);

        Assert.Empty(compiled.Problems);
        Assert.Empty(compiled.Warnings);
        Assert.Empty(Compile.Json5(DemonstrationFiles.Configuration).Problems);
    }

    [Fact]
    public void Configuration_HasTheSettingsOfTheTable()
    {
        var compiled = Compile.Json5(DemonstrationFiles.Configuration);

        Assert.Equal((8002, "127.0.0.1", "info"), (compiled.Host.Port, compiled.Host.Host, compiled.Host.LogLevel));
        Assert.Equal((TimeSpan.FromMilliseconds(50), 50), (compiled.Mock.Delivery.Interval!.Value, compiled.Mock.Delivery.ChunkSize));
        Assert.Contains("\"rules\": \"./rules.json5\"", DemonstrationFiles.Configuration, StringComparison.Ordinal);
        Assert.Contains("\"watch\": true", DemonstrationFiles.Configuration, StringComparison.Ordinal);
    }

    private async Task<string> Parts(string message) =>
        CompileRules.Show(Assert.IsType<GeneratedReply>(await _server.Ask(Some.Request(Some.User(message)))).Parts);

    private static Ruled Server()
    {
        var configured = Compile.Json5(DemonstrationFiles.Configuration).Mock;
        var fallback = configured.Strategies.OfType<FallbackStrategy>().Single();
        return new Ruled
        {
            Configuration = configured with
            {
                Rules = RuleBook.Of(CompileRules.Rules(DemonstrationFiles.Rules)),
                Strategies = StrategyCatalog.Create(StrategyCatalog.Names, FrozenDictionary<string, string>.Empty, fallback, hasRules: true),
            },
        };
    }
}
