using Mimus.Cli.Tests.Support;

namespace Mimus.Cli.Tests.Commands;

public class InitTests
{
    [Fact]
    public async Task Init_InANewFolder_WritesFilesThatAreFine()
    {
        await using var run = new CommandRun();

        Assert.Equal(0, await run.RunAsync("init", "-d", "my-project"));
        Assert.Equal(
            ["config.json", "config.schema.json", "rules.json5", "rules.schema.json"],
            Directory.GetFiles(Path.Combine(run.Folder, "my-project")).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
        Assert.Equal(0, await run.RunAsync("validate", Path.Combine("my-project", "config.json")));
        Assert.Contains("fine: no problems in 2 files with 15 rules.", run.Output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_FileIsThere_IsRefusedAndNamesIt()
    {
        await using var run = new CommandRun().WithFile("rules.json5", "[]");

        Assert.Equal(2, await run.RunAsync("init"));
        Assert.Equal(["'rules.json5' is there already; nothing was written. --force writes over it, -d DIR writes elsewhere."], run.Complaints);
        Assert.Equal(["rules.json5"], Directory.GetFiles(run.Folder).Select(Path.GetFileName));
        Assert.Equal("[]", await File.ReadAllTextAsync(Path.Combine(run.Folder, "rules.json5"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Init_WithForce_WritesOverWhatIsThere()
    {
        await using var run = new CommandRun().WithFile("rules.json5", "[]");

        Assert.Equal(0, await run.RunAsync("init", "--force"));
        Assert.NotEqual("[]", await File.ReadAllTextAsync(Path.Combine(run.Folder, "rules.json5"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Init_FolderThatCannotBe_IsRefused()
    {
        await using var run = new CommandRun().WithFile("file", "");

        Assert.Equal(2, await run.RunAsync("init", "-d", "file"));
        Assert.StartsWith("The folder 'file' cannot be written to: ", Assert.Single(run.Complaints), StringComparison.Ordinal);
    }
}
