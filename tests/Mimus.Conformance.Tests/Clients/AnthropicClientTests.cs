using System.Text;
using System.Text.Json;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using Mimus.Conformance.Tests.Servers;
using Xunit;

namespace Mimus.Conformance.Tests.Clients;

public sealed class AnthropicClientTests(ServerFixture server)
{
    private const string Model = "claude-sonnet-4-5-20250929";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Message_OfAConversation_IsTheMirror()
    {
        var message = await AnthropicClients.Of(server).Messages.Create(
            Ask(new UserMessageParam("One"), new AssistantMessageParam("Two"), new UserMessageParam("Thrëe 😀")), Cancellation);

        Assert.Equal("Thrëe 😀", Text(message));
        Assert.Equal(StopReason.EndTurn, message.StopReason!.Value());
        Assert.StartsWith("msg_01", message.ID, StringComparison.Ordinal);
        Assert.True(message.Usage.InputTokens > 0);
        Assert.True(message.Usage.OutputTokens > 0);
    }

    [Fact]
    public async Task Message_Streamed_IsTheMirror()
    {
        var text = new StringBuilder();
        await foreach (var item in AnthropicClients.Of(server).Messages.CreateStreaming(Ask(new UserMessageParam("Hello, dear world!")), Cancellation))
        {
            if (item.TryPickContentBlockDelta(out var delta) && delta.Delta.TryPickText(out var piece)) text.Append(piece.Text);
        }

        Assert.Equal("Hello, dear world!", text.ToString());
    }

    [Fact]
    public async Task Tools_CalledAndAnswered_EndInTheResult()
    {
        var question = new UserMessageParam("call tool 'get_weather' with '{\"city\":\"Genève\"}'");
        var first = await AnthropicClients.Of(server).Messages.Create(Ask(question) with { Tools = [Weather()] }, Cancellation);

        Assert.Equal(StopReason.ToolUse, first.StopReason!.Value());
        Assert.True(Assert.Single(first.Content).TryPickToolUse(out var use));
        Assert.Equal("get_weather", use.Name);
        Assert.Equal("Genève", use.Input["city"].GetString());

        var call = new ToolUseBlockParam { ID = use.ID, Name = use.Name, Input = use.Input };
        var next = Ask(
            question,
            new AssistantMessageParam(new List<ContentBlockParam> { call }),
            new UserMessageParam(new List<ContentBlockParam> { new ToolResultBlockParam(use.ID) { Content = "sunny" } }));
        var second = await AnthropicClients.Of(server).Messages.Create(next with { Tools = [Weather()] }, Cancellation);

        Assert.Equal("last tool call result is sunny", Text(second));
    }

    [Fact]
    public async Task Tools_Streamed_SendTheirArgumentsInPieces()
    {
        var arguments = new StringBuilder();
        var asked = Ask(new UserMessageParam("call tool 'get_weather' with '{\"city\":\"Bern\",\"days\":3}'")) with { Tools = [Weather()] };
        await foreach (var item in AnthropicClients.Of(server).Messages.CreateStreaming(asked, Cancellation))
        {
            if (item.TryPickContentBlockDelta(out var delta) && delta.Delta.TryPickInputJson(out var piece)) arguments.Append(piece.PartialJson);
        }

        Assert.Equal("{\"city\":\"Bern\",\"days\":3}", arguments.ToString());
    }

    [Fact]
    public async Task Thinking_Scripted_ComesWithItsSignature()
    {
        var asked = Ask(new UserMessageParam(ScriptedStrategy.Marker(Scripts.Reasoning))) with { Thinking = new ThinkingConfigEnabled(1024) };

        var message = await AnthropicClients.Of(server).Messages.Create(asked, Cancellation);
        var thought = new StringBuilder();
        var signature = "";
        await foreach (var item in AnthropicClients.Of(server).Messages.CreateStreaming(asked, Cancellation))
        {
            if (!item.TryPickContentBlockDelta(out var delta)) continue;
            if (delta.Delta.TryPickThinking(out var piece)) thought.Append(piece.Thinking);
            if (delta.Delta.TryPickSignature(out var end)) signature = end.Signature;
        }

        Assert.True(message.Content[0].TryPickThinking(out var thinking));
        Assert.Equal("First I think. Then I answer.", thinking.Thinking);
        Assert.Equal("First I think. Then I answer.", thought.ToString());
        Assert.NotEmpty(thinking.Signature);
        Assert.NotEmpty(signature);
        Assert.Equal("The answer is 4.", Text(message));
    }

