using System.Text;
using Mimus.Conformance.Tests.Servers;
using OpenAI.Chat;
using Xunit;

namespace Mimus.Conformance.Tests.Clients;

public sealed class OpenAiChatClientTests(ServerFixture server)
{
    private static readonly ChatTool Weather = ChatTool.CreateFunctionTool(
        "get_weather", "The weather of a place.", BinaryData.FromString("""{"type":"object","properties":{"city":{"type":"string"}}}"""));

    private ChatClient Client => OpenAiClients.Of(server).GetChatClient("gpt-4o");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Completion_OfAConversation_IsTheMirror()
    {
        ChatMessage[] messages =
        [
            new SystemChatMessage("Be brief."),
            new UserChatMessage("One"),
            new AssistantChatMessage("Two"),
            new UserChatMessage(ChatMessageContentPart.CreateTextPart("Three"), ChatMessageContentPart.CreateTextPart("Four 😀")),
        ];

        ChatCompletion completion = await Client.CompleteChatAsync(messages, cancellationToken: Cancellation);

        Assert.Equal("Three\nFour 😀", completion.Content[0].Text);
        Assert.Equal(ChatFinishReason.Stop, completion.FinishReason);
        Assert.Equal(ChatMessageRole.Assistant, completion.Role);
        Assert.Equal("gpt-4o", completion.Model);
        Assert.StartsWith("chatcmpl-", completion.Id, StringComparison.Ordinal);
        Assert.Equal(completion.Usage.InputTokenCount + completion.Usage.OutputTokenCount, completion.Usage.TotalTokenCount);
    }

    [Fact]
    public async Task Completion_Streamed_IsTheMirrorWithUsageAtTheEnd()
    {
        var text = new StringBuilder();
        var updates = new List<StreamingChatCompletionUpdate>();
        await foreach (var update in Client.CompleteChatStreamingAsync([new UserChatMessage("Hello, dear world!")], cancellationToken: Cancellation))
        {
            updates.Add(update);
            foreach (var part in update.ContentUpdate) text.Append(part.Text);
        }

        Assert.Equal("Hello, dear world!", text.ToString());
        Assert.Equal(ChatMessageRole.Assistant, updates[0].Role);
        Assert.Single(updates, update => update.FinishReason == ChatFinishReason.Stop);
        Assert.NotNull(Assert.Single(updates, update => update.Usage is not null).Usage);
        Assert.Single(updates.Select(update => update.CompletionId).Distinct());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tools_CalledAndAnswered_EndInTheResult(bool isStreamed)
    {
        var options = new ChatCompletionOptions { Tools = { Weather } };
        List<ChatMessage> messages =
        [
            new UserChatMessage("call tool 'get_weather' with '{\"city\":\"Bern\"}'\ncall tool 'get_weather' with '{\"city\":\"Genève\"}'"),
        ];

        var calls = isStreamed ? await StreamCalls(messages, options) : await Calls(messages, options);
        Assert.Equal(["{\"city\":\"Bern\"}", "{\"city\":\"Genève\"}"], calls.Select(call => call.FunctionArguments.ToString()));
        messages.Add(new AssistantChatMessage(calls));
        foreach (var call in calls) messages.Add(new ToolChatMessage(call.Id, $"sunny {call.Id}"));
        ChatCompletion completion = await Client.CompleteChatAsync(messages, options, Cancellation);

        Assert.Equal($"last tool call result is sunny {calls[1].Id}", completion.Content[0].Text);
    }

    [Fact]
    public async Task ResponseFormat_OfAJsonSchema_IsAccepted()
    {
        var format = ChatResponseFormat.CreateJsonSchemaFormat(
            "thing", BinaryData.FromString("""{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"],"additionalProperties":false}"""),
            jsonSchemaIsStrict: true);
        var options = new ChatCompletionOptions { ResponseFormat = format, Temperature = 0.5f, MaxOutputTokenCount = 100, Seed = 7, EndUserId = "u" };

        ChatCompletion completion = await Client.CompleteChatAsync([new UserChatMessage("{\"a\":1}")], options, Cancellation);

        Assert.Equal("{\"a\":1}", completion.Content[0].Text);
        Assert.StartsWith("fp_", completion.SystemFingerprint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LogProbabilities_AskedFor_Come()
    {
        var options = new ChatCompletionOptions { IncludeLogProbabilities = true, TopLogProbabilityCount = 3 };

        ChatCompletion completion = await Client.CompleteChatAsync([new UserChatMessage("Hello there")], options, Cancellation);

        Assert.Equal("Hello there", string.Concat(completion.ContentTokenLogProbabilities.Select(token => token.Token)));
        Assert.All(completion.ContentTokenLogProbabilities, token => Assert.Equal(3, token.TopLogProbabilities.Count));
    }

    [Fact]
    public async Task Refusal_AndUsage_ArePassedOn()
    {
        ChatCompletion refusal = await Client.CompleteChatAsync(
            [new UserChatMessage(ScriptedStrategy.Marker(Scripts.Refusal))], cancellationToken: Cancellation);
        ChatCompletion counted = await Client.CompleteChatAsync(
            [new UserChatMessage(ScriptedStrategy.Marker(Scripts.Usage))], cancellationToken: Cancellation);

        Assert.Equal("I can't help with that.", refusal.Refusal);
        Assert.Equal(100, counted.Usage.InputTokenCount);
        Assert.Equal(40, counted.Usage.InputTokenDetails.CachedTokenCount);
        Assert.Equal(20, counted.Usage.OutputTokenDetails.ReasoningTokenCount);
    }

    private async Task<IReadOnlyList<ChatToolCall>> Calls(List<ChatMessage> messages, ChatCompletionOptions options)
    {
        ChatCompletion completion = await Client.CompleteChatAsync(messages, options, Cancellation);
        Assert.Equal(ChatFinishReason.ToolCalls, completion.FinishReason);
        return completion.ToolCalls;
    }

    private async Task<IReadOnlyList<ChatToolCall>> StreamCalls(List<ChatMessage> messages, ChatCompletionOptions options)
    {
        var ids = new SortedDictionary<int, (string Id, string Name, StringBuilder Arguments)>();
        await foreach (var update in Client.CompleteChatStreamingAsync(messages, options, Cancellation))
        {
            foreach (var call in update.ToolCallUpdates)
            {
                if (call.ToolCallId is { } id) ids[call.Index] = (id, call.FunctionName, new StringBuilder());
                if (call.FunctionArgumentsUpdate is { } piece && !piece.ToMemory().IsEmpty) ids[call.Index].Arguments.Append(piece);
            }
        }

        return [.. ids.Values.Select(call => ChatToolCall.CreateFunctionToolCall(call.Id, call.Name, BinaryData.FromString(call.Arguments.ToString())))];
    }
}
