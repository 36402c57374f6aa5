namespace Mimus.Conformance.Tests.Specifications;

internal enum StreamKind
{
    None,
    Chat,
    Completions,
    Responses,
    Messages,
}

/// <summary>Which schema of a specification judges the answers of a route.</summary>
/// <param name="Path">The path's last segments; <c>*</c> stands for one of any name.</param>
/// <param name="Schema">The component for a whole answer.</param>
/// <param name="Stream">The rules for a streamed answer.</param>
/// <param name="StreamSchema">The component for each event of a streamed answer.</param>
internal sealed record WireRoute(string Path, string Schema, StreamKind Stream = StreamKind.None, string? StreamSchema = null)
{
    private static readonly WireRoute[] OpenAi =
    [
        new("chat/completions", "CreateChatCompletionResponse", StreamKind.Chat, "CreateChatCompletionStreamResponse"),
        new("completions", "CreateCompletionResponse", StreamKind.Completions, "CreateCompletionResponse"),
        new("responses/input_tokens", "TokenCountsResource"),
        new("responses/*/input_items", "ResponseItemList"),
        new("responses/*/cancel", "Response"),
        new("responses/*", "Response", StreamKind.Responses, "ResponseStreamEvent"),
        new("responses", "Response", StreamKind.Responses, "ResponseStreamEvent"),
        new("models/*", "Model"),
        new("models", "ListModelsResponse"),
        new("embeddings", "CreateEmbeddingResponse"),
        new("moderations", "CreateModerationResponse"),
    ];

    private static readonly WireRoute[] Anthropic =
    [
        new("messages/count_tokens", "CountMessageTokensResponse"),
        new("messages", "Message", StreamKind.Messages, "MessageStreamEvent"),
        new("models/*", "ModelInfo"),
        new("models", "ListResponse_ModelInfo_"),
    ];

    public static WireRoute Find(string route, bool anthropic)
    {
        var segments = route.Split('?')[0].Trim('/').Split('/');
        return (anthropic ? Anthropic : OpenAi).FirstOrDefault(candidate => candidate.Matches(segments))
            ?? throw new ArgumentException($"No schema is known for the route '{route}'.", nameof(route));
    }

    private bool Matches(string[] segments)
    {
        var wanted = Path.Split('/');
        return segments.Length >= wanted.Length
            && segments[^wanted.Length..].Zip(wanted).All(pair => pair.Second == "*" || pair.First == pair.Second);
    }
}
