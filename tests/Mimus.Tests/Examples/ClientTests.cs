using System.ClientModel;
using System.ClientModel.Primitives;
using Anthropic;
using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;

namespace Mimus.Tests.Examples;

/// <summary>The official clients against a scripted server: answers, streams, tools, errors and how they are overcome, scopes.</summary>
public sealed class ClientTests : IAsyncLifetime
{
    private MockLlmServer _mock = null!;

    public async ValueTask InitializeAsync() => _mock = await MockLlmServer.StartAsync(new MockLlmServerOptions { IsStrict = true });

    public ValueTask DisposeAsync() => _mock.DisposeAsync();

    [Fact]
    public async Task OpenAi_Stream_IsTheReplyInPieces()
    {
        _mock.When("hello").Reply(Reply.Text("one two").ChunkSize(4));

        var pieces = new List<string>();
        await foreach (var update in OpenAi().CompleteChatStreamingAsync("hello"))
        {
            pieces.AddRange(update.ContentUpdate.Select(part => part.Text).Where(text => text.Length > 0));
        }

        Assert.Equal(["one ", "two"], pieces);
    }

    [Fact]
    public async Task OpenAi_Tool_IsCalledAndAnswered()
    {
        _mock.WhenTool("get_weather").CallTool("get_weather", new { city = "Oslo" }, id: "call_1");
        _mock.WhenToolResult("call_1").Reply("It is {{tool_result}}.");
        var options = new ChatCompletionOptions { Tools = { ChatTool.CreateFunctionTool("get_weather") } };
        var messages = new List<OpenAI.Chat.ChatMessage> { new UserChatMessage("Weather in Oslo?") };

        ChatCompletion first = await OpenAi().CompleteChatAsync(messages, options);
        messages.Add(new AssistantChatMessage(first));
        messages.Add(new ToolChatMessage(first.ToolCalls[0].Id, "sunny"));
        ChatCompletion second = await OpenAi().CompleteChatAsync(messages, options);

        Assert.Equal("""{"city":"Oslo"}""", first.ToolCalls[0].FunctionArguments.ToString());
        Assert.Equal("It is sunny.", second.Content[0].Text);
        _mock.ShouldBeDone();
    }

    [Fact]
    public async Task OpenAi_NextError_IsOvercomeByTryingAgain()
    {
        _mock.When("hello").Reply("Hi!");
        _mock.NextError(429, "slow down", retryAfter: TimeSpan.Zero);

        ChatCompletion completion = await OpenAi().CompleteChatAsync("hello");

        Assert.Equal("Hi!", completion.Content[0].Text);
        _mock.Received.ShouldHave(2).InAll();
        _mock.ShouldBeDone();
    }

    [Fact]
    public async Task OpenAi_Unmatched_IsAnExceptionThatNamesTheNearestRule()
    {
        _mock.When("hello").Reply("Hi!");

        var exception = await Assert.ThrowsAsync<ClientResultException>(() => OpenAi().CompleteChatAsync("bye"));

        Assert.Contains("failed on message: wanted contains 'hello', got 'bye'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anthropic_Message_HasReasoningAndText()
    {
        _mock.When(m => m.Model("/claude/").System("pirate")).Reply(r => r.Reasoning("Aye?").Text("Arrr"));

        var message = await Claude().Messages.Create(Ask("hello") with { System = "You are a pirate." });

        Assert.True(message.Content[0].TryPickThinking(out var thinking));
        Assert.Equal("Aye?", thinking.Thinking);
        Assert.True(message.Content[1].TryPickText(out var text));
        Assert.Equal("Arrr", text.Text);
    }

    [Fact]
    public async Task Anthropic_NextError_IsOvercomeByTryingAgain()
    {
        _mock.When("hello").Reply("Hi!");
        _mock.NextError(529, "Overloaded", retryAfter: TimeSpan.FromMilliseconds(1));

        var message = await Claude().Messages.Create(Ask("hello"));

        Assert.True(message.Content[0].TryPickText(out var text));
        Assert.Equal("Hi!", text.Text);
        _mock.Received.ShouldHave(2).WithMessage("hello");
        _mock.ShouldBeDone();
    }

    [Fact]
    public async Task ExtensionsAi_Function_IsCalledAndAnswered()
    {
        _mock.WhenTool("get_weather").CallTool("get_weather", new { city = "Oslo" });
        _mock.WhenToolResult().Reply("It is {{tool_result}}.");
        IChatClient chat = Claude().AsIChatClient("claude-sonnet-4-5");
        var weather = AIFunctionFactory.Create((string city) => $"sunny in {city}", "get_weather");
        var options = new ChatOptions { Tools = [weather] };
        var messages = new List<Microsoft.Extensions.AI.ChatMessage> { new(ChatRole.User, "Weather in Oslo?") };

        var first = await chat.GetResponseAsync(messages, options);
        var call = Assert.Single(first.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>());
        var result = await weather.InvokeAsync(new AIFunctionArguments(call.Arguments));
        messages.AddRange(first.Messages);
        messages.Add(new(ChatRole.Tool, [new FunctionResultContent(call.CallId, $"{result}")]));
        var second = await chat.GetResponseAsync(messages, options);

        Assert.Equal("It is sunny in Oslo.", second.Text);
    }

    [Fact]
    public async Task ExtensionsAi_Stream_IsTheReplyInPieces()
    {
        _mock.When("hello").Reply(Reply.Text("one two").Usage(input: 7, output: 3));
        IChatClient chat = Claude().AsIChatClient("claude-sonnet-4-5");

        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in chat.GetStreamingResponseAsync("hello"))
        {
            updates.Add(update);
        }

        var response = updates.ToChatResponse();
        Assert.Equal("one two", response.Text);
        Assert.Equal(3, response.Usage!.OutputTokenCount);
    }

    [Fact]
    public async Task Scope_ClientsThatTakeAnHttpClient_BelongToIt()
    {
        using var scope = _mock.BeginScope();
        scope.When("hello").Reply("scoped");
        using var http = scope.CreateClient();
        var openAi = new ChatClient(
            "gpt-4o",
            new ApiKeyCredential("any"),
            new OpenAIClientOptions { Endpoint = new Uri(scope.Url + "/v1"), Transport = new HttpClientPipelineTransport(http) }
        );
        var anthropic = new AnthropicClient { BaseUrl = scope.Url, ApiKey = "any", HttpClient = http };

        ChatCompletion completion = await openAi.CompleteChatAsync("hello");
        var response = await anthropic.AsIChatClient("claude-sonnet-4-5").GetResponseAsync("hello");

        Assert.Equal("scoped", completion.Content[0].Text);
        Assert.Equal("scoped", response.Text);
        scope.Received.ShouldHave(2).InAll();
    }

    private static MessageCreateParams Ask(string text) =>
        new()
        {
            Model = "claude-sonnet-4-5",
            MaxTokens = 1000,
            Messages = [new UserMessageParam(text)],
        };

    private ChatClient OpenAi() =>
        new("gpt-4o", new ApiKeyCredential("any"), new OpenAIClientOptions { Endpoint = new Uri(_mock.Url + "/v1") });

    private AnthropicClient Claude() => new() { BaseUrl = _mock.Url, ApiKey = "any" };
}
