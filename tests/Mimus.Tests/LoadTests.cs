namespace Mimus.Tests;

public sealed class LoadTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mimus-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task LoadAsync_FileBesideTheTests_Answers()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.When("from").Reply("from code").Times(1);

        var loaded = await mock.LoadAsync("rules.json5");

        Assert.Equal(2, loaded.Rules.Count);
        Assert.Empty(loaded.Warnings);
        Assert.Equal("from code", await mock.AskAsync("from a file"));
        Assert.Equal("Read from rules.json5", await mock.AskAsync("from a file"));
        Assert.Equal("a b", await mock.AskAsync("echo a b"));
        Assert.Equal(1, loaded.Rules[0].MatchCount);
    }

    [Fact]
    public async Task LoadAsync_Rules_AreOptional()
    {
        await using var mock = await MockLlmServer.StartAsync();
        await mock.LoadAsync("rules.json5");

        Assert.Equal(2, mock.Rules.Count);
        mock.ShouldBeDone();
    }

    [Fact]
    public async Task LoadAsync_Folder_IsReadThroughInOrder()
    {
        Write("b.yaml", "- when: hi\n  reply: from b\n- when: b\n  reply: b");
        Write("a/a.json", """[{"when": "hi", "reply": "$greeting"}]""");
        Write("c.json5", "{ templates: { greeting: 'from a' } }");
        Write("notes.txt", "not rules");
        await using var mock = await MockLlmServer.StartAsync();

        await mock.LoadAsync(_folder);

        Assert.Equal("from a", await mock.AskAsync("hi"));
        Assert.Equal("b", await mock.AskAsync("b"));
    }

    [Fact]
    public async Task LoadAsync_Problems_AreAllInOneExceptionAndNothingIsLoaded()
    {
        var first = Write("a.json5", "[{ wen: 'hi', reply: 'x' }, { when: 'ok', reply: 'y' }]");
        var second = Write("b.json5", "[{ when: 'hi' }]");
        await using var mock = await MockLlmServer.StartAsync();

        var exception = await Assert.ThrowsAsync<RuleFilesException>(() => mock.LoadAsync([first, second, "missing.json5", "rules.txt"]));

        Assert.Contains(exception.Problems, problem => problem.StartsWith($"{first}:1:", StringComparison.Ordinal) && problem.Contains("did you mean 'when'", StringComparison.Ordinal));
        Assert.Contains(exception.Problems, problem => problem.StartsWith($"{second}:1:", StringComparison.Ordinal));
        Assert.Contains(exception.Problems, problem => problem.StartsWith("'missing.json5' is not there", StringComparison.Ordinal));
        Assert.Contains(exception.Problems, problem => problem.StartsWith("'rules.txt' cannot hold rules", StringComparison.Ordinal));
        Assert.All(exception.Problems, problem => Assert.Contains(problem, exception.Message, StringComparison.Ordinal));
        Assert.Empty(mock.Rules);
    }

    [Fact]
    public async Task LoadAsync_FolderWithoutRules_IsAProblem()
    {
        await using var mock = await MockLlmServer.StartAsync();

        var exception = await Assert.ThrowsAsync<RuleFilesException>(() => mock.LoadAsync(_folder));

        Assert.Contains("holds no rule files", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LoadAsync_Fallback_AnswersUntilReset()
    {
        var file = Write("a.json5", "{ fallback: 'Sorry?', rules: [{ when: 'hi', reply: 'x' }] }");
        await using var mock = await MockLlmServer.StartAsync(new MockLlmServerOptions { Fallback = "from the options" });

        await mock.LoadAsync(file);

        Assert.Equal("Sorry?", await mock.AskAsync("bye"));
        mock.Reset();
        Assert.Equal("from the options", await mock.AskAsync("bye"));
    }

    [Fact]
    public async Task LoadAsync_IntoAScope_IsForItsRequests()
    {
        var fallback = Write("f.json5", "{ fallback: 'Sorry?' }");
        await using var mock = await MockLlmServer.StartAsync();
        using var scope = mock.BeginScope();
        await scope.LoadAsync("rules.json5");

        Assert.Equal("b", await scope.AskAsync("echo b"));
        Assert.Equal("echo b", await mock.AskAsync("echo b"));
        await Assert.ThrowsAsync<RuleFilesException>(() => scope.LoadAsync(fallback));
    }

    [Fact]
    public async Task LoadAsync_SameFileTwice_KeepsCountersApart()
    {
        var file = Write("a.json5", "[{ when: 'x', reply: 'y', times: 1 }]");
        await using var mock = await MockLlmServer.StartAsync();
        await mock.LoadAsync(file);
        await mock.LoadAsync(file);

        Assert.Equal(["y", "y", "x"], [await mock.AskAsync("x"), await mock.AskAsync("x"), await mock.AskAsync("x")]);
    }

    [Fact]
    public async Task LoadAsync_ShadowedRule_IsAWarning()
    {
        var file = Write("a.json5", "[{ when: 'x', reply: 'y' }, { when: 'xy', reply: 'z' }]");
        await using var mock = await MockLlmServer.StartAsync();

        Assert.NotEmpty((await mock.LoadAsync(file)).Warnings);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}
