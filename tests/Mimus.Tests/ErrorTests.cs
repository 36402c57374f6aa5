using System.Net;

namespace Mimus.Tests;

public class ErrorTests
{
    [Fact]
    public async Task NextError_NextRequest_GetsItOnce()
    {
        await using var mock = await MockLlmServer.StartAsync();
        var error = mock.NextError(429, "slow down", code: "rate_limit_exceeded");
        mock.When("hello").Reply("Hi!");

        var (status, body) = await mock.SendAsync("hello");

        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        Assert.Equal("slow down", (string?)body["error"]!["message"]);
        Assert.Equal("rate_limit_exceeded", (string?)body["error"]!["code"]);
        Assert.Equal("Hi!", await mock.AskAsync("hello"));
        Assert.True(error.IsDone);
    }

    [Fact]
    public async Task NextError_ClientTriesAgain_GetsTheRealAnswer()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.When("hello").Reply("Hi!");
        mock.NextError(429, "slow down");

        Assert.Equal(HttpStatusCode.TooManyRequests, (await mock.SendAsync("hello")).Status);
        Assert.Equal(HttpStatusCode.OK, (await mock.SendAsync("hello", retry: 1)).Status);
    }

    [Fact]
    public async Task NextError_Several_ComeOneAfterTheOther()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.NextError(429, "first");
        mock.NextError(503, "second");
        mock.NextError(500, "third").Times(2);

        var statuses = new List<int>();
        for (var index = 0; index < 5; index++)
        {
            statuses.Add((int)(await mock.SendAsync("x")).Status);
        }

        Assert.Equal([429, 503, 500, 500, 200], statuses);
    }

    [Fact]
    public async Task NextError_ManyRequestsAtOnce_ExactlyOneGetsIt()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.NextError(500, "boom");

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(index => mock.SendAsync("x", retry: index % 2)));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.InternalServerError);
    }

    [Fact]
    public async Task NextError_OfAServerWithScopes_IsForOneRequestInAll()
    {
        await using var mock = await MockLlmServer.StartAsync();
        using var one = mock.BeginScope();
        using var two = mock.BeginScope();
        one.When("x").Reply("scripted");
        mock.NextError(500, "boom");

        Assert.Equal(500, (int)(await one.SendAsync("x")).Status);
        Assert.Equal("scripted", await one.AskAsync("x"));
        Assert.Equal("x", await two.AskAsync("x"));
        Assert.Equal("x", await mock.AskAsync("x"));
    }

    [Fact]
    public async Task NextError_OfAScope_IsForItsOwnRequests()
    {
        await using var mock = await MockLlmServer.StartAsync();
        using var scope = mock.BeginScope();
        scope.NextError(500, "boom");

        Assert.Equal("x", await mock.AskAsync("x"));
        Assert.Equal(500, (int)(await scope.SendAsync("x")).Status);
        Assert.Equal("x", await scope.AskAsync("x"));
    }

    [Fact]
    public async Task ReplyError_Rule_StaysAndFillsPlaceholders()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.When("down").ReplyError(529, "No {{message}}");

        Assert.Equal("No down", (string?)(await mock.SendAsync("down")).Body["error"]!["message"]);
        Assert.Equal(529, (int)(await mock.SendAsync("down")).Status);
    }

    [Fact]
    public async Task Error_RetryAfter_IsInTheHeaders()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.When("x").Reply(r => r.Error(429, "slow", retryAfter: TimeSpan.FromMilliseconds(1500), headers: [new("x-reason", "test")]));
        using var client = mock.CreateClient();

        using var response = await client.PostAsync(
            "/v1/chat/completions",
            new StringContent(Chat.Body(Chat.User("x")).ToJsonString(), null, "application/json")
        );

        Assert.Equal("2", Assert.Single(response.Headers.GetValues("retry-after")));
        Assert.Equal("1500", Assert.Single(response.Headers.GetValues("retry-after-ms")));
        Assert.Equal("test", Assert.Single(response.Headers.GetValues("x-reason")));
    }

    [Fact]
    public async Task Retry_OfARule_UsesNothingUp()
    {
        await using var mock = await MockLlmServer.StartAsync();
        var rule = mock.When("step").ReplySequence("one", "two");

        await mock.SendAsync("step");
        var (_, again) = await mock.SendAsync("step", retry: 1);

        Assert.Equal("one", (string?)again["choices"]![0]!["message"]!["content"]);
        Assert.Equal(1, rule.MatchCount);
    }
}
