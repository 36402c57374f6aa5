using System.Text.Json;
using Mimus.Cli.Tests.Support;

namespace Mimus.Cli.Tests.Commands;

public class ValidateTests
{
    private const string Broken = """
        [
          { wen: "a", reply: "b" },
          { when: "c", reply: "$none" },
        ]
        """;

    private const string Shadowed = """[{ when: "a", reply: "1" }, { when: "ab", reply: "2" }]""";

    [Fact]
    public async Task Validate_WithoutProblems_EndsWithZero()
    {
        await using var run = new CommandRun().WithFile("rules.yaml", "- when: a\n  reply: b\n");

        Assert.Equal(0, await run.RunAsync("validate", "rules.yaml"));
        Assert.Equal("fine: no problems in 1 file with 1 rule.", run.Output.ToString().TrimEnd());
    }

    [Fact]
    public async Task Validate_WithProblems_TellsAllOfAllFilesAndEndsWithOne()
    {
        await using var run = new CommandRun().WithFile("a.json5", Broken).WithFile("b.json5", "[{}]").WithFile("c.json5", "[");

        Assert.Equal(1, await run.RunAsync("validate", "a.json5", "b.json5", "c.json5", "none.json5"));
        var lines = run.Output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains(lines, line => line.StartsWith("error: a.json5:2:5: rules[0].wen: ", StringComparison.Ordinal) || line.StartsWith("error: a.json5:2:5: [0].wen: ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("error: a.json5:3:", StringComparison.Ordinal) && line.Contains("'$none' refers to a template that is not there", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("error: b.json5:1:2: ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("error: c.json5:1:", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("error: none.json5: 'none.json5' is not there ", StringComparison.Ordinal));
        Assert.Equal("", run.Error.ToString());
    }

    [Fact]
    public async Task Validate_WithWarningsOnly_EndsWithZero()
    {
        await using var run = new CommandRun().WithFile("rules.json5", Shadowed);

        Assert.Equal(0, await run.RunAsync("validate", "rules.json5"));
        Assert.StartsWith("warning: rules.json5:1:", run.Output.ToString(), StringComparison.Ordinal);
        Assert.Contains("1 warning in 1 file with 2 rules; they can be used.", run.Output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_AsJson_HasEveryField()
    {
        await using var run = new CommandRun().WithFile("rules.json5", Broken);

        Assert.Equal(1, await run.RunAsync("validate", "--json", "rules.json5", "none.json5"));
        using var json = JsonDocument.Parse(run.Output.ToString());
        var findings = json.RootElement.EnumerateArray().ToList();
        var typo = findings.Single(finding => finding.GetProperty("value").GetString() == "wen");
        Assert.Equal(
            ["severity", "file", "line", "column", "path", "value", "message", "suggestion"],
            typo.EnumerateObject().Select(property => property.Name)
        );
        Assert.Equal("error", typo.GetProperty("severity").GetString());
        Assert.Equal("rules.json5", typo.GetProperty("file").GetString());
        Assert.Equal((2, 5), (typo.GetProperty("line").GetInt32(), typo.GetProperty("column").GetInt32()));
        Assert.EndsWith("[0].wen", typo.GetProperty("path").GetString(), StringComparison.Ordinal);
        Assert.Equal("when", typo.GetProperty("suggestion").GetString());
        Assert.Contains("'wen' is not a known key", typo.GetProperty("message").GetString(), StringComparison.Ordinal);
        var missing = findings.Single(finding => finding.GetProperty("file").GetString() == "none.json5");
        Assert.Equal(JsonValueKind.Null, missing.GetProperty("line").ValueKind);
    }

    [Fact]
    public async Task Validate_AsJsonWithoutFindings_IsAnEmptyArray()
    {
        await using var run = new CommandRun().WithFile("rules.json5", "[]");

        Assert.Equal(0, await run.RunAsync("validate", "rules.json5", "--json"));
        Assert.Equal("[]", run.Output.ToString().Trim());
    }

    [Fact]
    public async Task Validate_Configuration_ChecksItsRulesToo()
    {
        await using var run = new CommandRun().WithFile("config.yaml", "prot: 1\nrules: [rules.json5, none.json5]").WithFile("rules.json5", Broken);

        Assert.Equal(1, await run.RunAsync("validate"));
        var text = run.Output.ToString();
        Assert.Contains("error: config.yaml:1:1: prot: ", text, StringComparison.Ordinal);
        Assert.Contains("error: config.yaml:2:22: rules[1]: 'none.json5' is not there ", text, StringComparison.Ordinal);
        Assert.Contains("error: rules.json5:2:5: ", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("config.json", "error: config.json: 'config.json' is not there ")]
    [InlineData("config.yaml", "error: config.yaml: The configuration 'config.yaml' is not UTF-8 text; save it as UTF-8.")]
    public async Task Validate_ConfigurationThatCannotBeRead_IsAFinding(string name, string expected)
    {
        await using var run = new CommandRun();
        await File.WriteAllBytesAsync(Path.Combine(run.Folder, "config.yaml"), [0xC3, 0x28], TestContext.Current.CancellationToken);

        Assert.Equal(1, await run.RunAsync("validate", name));
        Assert.StartsWith(expected, run.Output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_RuleFileNamedTwice_IsToldOfOnce()
    {
        await using var run = new CommandRun().WithFile("config.yaml", "rules: rules.json5").WithFile("rules.json5", Shadowed);

        Assert.Equal(0, await run.RunAsync("validate", "config.yaml", "rules.json5"));
        Assert.Contains("1 warning in 2 files with 2 rules; they can be used.", run.Output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_NothingToCheck_IsRefused()
    {
        await using var run = new CommandRun();

        Assert.Equal(2, await run.RunAsync("validate"));
        Assert.Equal(["There is no configuration in this folder; name the files to check, as in 'mimus validate rules.json5'."], run.Complaints);
    }
}
