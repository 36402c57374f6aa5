using Mimus.Cli.Loading;
using Mimus.Cli.Tests.Support;
using Mimus.Core.Configuration;
using Mimus.Core.Configuration.Documents;

namespace Mimus.Cli.Tests.Loading;

public class RuleFilesTests
{
    [Fact]
    public async Task Folder_IsReadDeeplyAndSortedByName()
    {
        await using var run = new CommandRun()
            .WithFile("rules/b.json", "[]")
            .WithFile("rules/a.yml", "[]")
            .WithFile("rules/B.yaml", "[]")
            .WithFile("rules/deep/er/c.json5", "[]")
            .WithFile("rules/README.md", "")
            .WithFile("rules/config.json", "{}")
            .WithFile("rules/rules.schema.json", "{}")
            .WithFile("rules/.hidden/d.json", "[]")
            .WithFile("rules/node_modules/e.json", "[]");

        var sources = Read(run, "rules");

        Assert.Equal(
            ["rules/B.yaml", "rules/a.yml", "rules/b.json", "rules/deep/er/c.json5"],
            sources.Files.Select(file => file.Name.Replace('\\', '/'))
        );
        Assert.Empty(sources.Problems);
        Assert.Empty(sources.Warnings);
    }

    [Fact]
    public async Task Paths_KeepTheirOrderAndEachFileIsReadOnce()
    {
        await using var run = new CommandRun().WithFile("b.json", "[]").WithFile("a.json", "[]");

        Assert.Equal(["b.json", "a.json"], Read(run, "b.json", "./a.json", "b.json", ".").Files.Select(file => file.Name));
    }

    [Theory]
    [InlineData("none.json", "none.json: 'none.json' is not there (looked in '{0}'); write the path of a rule file, or of a folder with rule files.")]
    [InlineData("a.js", "a.js: a handler file exports { match(req), respond(req) }, or a list of such, as its default; write 'export default { … }'.")]
    [InlineData("a.txt", "a.txt: 'a.txt' cannot be a rule file; write the name of a file that ends in .json5, .json, .yaml, .yml, .js or .mjs, or of a folder with such files.")]
    [InlineData("latin.json", "latin.json: 'latin.json' is not UTF-8 text; write it anew as UTF-8.")]
    [InlineData("folder", "folder/b.mjs: a handler file exports { match(req), respond(req) }, or a list of such, as its default; write 'export default { … }'.")]
    public async Task Path_ThatCannotBeRead_IsAProblem(string path, string expected)
    {
        await using var run = new CommandRun().WithFile("a.js", "").WithFile("a.txt", "").WithFile("folder/b.mjs", "");
        await File.WriteAllBytesAsync(Path.Combine(run.Folder, "latin.json"), [0x22, 0xE9, 0x22], TestContext.Current.CancellationToken);

        Assert.Equal([expected.Replace("{0}", run.Folder, StringComparison.Ordinal)], Read(run, path).Problems.Select(problem => problem.ToString().Replace('\\', '/')));
    }

    [Fact]
    public async Task HandlerFile_AmongRuleFiles_IsAskedInTheirOrder()
    {
        await using var run = new CommandRun()
            .WithFile("rules/a.json5", """[{when: "one", reply: "data a"}]""")
            .WithFile("rules/b.mjs", "export default { match: (req) => req.lastMessage.length < 6, respond: (req) => `code ${req.model}` }; export const fallback = 'nothing';")
            .WithFile("rules/c.json5", """[{when: "two", reply: "data c"}, {when: "seventeen", reply: "long c"}]""");
        await run.StartAsync("--rules", "rules", "--port", "0");

        var conversation = new Conversation(run.Client);

        Assert.Equal("data a", (await conversation.AskAsync("one")).Text);
        Assert.Equal("code gpt-4o", (await conversation.AskAsync("two", model: "gpt-4o")).Text);
        Assert.Equal("long c", (await conversation.AskAsync("seventeen")).Text);
        Assert.Equal("nothing", (await conversation.AskAsync("something else")).Text);
    }

    [Theory]
    [InlineData("() => { throw new Error('broken') }", "broken")]
    [InlineData("() => { while (true) {} }", "ran longer than")]
    public async Task HandlerFile_ThatFails_IsAClearErrorAndTheServerLives(string respond, string expected)
    {
        await using var run = new CommandRun().WithFile(
            "h.mjs",
            $"export default [{{ match: (req) => req.lastMessage === 'fail', respond: {respond} }}, {{ match: () => true, respond: () => 'fine' }}]"
        );
        await run.StartAsync("--rules", "h.mjs", "--port", "0");

        using var body = new StringContent("""{"model":"m","messages":[{"role":"user","content":"fail"}]}""", System.Text.Encoding.UTF8, "application/json");
        using var failed = await run.Client.PostAsync("/v1/chat/completions", body, TestContext.Current.CancellationToken);

        Assert.Equal(System.Net.HttpStatusCode.InternalServerError, failed.StatusCode);
        Assert.Equal("handler", failed.Headers.GetValues("x-mimus-error").Single());
        Assert.Contains(expected, await failed.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal("fine", (await new Conversation(run.Client).AskAsync("hello")).Text);
        Assert.Contains(run.Complaints, line => line.Contains("h.mjs", StringComparison.Ordinal) && line.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Folder_WithoutRuleFiles_IsWarnedOf()
    {
        await using var run = new CommandRun();
        Directory.CreateDirectory(Path.Combine(run.Folder, "rules"));

        var sources = Read(run, "rules");

        Assert.Empty(sources.Problems);
        Assert.Equal(
            ["rules: the folder 'rules' has no rule files in it; write files into it whose names end in .json5, .json, .yaml, .yml, .js or .mjs."],
            sources.Warnings.Select(warning => warning.ToString())
        );
    }

    [Fact]
    public async Task Path_OfAConfiguration_IsRelativeToItsFolder()
    {
        await using var run = new CommandRun().WithFile("sub/config.yaml", "rules: r.json5\nport: 0").WithFile("sub/r.json5", """[{when: "a", reply: "1"}]""");
        await run.StartAsync("--config", "sub/config.yaml");

        Assert.Contains("rules       1 rule from 1 file (sub/r.json5)", run.Output.ToString().Replace('\\', '/'), StringComparison.Ordinal);
    }

    private static RuleSources Read(CommandRun run, params string[] paths) =>
        RuleFiles.Read(run.Folder, null, [.. paths.Select(path => new RulePath(path, SourceLocation.Whole(path), ""))]);
}
