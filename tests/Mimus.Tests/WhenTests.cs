using System.Text.Json.Nodes;
using Mimus.Core.Model;

namespace Mimus.Tests;

public class WhenTests
{
    [Theory]
    [InlineData("hello", "HELLO there", true)]
    [InlineData("hello", "bye", false)]
    [InlineData("/^hello$/i", "Hello", true)]
    [InlineData("/^hello$/i", "Hello!", false)]
    public async Task When_Text_IsContainedOrAPattern(string pattern, string message, bool matches)
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.When(pattern).Reply("matched");

        Assert.Equal(matches ? "matched" : message, await mock.AskAsync(message));
    }

    [Fact]
    public void When_PatternThatIsNone_IsRefusedAtOnce() =>
        Assert.ThrowsAny<ArgumentException>(() => new MatchBuilder().Message("/(/"));

    [Fact]
    public async Task When_Builder_NeedsAllOfIt()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.When(m => m.Message("hi").Model("/^gpt-4o$/").Turn(0).Stream(false).Path("/v1/chat").Format("OpenAI")).Reply("all");

        Assert.Equal("all", await mock.AskAsync("hi"));
        Assert.Equal("hi", await mock.AskAsync("hi", model: "gpt-5"));
    }

    [Fact]
    public async Task When_ExactAndOneOf_MatchWholeTextsOnly()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.When(m => m.Message(Pattern.Exact("Hi"))).Reply("exact");
        mock.When(m => m.Message(Pattern.OneOf("red", "green"))).Reply("color");
        mock.When(m => m.Message(Pattern.Contains("/x/"))).Reply("literal");

        Assert.Equal("exact", await mock.AskAsync("Hi"));
        Assert.Equal("hi", await mock.AskAsync("hi"));
        Assert.Equal("color", await mock.AskAsync("green"));
        Assert.Equal("greenish", await mock.AskAsync("greenish"));
        Assert.Equal("literal", await mock.AskAsync("a /x/ b"));
    }

    [Fact]
    public async Task When_Body_ComparesValuesAndTexts()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.When(m => m.BodyEquals("/temperature", 0.5)).Reply("warm");
        mock.When(m => m.Body("$.user", "/^ann/")).Reply("ann");

        Assert.Equal("warm", await mock.AskAsync(With("temperature", 0.50)));
        Assert.Equal("ann", await mock.AskAsync(With("user", "anne")));
        Assert.Equal("x", await mock.AskAsync(With("temperature", 1)));

        static JsonObject With(string key, JsonNode value)
        {
            var body = Chat.Body(Chat.User("x"));
            body[key] = value;
            return body;
        }
    }

    [Fact]
    public void Body_PlaceThatIsNone_SaysWhy()
    {
        var exception = Assert.Throws<ArgumentException>(() => new MatchBuilder().Body("temperature", "x"));

        Assert.Contains("'temperature' is no place in a JSON document", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_NotAndAny_CombineGroups()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.When(m => m.Not(other => other.Message("no")).Any(a => a.Message("cat"), b => b.Message("dog").Model("gpt"))).Reply("pet");

        Assert.Equal("pet", await mock.AskAsync("cat"));
        Assert.Equal("pet", await mock.AskAsync("dog"));
        Assert.Equal("no cat", await mock.AskAsync("no cat"));
        Assert.Equal("bird", await mock.AskAsync("bird"));
    }

    [Fact]
    public async Task When_Function_SeesTheRequest()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.When(request => request.LastMessage?.Length == 3 && request.ToolNames.Contains("bell")).Reply("three");

        Assert.Equal("three", await mock.AskAsync(Chat.Body(Chat.User("abc")).Offering("bell")));
        Assert.Equal("abc", await mock.AskAsync("abc"));
    }

    [Fact]
    public async Task When_FunctionThrows_IsAClear500AndTheServerLives()
    {
        await using var mock = await MockLlmServer.StartAsync();
        var rule = mock.When((MockRequest request) => request.Messages[7].Text == "x").Reply("x");

        var (status, body) = await mock.SendAsync("hi");

        Assert.Equal(500, (int)status);
        Assert.Contains("request.Messages[7].Text == \"x\"", (string)body["error"]!["message"]!, StringComparison.Ordinal);
        rule.Remove();
        Assert.Equal("hi", await mock.AskAsync("hi"));
    }

    [Fact]
    public async Task When_SeveralMatch_TheFirstMadeAnswers()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.When("hello").Reply("first");
        mock.WhenAnything().Reply("second");

        Assert.Equal("first", await mock.AskAsync("hello"));
        Assert.Equal("second", await mock.AskAsync("bye"));
    }

    [Fact]
    public async Task First_SeveralTimes_TheLatestIsAskedFirst()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.WhenAnything().Reply("first");
        mock.WhenAnything().Reply("second").First();
        mock.WhenAnything().Reply("third").First();
        mock.NextError(500, "boom");
        mock.WhenAnything().Reply("fourth").First();

        Assert.Equal(500, (int)(await mock.SendAsync("x")).Status);
        Assert.Equal("fourth", await mock.AskAsync("x"));
    }

    [Fact]
    public async Task First_BehindTheHighestPriority_DoesNotOverflow()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.WhenAnything().Reply("highest").Priority(int.MaxValue);
        var first = mock.WhenAnything().Reply("first").First();

        Assert.Equal(int.MaxValue, first.Rule.Priority);
        Assert.Equal("highest", await mock.AskAsync("x"));
    }

    [Fact]
    public async Task Remove_Rule_AnswersNoMoreAndCannotBeChanged()
    {
        await using var mock = await MockLlmServer.StartAsync();
        var rule = mock.When("hello").Reply("Hi!");
        rule.Remove();

        Assert.Equal("hello", await mock.AskAsync("hello"));
        var exception = Assert.Throws<InvalidOperationException>(() => rule.Times(2));
        Assert.Contains("'message contains 'hello'' has been taken away", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_AfterDisposal_IsRefused()
    {
        var mock = await MockLlmServer.StartAsync();
        await mock.DisposeAsync();

        Assert.Throws<ObjectDisposedException>(() => mock.When("x"));
    }
}
