using Mimus.Core.Model;
using Mimus.Core.Rules;
using Mimus.Core.Rules.Templates;

namespace Mimus.Core.Tests.Rules;

public class RuleStrategyTests
{
    [Fact]
    public async Task Answer_SeveralRulesMatch_TheFirstWins()
    {
        var server = new Ruled(Ruled.When("hello", "first"), Ruled.When("hello world", "second"));

        Assert.Equal("first", await server.Text("Hello World"));
    }

    [Fact]
    public async Task Answer_Priority_OverridesTheOrder()
    {
        var server = new Ruled(Ruled.When("hello", "first"), Ruled.When("hello", "second") with { Name = "other", Priority = 1 });

        Assert.Equal("second", await server.Text("hello"));
    }

    [Fact]
    public async Task Answer_RuleWithoutReply_IsPassedOver()
    {
        var unfinished = Ruled.When("hello", "x") with { Replies = [] };
        var server = new Ruled(unfinished, Ruled.When("hello world", "second"));

        Assert.Equal("second", await server.Text("hello world"));
        Assert.Equal("hello", await server.Text("hello"));
        Assert.False(unfinished.Counter.HasReplied);
    }

    [Fact]
    public async Task Answer_RuleForTheNextRequest_IsUsedOnceForAllScopesAndByRetriesToo()
    {
        var server = new Ruled(Ruled.Rule("next", [], "next") with { Times = 1, IsForNextRequest = true });
        var scoped = new MockRequest { Format = "openai", Operation = Operation.Generate, Messages = [Some.User("a")], Scope = "s", RetryCount = 1 };

        Assert.Equal("next", await server.Text(scoped));
        Assert.Equal("a", await server.Text(scoped));
        Assert.Equal("b", await server.Text("b"));
    }

    [Fact]
    public async Task Answer_FunctionFails_IsAnErrorThatSaysSo()
    {
        var failing = new PredicateCondition(_ => throw new RuleFailedException("no luck"), "luck");

        var error = Assert.IsType<ErrorReply>(await new Ruled(Ruled.Rule("x", [failing], "x")).Ask(Some.Request(Some.User("a"))));

        Assert.Equal((500, "no luck"), (error.Status, error.Message));
    }

    [Fact]
    public async Task Answer_NoRuleMatches_IsMirrored() => Assert.Equal("bye", await new Ruled(Ruled.When("hello", "x")).Text("bye"));

    [Fact]
    public async Task Answer_NoConditions_MatchesEverything() => Assert.Equal("x", await new Ruled(Ruled.Rule("all", [], "x")).Text("bye"));

    [Fact]
    public async Task Answer_Sequence_GoesOnAndRepeatsTheLast()
    {
        var server = new Ruled(Ruled.When("step", "one", "two"));

        Assert.Equal(["one", "two", "two"], await Three(server, "step"));
    }

    [Theory]
    [InlineData(SequenceEnd.Last, "two")]
    [InlineData(SequenceEnd.Loop, "one")]
    [InlineData(SequenceEnd.Fallthrough, "step")]
    public async Task Answer_SequenceAtItsEnd_DoesAsToldTo(SequenceEnd then, string expected)
    {
        var server = new Ruled(Ruled.When("step", "one", "two") with { Then = then });

        Assert.Equal(expected, (await Three(server, "step"))[2]);
    }

