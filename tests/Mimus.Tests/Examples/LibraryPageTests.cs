using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net.Http.Json;
using Anthropic;
using Microsoft.Extensions.AI;
using Mimus.Core.Faults;
using Mimus.Core.Limits;
using Mimus.Core.Model;
using Mimus.Core.Rules;
using OpenAI;
using OpenAI.Chat;

namespace Mimus.Tests.Examples;

/// <summary>The C# of docs/library.md and the README, word for word; DocumentationTests of Mimus.Conformance.Tests sees to it that it stays so.</summary>
public class LibraryPageTests
{
    [Fact]
    public async Task Readme_Library_Works()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.When("hello").Reply("Hi!");
        mock.WhenTool("get_weather").CallTool("get_weather", new { city = "Oslo" });
        mock.NextError(429, "slow down", retryAfter: TimeSpan.Zero);

        Assert.Equal("Hi!", await AskAsync(mock.Url + "/v1", "hello")); // what is under test: an OpenAI client tries again by itself

        mock.Received.ShouldHave(2).Matching(r => r.LastMessage == "hello");

        static async Task<string> AskAsync(string url, string message)
        {
            var chat = new ChatClient("gpt-4o", new ApiKeyCredential("any"), new OpenAIClientOptions { Endpoint = new Uri(url) });
            ChatCompletion completion = await chat.CompleteChatAsync(message);
            return completion.Content[0].Text;
        }
    }

    [Fact]
    public async Task Start_OpenAiClient_IsAnswered()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.When("hello").Reply("Hi!");

        var chat = new ChatClient("gpt-4o", new ApiKeyCredential("any"), new OpenAIClientOptions { Endpoint = new Uri(mock.Url + "/v1") });
        ChatCompletion completion = await chat.CompleteChatAsync("Hello, Mimus");

        Assert.Equal("Hi!", completion.Content[0].Text);
    }

    [Fact]
    public async Task Clock_Advanced_EndsAMinutesWait()
    {
        var question = new { model = "gpt-4o", stream = true, messages = new[] { Chat.User("hello") } };

        await using var mock = await MockLlmServer.StartAsync(
            new MockLlmServerOptions { Delivery = new Delivery { TimeToFirstToken = TimeSpan.FromMinutes(1) } });
        mock.Clock.Freeze();
        var answer = mock.CreateClient().PostAsJsonAsync("/v1/chat/completions", question);
        await mock.Clock.WhenPendingAsync(1);
        mock.Clock.Advance(TimeSpan.FromMinutes(1));
        (await answer).EnsureSuccessStatusCode();

        mock.Reset();
        Assert.True(mock.Clock.IsReal);
    }

    [Fact]
    public async Task Slow_LimitedAndBroken_AllAtOnce()
    {
        var question = new { model = "gpt-4o", messages = new[] { Chat.User("hello") } };

        await using var mock = await MockLlmServer.StartAsync(
            new MockLlmServerOptions { Limits = new LimitSettings { RequestsPerMinute = 2 } });
        mock.WhenAnything().Reply(r => r.Text("Hi there!").TimeToFirstToken(50).TokensPerSecond(500));
        mock.NextFault(new Fault(FaultKind.Error) { Status = 503 });

        using var client = mock.CreateClient();
        using var failed = await client.PostAsJsonAsync("/v1/chat/completions", question);
        using var answered = await client.PostAsJsonAsync("/v1/chat/completions", question);
        using var limited = await client.PostAsJsonAsync("/v1/chat/completions", question);

        Assert.Equal([503, 200, 429], new[] { failed, answered, limited }.Select(response => (int)response.StatusCode));
        Assert.Equal("error; status=503; times=1", mock.Received[0].Fault);
        mock.Clock.Advance(TimeSpan.FromMinutes(1)); // and the next one is allowed
    }

    [Fact]
    public async Task Start_AnthropicClient_IsAnsweredByTheSameRule()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.When("hello").Reply("Hi!");

        var anthropic = new AnthropicClient { BaseUrl = mock.Url, ApiKey = "any" };
        IChatClient chat = anthropic.AsIChatClient("claude-sonnet-4-5");
        ChatResponse response = await chat.GetResponseAsync("Hello, Mimus");

        Assert.Equal("Hi!", response.Text);
    }

    [Fact]
    public async Task Match_AllKinds_Match()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.When("hello").Reply("The last user message contains hello, in any case");
        mock.When("/^explain (\\w+)/i").Reply("About {{match.1}}: it is simple.");
        mock.When(m => m.Model("/claude/").System("pirate")).Reply("Arrr");
        mock.When(m => m.Message(Pattern.Exact("Hi")).Format("anthropic").Stream()).Reply("An exact text, on one API, streamed");
        mock.When(m => m.Header("x-user", "ann").Not(other => other.Image())).Reply("Ann sent no picture");
        mock.When(m => m.BodyEquals("/temperature", 0.5)).Reply("Lukewarm");
        mock.When(request => request.Messages.Count > 5).Reply("This is getting long");
        mock.WhenAnything().Reply("Sorry?");

        Assert.Equal("About birds: it is simple.", await mock.AskAsync("explain birds"));
        Assert.Equal("This is getting long", await mock.AskAsync(Chat.Body([.. Enumerable.Repeat("x", 6).Select(Chat.User)])));
        Assert.Equal("Sorry?", await mock.AskAsync("x"));
    }

    [Fact]
    public async Task Reply_AllKinds_Reply()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.When("joke").Reply(r => r.Reasoning("Something with birds.").Text("Toucan play at that game."));
        mock.When("again").Reply(request => $"You said {request.LastMessage}");
        mock.When("look it up").Reply(async request => await LookUpAsync(request.Model));
        mock.When("slow").Reply(Reply.Text("one two three").TimeToFirstToken(20).Latency(5).ChunkSize(4));
        mock.When("cut").Reply(Reply.Text("unfini").Finish(FinishReason.Length).Usage(input: 10, output: 2));
        mock.When("steal").Reply(Reply.Refusal("I can't help with that."));

        Assert.Equal("Toucan play at that game.", await mock.AskAsync("joke"));
        Assert.Equal("You said again", await mock.AskAsync("again"));
        Assert.Equal("gpt-4o was looked up", await mock.AskAsync("look it up"));
        Assert.Equal("one two three", await mock.AskAsync("slow"));

        static async Task<string> LookUpAsync(string model)
        {
            await Task.Yield();
            return $"{model} was looked up";
        }
    }

    [Fact]
    public async Task Sequences_GoOn()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.When("step").ReplySequence("one", "two", Reply.Text("three").Latency(50));
        mock.When("once").Reply("Only the first time").Times(1);
        mock.When("round").ReplySequence("tick", "tock").Then(SequenceEnd.Loop);

        Assert.Equal(["tick", "tock", "tick"], [await mock.AskAsync("round"), await mock.AskAsync("round"), await mock.AskAsync("round")]);
    }

    [Fact]
    public async Task Errors_AreTheVendors()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.NextError(429, "slow down");
        mock.When("down").ReplyError(529, "Overloaded");
        mock.When("quota").Reply(r => r.Error(429, "You exceeded your quota", code: "insufficient_quota"));

        Assert.Equal(429, (int)(await mock.SendAsync("down")).Status);
        Assert.Equal(529, (int)(await mock.SendAsync("down")).Status);
        Assert.Equal("insufficient_quota", (string?)(await mock.SendAsync("quota")).Body["error"]!["code"]);
    }

    [Fact]
    public async Task Tools_CalledAndAnswered()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.WhenTool("get_weather").CallTool("get_weather", new { city = "Oslo" }, id: "call_1");
        mock.WhenToolResult("call_1").Reply("Sunny, as get_weather says: {{tool_result}}");

        var conversation = Chat.Body(Chat.User("?"), Chat.Call("call_1", "get_weather"), Chat.Result("call_1", "21 °C")).Offering("get_weather");
        Assert.Equal("Sunny, as get_weather says: 21 °C", await mock.AskAsync(conversation));
    }

    [Fact]
    public async Task Files_AreLoaded()
    {
        await using var mock = await MockLlmServer.StartAsync();
        await mock.LoadAsync("rules.json5");

        Assert.Equal("Read from rules.json5", await mock.AskAsync("from a file"));
    }

    [Fact]
    public async Task Verify_WhatWasReceived()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.When("hello").Reply("Hi!");
        await mock.AskAsync("hello");
        await mock.AskAsync("bye");

        mock.Received.ShouldHave(1).Matching(r => r.LastMessage == "hello");
        mock.Received.ShouldHave(1).Matching(m => m.Message("hello").Model("gpt-4o"));
        mock.Received.ShouldHave(2).InAll();
        mock.ShouldBeDone();
    }

    [Fact]
    public async Task Strict_Unmatched_IsAnError()
    {
        await using var mock = await MockLlmServer.StartAsync(new MockLlmServerOptions { IsStrict = true });

        Assert.Equal(404, (int)(await mock.SendAsync("hello")).Status);
    }

    [Fact]
    public async Task Scopes_AreWorldsOfTheirOwn()
    {
        await using var mock = await MockLlmServer.StartAsync();

        using var scope = mock.BeginScope();
        scope.When("hello").Reply("Hi from this test");

        using var http = scope.CreateClient();
        var options = new OpenAIClientOptions { Endpoint = new Uri(scope.Url + "/v1"), Transport = new HttpClientPipelineTransport(http) };
        var chat = new ChatClient("gpt-4o", new ApiKeyCredential("any"), options);
        ChatCompletion completion = await chat.CompleteChatAsync("hello");

        Assert.Equal("Hi from this test", completion.Content[0].Text);
        scope.Received.ShouldHave(1).InAll();
        scope.ShouldBeDone();
    }
}
