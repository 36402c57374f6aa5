using Mimus.Cli.Tests.Support;

namespace Mimus.Cli.Tests.Commands;

public class HelpTests
{
    [Theory]
    [InlineData("--help", "  mimus start -r rules.json5 -w ")]
    [InlineData("start -h", "  mimus start -r rules.json5 -w ")]
    [InlineData("init --help", "  mimus init -d my-project ")]
    [InlineData("validate --help", "  mimus validate rules.json5 --json ")]
    [InlineData("explain --help", "  mimus explain -r rules.json5 'hello' ")]
    [InlineData("schema --help", "  mimus schema rules > rules.schema.json ")]
    public async Task Help_OfEachCommand_HasExamples(string arguments, string expected)
    {
        await using var run = new CommandRun();

        Assert.Equal(0, await run.RunAsync(arguments.Split(' ')));
        Assert.Contains("Examples:", run.Output.ToString(), StringComparison.Ordinal);
        Assert.Contains(expected, run.Output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mimus va", "validate")]
    [InlineData("mimus explain --format an", "anthropic")]
    [InlineData("mimus start --log-level w", "warning")]
    [InlineData("mimus start --st", "--strict")]
    public async Task Completion_OfALine_IsSuggested(string line, string expected)
    {
        await using var run = new CommandRun();

        Assert.Equal(0, await run.RunAsync($"[suggest:{line.Length}]", line));
        Assert.Contains(expected, run.Output.ToString().Split(Environment.NewLine));
    }

    [Theory]
    [InlineData(true, "\e[32mfine\e[0m: ")]
    [InlineData(false, "fine: ")]
    public async Task Colors_OnTerminalsOnly(bool isTerminal, string expected)
    {
        await using var run = new CommandRun { UsesColor = isTerminal }.WithFile("rules.json5", "[]");

        Assert.Equal(0, await run.RunAsync("validate", "rules.json5"));
        Assert.StartsWith(expected, run.Output.ToString(), StringComparison.Ordinal);
    }
}
