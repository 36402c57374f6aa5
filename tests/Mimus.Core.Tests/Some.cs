using Mimus.Core.Chance;
using Mimus.Core.Configuration;
using Mimus.Core.Model;
using Mimus.Core.Pipeline;

namespace Mimus.Core.Tests;

/// <summary>Test data with sensible defaults.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static MockMessage User(params string[] texts) =>
        new(MessageRole.User, [.. texts.Select(text => new MessageText(text))]);

    public static MockMessage System(string text) => new(MessageRole.System, [new MessageText(text)]);

    public static MockMessage Assistant(string text) => new(MessageRole.Assistant, [new MessageText(text)]);

    public static MockMessage AssistantCall(string id = "call_1", string name = "f", string arguments = "{}") =>
        new(MessageRole.Assistant, [new MessageToolCall(id, name, arguments)]);

    public static MockMessage ToolResult(string text, string id = "call_1") =>
        new(MessageRole.Tool, [new MessageToolResult(id, text)]);

    public static MockRequest Request(params MockMessage[] messages) =>
        new()
        {
            Format = "openai",
            Operation = Operation.Generate,
            Model = "gpt-4o",
            Messages = messages,
        };

    public static MockRequest Request(string? scope, params MockMessage[] messages) =>
        new()
        {
            Format = "openai",
            Operation = Operation.Generate,
            Model = "gpt-4o",
            Scope = scope,
            Messages = messages,
        };

    public static MockRequest Request(Operation operation, string model = "gpt-4o", params KeyValuePair<string, string>[] headers) =>
        new()
        {
            Format = "openai",
            Operation = operation,
            Model = model,
            Messages = [User("hello")],
            Headers = new RequestHeaders(headers),
        };

    public static MockRequest Request(Sampling sampling, params MockMessage[] messages) =>
        new()
        {
            Format = "openai",
            Operation = Operation.Generate,
            Model = "gpt-4o",
            Messages = messages,
            Sampling = sampling,
        };

    public static MockExchange Exchange(MockRequest request, MockConfiguration? configuration = null) =>
        new(request, configuration ?? MockConfiguration.Default, new SeededRandom(1), Time);

    public static ValueTask<MockReply> Answer(MockRequest request, MockConfiguration? configuration = null) =>
        MockPipeline.Create().HandleAsync(Exchange(request, configuration), TestContext.Current.CancellationToken);
}
