using System.Text;

namespace Mimus.Tests;

public class ReceivedTests
{
    [Fact]
    public async Task Received_Request_IsAsItWasSentAndUnderstood()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.When("hello").Reply("Hi!");
        await mock.AskAsync("hello");

        var received = Assert.Single(mock.Received);

        Assert.Equal("POST", received.Method);
        Assert.Equal("/v1/chat/completions", received.Path);
        Assert.Equal("gpt-4o", received.Model);
        Assert.Equal("hello", received.LastMessage);
        Assert.Equal("openai", received.Request!.Format);
        Assert.Equal("gpt-4o", (string?)received.Json()!["model"]);
        Assert.Equal("message contains 'hello'", received.Rule);
        Assert.Equal("POST /v1/chat/completions gpt-4o: 'hello'", received.ToString());
    }

    [Fact]
    public async Task ShouldHave_RightCount_ReturnsThem()
    {
        await using var mock = await MockLlmServer.StartAsync();
        await mock.AskAsync("hello");
        await mock.AskAsync("hello you");

        Assert.Equal("hello", mock.Received.ShouldHave(1).Matching(r => r.LastMessage == "hello")[0].LastMessage);
        Assert.Equal(2, mock.Received.ShouldHave(2).Matching(m => m.Message("HELLO").Model("gpt")).Count);
        mock.Received.ShouldHave(1).WithMessage("hello you");
        mock.Received.ShouldHave(2).InAll();
        mock.Received.ShouldHave(0).Matching(m => m.Model("claude"));
    }

    [Fact]
    public async Task ShouldHave_WrongCount_ListsWhatArrivedAndWhatBecameOfIt()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.When("hello").Reply("Hi!");
        await mock.AskAsync("hello");
        await mock.AskAsync("bye");

        var exception = Assert.Throws<MockExpectationException>(() => mock.Received.ShouldHave(2).Matching(r => r.LastMessage == "hello"));

        Assert.Equal(
            """
            Expected 2 requests matching r => r.LastMessage == "hello", but there was 1.
            Received were:
              1. POST /v1/chat/completions gpt-4o: 'hello'
                 Answered by 'message contains 'hello''.
              2. POST /v1/chat/completions gpt-4o: 'bye'
                 No rule matched. Nearest: 'message contains 'hello'' failed on message: wanted contains 'hello', got 'bye'.
            """,
            exception.Message
        );
    }

    [Fact]
    public async Task ShouldHave_Builder_NamesTheNearestMiss()
    {
        await using var mock = await MockLlmServer.StartAsync();
        await mock.AskAsync("hello");

        var exception = Assert.Throws<MockExpectationException>(() => mock.Received.ShouldHave(1).Matching(m => m.Message("hello").Model("gpt-5")));

        Assert.StartsWith(
            "Expected 1 request where message contains 'hello' and model contains 'gpt-5', but there were 0. "
                + "Nearest: number 1 failed on model: wanted contains 'gpt-5', got 'gpt-4o'.\nReceived was:\n  1. POST",
            exception.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task ShouldHave_Nothing_SaysSo()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.Received.ShouldBeEmpty();

        var exception = Assert.Throws<MockExpectationException>(() => mock.Received.ShouldHave(1).WithMessage("hello"));

        Assert.Equal("Expected 1 request with the message 'hello', but there were 0.\nNothing was received.", exception.Message);
    }

    [Fact]
    public async Task ShouldHave_ManyRequests_ListsTheFirst()
    {
        await using var mock = await MockLlmServer.StartAsync();
        for (var index = 0; index < 25; index++)
        {
            await mock.AskAsync($"number {index}");
        }

        var exception = Assert.Throws<MockExpectationException>(() => mock.Received.ShouldBeEmpty());

        Assert.EndsWith("… and 5 more", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Received_RequestThatCannotBeRead_IsThereToo()
    {
        await using var mock = await MockLlmServer.StartAsync();
        using var client = mock.CreateClient();
        using var response = await client.PostAsync("/v1/chat/completions", new StringContent("{nonsense", Encoding.UTF8, "application/json"));

        var received = Assert.Single(mock.Received);

        Assert.Null(received.Request);
        Assert.Null(received.Json());
        Assert.Equal("{nonsense", received.Body);
        var exception = Assert.Throws<MockExpectationException>(() => mock.Received.ShouldBeEmpty());
        Assert.Contains("it could not be read", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strict_UnmatchedRequest_IsAnErrorThatNamesTheNearestRule()
    {
        await using var mock = await MockLlmServer.StartAsync(new MockLlmServerOptions { IsStrict = true });
        mock.When(m => m.Message("hello").Model("claude")).Reply("Hi!");

        var (status, body) = await mock.SendAsync("hello");

        Assert.Equal(404, (int)status);
        var sentence = "'message contains 'hello', model contains 'claude'' failed on model: wanted contains 'claude', got 'gpt-4o'.";
        Assert.Contains(sentence, (string)body["error"]!["message"]!, StringComparison.Ordinal);
        Assert.Contains(sentence, Assert.Throws<MockExpectationException>(() => mock.ShouldBeDone()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("call tool 'get_weather' with '{}'")]
    [InlineData("raise error {\"code\": 429, \"message\": \"x\"}")]
    public async Task Strict_TriggerPhrase_IsUnmatchedToo(string message)
    {
        await using var mock = await MockLlmServer.StartAsync(new MockLlmServerOptions { IsStrict = true });

        Assert.Equal(404, (int)(await mock.SendAsync(message)).Status);
    }

    [Fact]
    public async Task Strict_RuleOfAnotherScope_IsNotTheNearest()
    {
        await using var mock = await MockLlmServer.StartAsync(new MockLlmServerOptions { IsStrict = true });
        using var scope = mock.BeginScope();
        scope.When("hello").Reply("Hi!");

        Assert.Equal("No rule matched: there are no rules.", (string?)(await mock.SendAsync("help")).Body["error"]!["message"]);
    }
}