    [Fact]
    public async Task Answer_Times_EndsTheRuleExactlyUnderConcurrency()
    {
        var server = new Ruled(Ruled.When("once", "scripted") with { Times = 100 });

        var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Task.Run(() => server.Text("once"))));

        Assert.Equal(100, answers.Count(answer => answer == "scripted"));
    }

    [Fact]
    public async Task Answer_Retry_UsesNothingUpAndAdvancesNothing()
    {
        var server = new Ruled(Ruled.When("step", "one", "two"));

        Assert.Equal("one", await server.Text("step"));
        Assert.Equal("one", await server.Text(Retry("step")));
        Assert.Equal("one", await server.Text(Retry("step")));
        Assert.Equal("two", await server.Text("step"));
    }

    [Fact]
    public async Task Answer_Scopes_CountApart()
    {
        var server = new Ruled(Ruled.When("step", "one", "two"));

        Assert.Equal("one", await server.Text(Scoped("step", "a")));
        Assert.Equal("one", await server.Text(Scoped("step", "b")));
        Assert.Equal("one", await server.Text("step"));
        Assert.Equal("two", await server.Text(Scoped("step", "a")));
    }

    [Fact]
    public async Task Answer_ToolCallAnsweredAlready_DoesNotLoop()
    {
        var call = new RuleReply { Parts = [new ToolCallTemplate("f", JsonTemplate.Parse("{}"))] };
        var server = new Ruled(new Rule { Name = "call", Conditions = [Ruled.Message("weather")], Replies = [call] });
        var ask = Some.Request(Some.User("weather"));
        var answered = Some.Request(Some.User("weather"), Some.AssistantCall(), Some.ToolResult("sunny"));

        Assert.IsType<ReplyToolCall>(Assert.Single(Assert.IsType<GeneratedReply>(await server.Ask(ask)).Parts));
        Assert.Equal("last tool call result is sunny", await server.Text(answered));
    }

    [Fact]
    public async Task Answer_RuleForTheResult_ComesBeforeTheBuiltInAnswer()
    {
        var rule = Ruled.Rule("result", [new TextCondition(RuleField.ToolCallId, new ExactPattern("call_1"))], "It is {{tool_result}}.");
        var server = new Ruled(rule);

        Assert.Equal("It is sunny.", await server.Text(Some.Request(Some.User("weather"), Some.AssistantCall(), Some.ToolResult("sunny"))));
        Assert.Equal("thanks", await server.Text(Some.Request(Some.User("weather"), Some.AssistantCall(), Some.ToolResult("sunny"), Some.User("thanks"))));
    }

    [Fact]
    public async Task Answer_ReplyWithItsOwnPace_CarriesIt()
    {
        var slow = Ruled.Reply("slow") with { Delivery = new() { Interval = TimeSpan.FromMilliseconds(200), ChunkSize = 20 } };
        var server = new Ruled(new Rule { Name = "slow", Replies = [slow] });

        var reply = Assert.IsType<GeneratedReply>(await server.Ask(Some.Request(Some.User("x"))));

        Assert.Equal(new Core.Model.Delivery { Interval = TimeSpan.FromMilliseconds(200), ChunkSize = 20 }, reply.Delivery);
    }

    [Fact]
    public async Task Answer_Error_IsSent()
    {
        var error = new ErrorReply(529, "Overloaded");
        var server = new Ruled(new Rule { Name = "down", Replies = [new RuleReply { Error = error }] });

        Assert.Equal(error, await server.Ask(Some.Request(Some.User("x"))));
    }

    [Fact]
    public async Task Answer_ScriptedText_IsNotCutByMaxTokens()
    {
        var server = new Ruled(Ruled.When("hi", "a long scripted answer"));

        Assert.Equal("a long scripted answer", await server.Text(Some.Request(new Sampling { MaxTokens = 1 }, Some.User("hi"))));
    }

    [Fact]
    public async Task Answer_ErrorTrigger_ComesBeforeRules()
    {
        var server = new Ruled(Ruled.Rule("all", [], "x"));

        Assert.IsType<ErrorReply>(await server.Ask(Some.Request(Some.User("raise error {\"code\":500,\"message\":\"x\"}"))));
    }

    private static async Task<string[]> Three(Ruled server, string message) =>
        [await server.Text(message), await server.Text(message), await server.Text(message)];

    private static MockRequest Retry(string message) =>
        new()
        {
            Format = "openai",
            Operation = Operation.Generate,
            Messages = [Some.User(message)],
            RetryCount = 1,
        };

    private static MockRequest Scoped(string message, string scope) =>
        new()
        {
            Format = "openai",
            Operation = Operation.Generate,
            Messages = [Some.User(message)],
            Scope = scope,
        };
}