    [Fact]
    public async Task Tokens_Counted_AreThoseOfTheUsage()
    {
        var count = await AnthropicClients.Of(server).Messages.CountTokens(
            new MessageCountTokensParams { Model = Model, Messages = [new UserMessageParam("Hello there")] }, Cancellation);
        var message = await AnthropicClients.Of(server).Messages.Create(Ask(new UserMessageParam("Hello there")), Cancellation);

        Assert.Equal(message.Usage.InputTokens, count.InputTokens);
    }

    [Fact]
    public async Task Models_Listed_ComeInAnthropicsForm()
    {
        var page = await AnthropicClients.Of(server).Models.List(cancellationToken: Cancellation);
        var model = await AnthropicClients.Of(server).Models.Retrieve("claude-haiku-4-5-20251001", cancellationToken: Cancellation);

        Assert.Contains(page.Items, each => each.ID == Model);
        Assert.Equal("Claude Haiku 4.5", model.DisplayName);
        await Assert.ThrowsAsync<AnthropicNotFoundException>(() => AnthropicClients.Of(server).Models.Retrieve("none", cancellationToken: Cancellation));
    }

    [Theory]
    [InlineData(400, 1)]
    [InlineData(401, 1)]
    [InlineData(404, 1)]
    [InlineData(429, 3)]
    [InlineData(500, 3)]
    [InlineData(529, 3)]
    public async Task Error_Scripted_IsTriedAsOftenAsTheClientDoes(int status, int attempts)
    {
        await using var own = await ServerFixture.StartAsync(ServerFixture.Scripted);
        var asked = Ask(new UserMessageParam(ScriptedStrategy.Marker(Scripts.Error(status))));

        var exception = await Assert.ThrowsAnyAsync<AnthropicApiException>(() => AnthropicClients.Of(own).Messages.Create(asked, Cancellation));

        Assert.Equal(status, (int)exception.StatusCode);
        Assert.Equal($"Scripted {status}.", exception.ApiMessage);
        Assert.StartsWith("req_01", exception.RequestID, StringComparison.Ordinal);
        Assert.Equal(attempts, own.Server.Journal.Entries.Count);
    }

    [Fact]
    public async Task Error_OfAStreamedRequest_IsThrown()
    {
        var asked = Ask(new UserMessageParam("raise error {\"code\": 400, \"message\": \"no\"}"));

        var exception = await Assert.ThrowsAsync<AnthropicBadRequestException>(async () =>
        {
            await foreach (var item in AnthropicClients.Of(server).Messages.CreateStreaming(asked, Cancellation)) Assert.Fail($"An event came: {item}");
        });

        Assert.Equal("no", exception.ApiMessage);
    }

    [Fact]
    public async Task Key_Wrong_IsThrownAndNotTriedAgain()
    {
        await using var own = await ServerFixture.StartAsync(ServerFixture.Scripted with { ApiKey = "sk-ant-right" });

        await Assert.ThrowsAsync<AnthropicUnauthorizedException>(() => AnthropicClients.Of(own).Messages.Create(Ask(new UserMessageParam("Hi")), Cancellation));
        var right = await AnthropicClients.Of(own, "sk-ant-right").Messages.Create(Ask(new UserMessageParam("Hi")), Cancellation);

        Assert.Equal("Hi", Text(right));
        Assert.Equal(2, own.Server.Journal.Entries.Count);
    }

    private static MessageCreateParams Ask(params MessageParam[] messages) => new() { Model = Model, MaxTokens = 4096, Messages = messages };

    private static string Text(Message message) =>
        string.Concat(message.Content.Select(block => block.TryPickText(out var text) ? text.Text : ""));

    private static Tool Weather()
    {
        using var city = JsonDocument.Parse("""{"type":"string"}""");
        return new Tool
        {
            Name = "get_weather",
            InputSchema = new InputSchema { Properties = new Dictionary<string, JsonElement> { ["city"] = city.RootElement.Clone() } },
        };
    }
}
