using Mimus.Cli.Tests.Support;

namespace Mimus.Cli.Tests.Commands;

public class ExplainTests
{
    private const string Rules = """
        {
          fallback: "Sorry?",
          rules: [
            { name: "greeting", when: "hello", reply: "Hi, {{message}}!" },
            { name: "long greeting", when: "hello you", reply: "Hi!" },
            { name: "claude", when: { message: "who", model: "/claude/", system: "pirate" }, reply: { text: "Arrr", reasoning: "A pirate." } },
            { name: "tool", when: { tool_name: "get_weather" }, reply: { tools: [{ name: "get_weather", args: { city: "Oslo" } }] } },
            { name: "steps", when: "step", replies: ["one", "two"], latency: 20, times: 5 },
            { name: "down", when: { message: "down", stream: true }, reply: { error: { status: 529, message: "Overloaded" } } },
          ],
        }
        """;

    [Fact]
    public async Task Explain_RuleMatches_ShowsItsAnswerAndWhyNoOther()
    {
        var lines = await ExplainAsync("hello you");

        Assert.Equal("The rule 'greeting' answers.", lines[0]);
        Assert.Equal("  text       Hi, hello you!", lines[1]);
        Assert.Equal("Why no other rule answers:", lines[2]);
        Assert.Equal("  long greeting  matches too, but comes later", lines[3]);
        Assert.Contains("  steps  message: wanted contains 'step', got 'hello you'", lines);
    }

    [Theory]
    [InlineData("who --model claude-x --system pirate", "The rule 'claude' answers.", "  reasoning  A pirate.")]
    [InlineData("what --tool get_weather", "The rule 'tool' answers.", "  tool call  get_weather {\"city\":\"Oslo\"}")]
    [InlineData("step", "The rule 'steps' answers.", "  sequence   the first of 2 replies; then the last is repeated")]
    [InlineData("step", "The rule 'steps' answers.", "  times      5; then the rule is used up")]
    [InlineData("step", "The rule 'steps' answers.", "  pace       word by word, 20 ms between chunks")]
    [InlineData("down --stream", "The rule 'down' answers.", "  error      529 Overloaded")]
    [InlineData("what", "No rule matches; the fallback answers.", "  text       Sorry?")]
    [InlineData("what -f No.", "No rule matches; the fallback answers.", "  text       No.")]
    [InlineData("who --format anthropic --system pirate", "The rule 'claude' answers.", "  text       Arrr")]
    public async Task Explain_Request_IsAnsweredAsByTheServer(string arguments, string headline, string line)
    {
        var lines = await ExplainAsync(arguments.Split(' '));

        Assert.Equal(headline, lines[0]);
        Assert.Contains(line, lines);
    }

    [Fact]
    public async Task Explain_NothingMatchesOnAStrictServer_IsAnError()
    {
        var lines = await ExplainAsync("who", "--strict", "--model", "claude-x");

        Assert.Equal("No rule matches; on a strict server that is an error.", lines[0]);
        Assert.Equal("  error      404 No rule matched. Nearest: 'claude' failed on system: wanted contains 'pirate', got nothing.", lines[1]);
        Assert.Equal("Why no rule answers:", lines[2]);
        Assert.Equal("  claude  system: wanted contains 'pirate', got nothing", lines[3]);
    }

    [Theory]
    [InlineData(false, 20)]
    [InlineData(true, 30)]
    public async Task Explain_ManyRules_AreLimitedUnlessAllAreAskedFor(bool all, int shown)
    {
        var rules = string.Concat(Enumerable.Range(1, 30).Select(number => $$"""{ when: "word{{number}}.", reply: "x" },"""));
        await using var run = new CommandRun().WithFile("many.json5", $"[{rules}]");

        Assert.Equal(0, await run.RunAsync(["explain", "-r", "many.json5", "nothing", .. all ? ["--all"] : Array.Empty<string>()]));
        Assert.Equal(shown, run.Output.ToString().Split("wanted contains").Length - 1);
        Assert.Equal(!all, run.Output.ToString().Contains("  … and 10 rules more; --all shows them.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("explain hello", "There are no rules to explain; name them with -r PATH, or behind 'rules' in the configuration.")]
    [InlineData("explain -r rules.json5", "'mimus explain' needs TEXT: What the user says. 'mimus explain --help' shows examples.")]
    [InlineData("explain -r rules.json5 hello you", "'you' is more than 'mimus explain' takes; put a text with spaces in quotes.")]
    [InlineData("explain -r rules.json5 hello --format opnai", "--format: 'opnai' is not a format; did you mean 'openai'? Write one of openai, responses, anthropic.")]
    public async Task Explain_ThatCannotBe_IsRefused(string arguments, string expected)
    {
        await using var run = new CommandRun().WithFile("rules.json5", Rules);

        Assert.Equal(2, await run.RunAsync(arguments.Split(' ')));
        Assert.Equal([expected], run.Complaints);
    }

    private static async Task<string[]> ExplainAsync(params string[] arguments)
    {
        await using var run = new CommandRun().WithFile("rules.json5", Rules);
        var code = await run.RunAsync(["explain", "-r", "rules.json5", .. arguments]);
        Assert.True(code == 0, run.Error.ToString());
        return run.Output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }
}
