namespace Mimus.Tests;

public class ScopeTests
{
    [Fact]
    public async Task Rules_OfAScope_AnswerOnlyItsRequestsAndBeforeTheServers()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.When("hello").Reply("common").First();
        using var one = mock.BeginScope();
        using var two = mock.BeginScope();
        one.When("hello").Reply("one");

        Assert.Equal("one", await one.AskAsync("hello"));
        Assert.Equal("common", await two.AskAsync("hello"));
        Assert.Equal("common", await mock.AskAsync("hello"));
    }

    [Fact]
    public async Task CommonRule_EachScope_HasCountersOfItsOwn()
    {
        await using var mock = await MockLlmServer.StartAsync();
        var rule = mock.When("step").ReplySequence("one", "two");
        using var one = mock.BeginScope();
        using var two = mock.BeginScope();

        Assert.Equal("one", await one.AskAsync("step"));
        Assert.Equal("one", await two.AskAsync("step"));
        Assert.Equal("two", await one.AskAsync("step"));
        Assert.Equal("one", await mock.AskAsync("step"));
        Assert.Equal(4, rule.MatchCount);
        Assert.True(rule.IsDone);
    }

    [Fact]
    public async Task Received_OfAScope_AreItsOwn()
    {
        await using var mock = await MockLlmServer.StartAsync();
        using var scope = mock.BeginScope("mine");
        await scope.AskAsync("in");
        await mock.AskAsync("out");

        var received = Assert.Single(scope.Received);
        Assert.Equal("in", received.LastMessage);
        Assert.Equal("mine", received.Scope);
        Assert.Equal(2, mock.Received.Count);
    }

    [Fact]
    public async Task Rules_OfAScope_AreItsOwn()
    {
        await using var mock = await MockLlmServer.StartAsync();
        var common = mock.When("a").Reply("a");
        using var scope = mock.BeginScope();
        var own = scope.When("b").Reply("b");
        await scope.AskAsync("b");

        Assert.Equal([own], scope.Rules);
        Assert.Equal([common, own], mock.Rules);
        Assert.True(scope.IsDone);
        Assert.False(mock.IsDone);
    }

    [Fact]
    public async Task Dispose_Scope_ForgetsItsRulesCountersAndRequests()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.When("step").ReplySequence("one", "two");
        using (var first = mock.BeginScope("again"))
        {
            first.When("hello").Reply("Hi!");
            await first.AskAsync("step");
        }

        using var second = mock.BeginScope("again");

        Assert.Equal("one", await second.AskAsync("step"));
        Assert.Equal("hello", await second.AskAsync("hello"));
        Assert.Equal(2, second.Received.Count);
        Assert.Empty(second.Rules);
    }

    [Fact]
    public async Task Dispose_Twice_DoesNotEndTheNextOfThatName()
    {
        await using var mock = await MockLlmServer.StartAsync();
        var first = mock.BeginScope("same");
        first.Dispose();
        using var second = mock.BeginScope("same");
        second.When("x").Reply("scripted");
        first.Dispose();

        Assert.Equal("scripted", await second.AskAsync("x"));
        Assert.Throws<ObjectDisposedException>(() => first.When("x"));
    }

    [Fact]
    public async Task BeginScope_NameThatIsInUse_IsRefused()
    {
        await using var mock = await MockLlmServer.StartAsync();
        using var scope = mock.BeginScope("mine");

        Assert.Throws<InvalidOperationException>(() => mock.BeginScope("mine"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("é")]
    [InlineData("a\nb")]
    public async Task BeginScope_NameThatCannotBeAHeader_IsRefused(string name)
    {
        await using var mock = await MockLlmServer.StartAsync();

        Assert.Throws<ArgumentException>(() => mock.BeginScope(name));
    }

    [Fact]
    public async Task Scope_ByKey_IsTheClientsKey()
    {
        await using var mock = await MockLlmServer.StartAsync(new MockLlmServerOptions { IsScopedByKey = true });
        using var scope = mock.BeginScope();
        scope.When("x").Reply("scripted");
        using var client = mock.CreateClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", scope.Name);

        using var response = await client.PostAsync(
            "/v1/chat/completions",
            new StringContent(Chat.Body(Chat.User("x")).ToJsonString(), null, "application/json")
        );

        Assert.Contains("scripted", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Single(scope.Received);
    }

    [Fact]
    public async Task Scopes_ManyAtOnce_DoNotDisturbEachOther()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.When("common").ReplySequence("one", "two");

        await Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(async number =>
                {
                    using var scope = mock.BeginScope();
                    scope.When("who").Reply($"{number}");
                    Assert.Equal($"{number}", await scope.AskAsync("who"));
                    Assert.Equal("one", await scope.AskAsync("common"));
                    Assert.Equal("two", await scope.AskAsync("common"));
                    scope.Received.ShouldHave(3).InAll();
                    scope.ShouldBeDone();
                })
        );
        Assert.Single(mock.Rules);
        Assert.Empty(mock.Received);
    }
}
