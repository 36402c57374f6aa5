using Mimus.Core.Rules;

namespace Mimus.Tests;

public class DoneTests
{
    [Fact]
    public async Task IsDone_WithoutRules_IsTrue()
    {
        await using var mock = await MockLlmServer.StartAsync();

        Assert.True(mock.IsDone);
        mock.ShouldBeDone();
    }

    [Fact]
    public async Task IsDone_EverythingUsed_IsTrue()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.When("one").Reply("1");
        mock.When("two").Reply("2").Times(2);
        mock.When("step").ReplySequence("a", "b").Then(SequenceEnd.Fallthrough);
        foreach (var message in (string[])["one", "two", "two", "step"])
        {
            await mock.AskAsync(message);
            Assert.False(mock.IsDone);
        }

        await mock.AskAsync("step");

        Assert.True(mock.IsDone);
        mock.ShouldBeDone();
    }

    [Fact]
    public async Task ShouldBeDone_OpenRules_SaysWhichAndHowFar()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.When("done").Reply("x");
        mock.When("never").Reply("x");
        mock.When("twice").Reply("x").Times(2);
        mock.When("forgotten");
        mock.When("optional").Reply("x").Optional();
        await mock.AskAsync("done");
        await mock.AskAsync("twice");

        var exception = Assert.Throws<MockExpectationException>(mock.ShouldBeDone);

        Assert.StartsWith(
            """
            3 of 5 rules are not done:
              'message contains 'never'' has never matched
              'message contains 'twice'' has matched 1 time of 2
              'message contains 'forgotten'' has no reply, so it answers nothing: call Reply, ReplySequence, CallTool or ReplyError on it
            Received were:
              1. POST
            """,
            exception.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task ShouldBeDone_ErrorNobodyGot_IsNotDone()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.NextError(500, "boom");

        Assert.Contains("'next error 500' has never matched", Assert.Throws<MockExpectationException>(mock.ShouldBeDone).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_WithoutReply_IsPassedOverAndSaidToBeWhereItWouldMatch()
    {
        await using var mock = await MockLlmServer.StartAsync(new MockLlmServerOptions { IsStrict = true });
        var rule = mock.When("hello");

        var (_, body) = await mock.SendAsync("hello");

        Assert.Equal("No rule matched. 'message contains 'hello'' would, but no reply has been set for it.", (string?)body["error"]!["message"]);
        Assert.Equal(0, rule.MatchCount);
        Assert.False(rule.IsDone);
        rule.Reply("Hi!");
        Assert.Equal("Hi!", await mock.AskAsync("hello"));
    }

    [Fact]
    public async Task Reset_Server_ForgetsEverything()
    {
        await using var mock = await MockLlmServer.StartAsync();
        using var scope = mock.BeginScope();
        mock.When("step").ReplySequence("one", "two");
        scope.When("x").Reply("scripted");
        await mock.LoadAsync("rules.json5");
        await mock.AskAsync("step");

        mock.Reset();

        Assert.Empty(mock.Rules);
        Assert.Empty(mock.Received);
        Assert.Equal("step", await mock.AskAsync("step"));
        Assert.Equal("x", await scope.AskAsync("x"));
        mock.When("step").ReplySequence("one", "two");
        Assert.Equal("one", await mock.AskAsync("step"));
    }
}
