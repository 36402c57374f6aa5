using Mimus.Cli.Tests.Support;

namespace Mimus.Cli.Tests.Watching;

/// <summary>Reloading on real files, over HTTP.</summary>
public class ReloadTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Files_Changing_AreServedAndCountersOfUnchangedRulesGoOn()
    {
        await using var run = new CommandRun().WithFile(
            "rules/a.json5",
            """
            [
              { when: "step", replies: ["one", "two", "three"] },
              { name: "limited", when: "once", reply: "first", times: 1 },
              { when: "template", replies: ["$t", "later"] },
            ]
            """
        ).WithFile("rules/t.json5", """{ templates: { t: "old" }, rules: [] }""");
        await run.StartAsync("start", "-p", "0", "-r", "rules", "-w", "-f", "nothing", "--log-level", "info");
        var conversation = new Conversation(run.Client);
        async Task<string> Ask(string message) => (await conversation.AskAsync(message)).Text;
        Assert.Equal(["one", "first", "nothing", "old"], [await Ask("step"), await Ask("once"), await Ask("once"), await Ask("template")]);

        // One rule is added in front, one is changed, and a template that one uses is changed; the sequence only moves.
        run.WithFile(
            "rules/a.json5",
            """
            [
              { when: "new", reply: "added" },

              { when: "step", replies: ["one", "two", "three"] },
              { name: "limited", when: "once", reply: "again", times: 1 },
              { when: "template", replies: ["$t", "later"] },
            ]
            """
        );
        run.WithFile("rules/t.json5", """{ templates: { t: "changed" }, rules: [] }""");
        await Seen(run, "Loaded again: 4 rules from 2 files.");
        while (await Ask("template") != "changed")
        {
            // The two files may have been loaded one after the other.
            await Seen(run, "Loaded again: 4 rules from 2 files.", times: 2);
        }

        Assert.Equal(["added", "two", "again", "nothing"], [await Ask("new"), await Ask("step"), await Ask("once"), await Ask("once")]);

        // A broken file is told of, and the rules stay.
        run.WithFile("rules/a.json5", "[{");
        await Seen(run, "Not loaded: 1 problem.");
        Assert.Equal("three", await Ask("step"));

        // An editor saves by renaming; a file is added in a new folder.
        run.WithFile("rules/a.json5.tmp", """[{ when: "renamed", reply: "yes" }]""");
        File.Move(Path.Combine(run.Folder, "rules/a.json5.tmp"), Path.Combine(run.Folder, "rules/a.json5"), overwrite: true);
        await Seen(run, "Loaded again: 1 rule from 2 files.");
        run.WithFile("rules/deep/b.yaml", "- when: deep\n  reply: found\n");
        await Seen(run, "Loaded again: 2 rules from 3 files.");
        Assert.Equal(["yes", "found"], [await Ask("renamed"), await Ask("deep")]);

        Directory.Delete(Path.Combine(run.Folder, "rules/deep"), recursive: true);
        await Seen(run, "Loaded again: 1 rule from 2 files.", times: 2);
        Assert.Equal("nothing", await Ask("deep"));
    }

    [Fact]
    public async Task HandlerFile_Changing_IsServed()
    {
        await using var run = new CommandRun().WithFile("h.mjs", "export default { match: () => true, respond: () => 'old' }");
        await run.StartAsync("start", "-p", "0", "-r", "h.mjs", "-w", "--log-level", "info");
        var conversation = new Conversation(run.Client);
        Assert.Contains("1 rule from 1 file (h.mjs)", run.Output.ToString(), StringComparison.Ordinal);
        Assert.Equal("old", (await conversation.AskAsync("x")).Text);

        run.WithFile("h.mjs", "export default { match: () => true, respond: () => 'new' }");
        await Seen(run, "Loaded again: 1 rule from 1 file.");

        Assert.Equal("new", (await conversation.AskAsync("x")).Text);
    }

    [Fact]
    public async Task Configuration_Changing_IsServed()
    {
        await using var run = new CommandRun().WithFile("config.yaml", "port: 0\nwatch: true\nlog-level: info\nfallback: old");
        await run.StartAsync();
        var conversation = new Conversation(run.Client);
        Assert.Equal("old", (await conversation.AskAsync("x")).Text);

        run.WithFile("config.yaml", "port: 0\nwatch: true\nlog-level: info\nfallback: new");
        await Seen(run, "Loaded again: 0 rules from 0 files.");

        Assert.Equal("new", (await conversation.AskAsync("x")).Text);
    }

    private static Task Seen(CommandRun run, string text, int times = 1) =>
        run.Error.Seen(text, times).WaitAsync(s_patience, TestContext.Current.CancellationToken);
}
