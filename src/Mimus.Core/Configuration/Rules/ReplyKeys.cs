using Mimus.Core.Configuration.Schemas;

namespace Mimus.Core.Configuration.Rules;

/// <summary>The keys of a reply.</summary>
internal static class ReplyKeys
{
    private const int LowestStatus = 300;
    private const int HighestStatus = 599;

    /// <summary>A reply, as the schema names it.</summary>
    public static ValueShape Reply { get; } = ValueShape.Named("reply");

    public static ConfigurationKey Text { get; } = new("text") { Shape = ValueShape.Text, Summary = "The answer's text" };

    public static ConfigurationKey Reasoning { get; } =
        new("reasoning") { Shape = ValueShape.Text, Summary = "The reasoning; formats that cannot say it leave it out" };

    public static ConfigurationKey Refusal { get; } =
        new("refusal") { Shape = ValueShape.Text, Summary = "What the model says when it declines" };

    public static ConfigurationKey ToolId { get; } = new("id") { Shape = ValueShape.Text, Summary = "The call's id; made up by default" };

    public static ConfigurationKey ToolName { get; } = new("name") { Shape = ValueShape.Text, Summary = "The tool's name" };

    public static ConfigurationKey ToolArguments { get; } =
        new("args", "arguments", "input")
        {
            Shape = ValueShape.Either(ValueShape.MapOf(ValueShape.Anything), ValueShape.Text),
            Summary = "The arguments; a text for a custom tool",
        };

    /// <summary>The keys of a tool call.</summary>
    public static IReadOnlyList<ConfigurationKey> ToolCall { get; } = [ToolId, ToolName, ToolArguments];

    public static ConfigurationKey Tools { get; } =
        new("tools") { Shape = ValueShape.ListOf(ValueShape.Named("toolCall"), minimum: 1), Summary = "Tools that the answer calls" };

    public static ConfigurationKey Tool { get; } = new("tool") { Shape = ValueShape.Named("toolCall"), Summary = "A tool that is called" };

    /// <summary>The keys of a part, of which each part has one.</summary>
    public static IReadOnlyList<ConfigurationKey> Part { get; } = [Text, Reasoning, Tool, Refusal];

    public static ConfigurationKey Parts { get; } =
        new("parts")
        {
            Shape = ValueShape.ListOf(ValueShape.Either(ValueShape.Text, ValueShape.MappingOf(Part) with { HasOneEntry = true }), minimum: 1),
            Summary = "Texts, reasoning, tool calls and refusals in the order in which they are sent",
        };

    /// <summary>The keys of a choice.</summary>
    public static IReadOnlyList<ConfigurationKey> Choice { get; } = [Text, Reasoning, Tools, Parts, Refusal];

    public static ConfigurationKey Choices { get; } =
        new("choices")
        {
            Shape = ValueShape.ListOf(ValueShape.Either(ValueShape.Text, ValueShape.MappingOf(Choice)), minimum: 1),
            Summary = "Alternatives, for requests that ask for several",
        };

    public static ConfigurationKey Finish { get; } =
        new("finish", "finish-reason") { Shape = ValueShape.Choice(FinishWords.Names), Summary = "Why the answer ends" };

    public static ConfigurationKey UsageInput { get; } =
        OfTokens("input", "Input tokens, cached ones included", "prompt-tokens", "input-tokens");

    public static ConfigurationKey UsageOutput { get; } =
        OfTokens("output", "Output tokens, reasoning included", "completion-tokens", "output-tokens");

    public static ConfigurationKey UsageCached { get; } = OfTokens("cached", "Input tokens read from the cache");
    public static ConfigurationKey UsageCacheCreation { get; } = OfTokens("cacheCreation", "Input tokens written to the cache");
    public static ConfigurationKey UsageReasoning { get; } = OfTokens("reasoning", "Output tokens spent on reasoning");

    public static IReadOnlyList<ConfigurationKey> UsageParts { get; } =
        [UsageInput, UsageOutput, UsageCached, UsageCacheCreation, UsageReasoning];

    public static ConfigurationKey Usage { get; } =
        new("usage") { Shape = ValueShape.MappingOf(UsageParts), Summary = "The tokens that are charged; counted by default" };

    public static ConfigurationKey ErrorStatus { get; } =
        new("status") { Shape = ValueShape.Whole(LowestStatus, HighestStatus), Summary = "The HTTP status" };

    public static ConfigurationKey ErrorMessage { get; } = new("message") { Shape = ValueShape.Text, Summary = "The sentence" };

    public static ConfigurationKey ErrorType { get; } =
        new("type") { Shape = ValueShape.Text, Summary = "The vendor's error type; the one that goes with the status by default" };

    public static ConfigurationKey ErrorCode { get; } = new("code") { Shape = ValueShape.Text, Summary = "The vendor's error code" };
    public static ConfigurationKey ErrorParam { get; } = new("param") { Shape = ValueShape.Text, Summary = "The parameter at fault" };

    public static ConfigurationKey ErrorHeaders { get; } =
        new("headers") { Shape = ValueShape.MapOf(ValueShape.Text), Summary = "Headers that are sent with it" };

    public static ConfigurationKey ErrorRetryAfter { get; } =
        new("retryAfter") { Shape = ValueShape.Duration, Summary = "The seconds after which the client should try again" };

    /// <summary>The keys of an error.</summary>
    public static IReadOnlyList<ConfigurationKey> ErrorParts { get; } =
        [ErrorStatus, ErrorMessage, ErrorType, ErrorCode, ErrorParam, ErrorHeaders, ErrorRetryAfter];

    public static ConfigurationKey Error { get; } =
        new("error")
        {
            Shape = ValueShape.MappingOf(ErrorParts, ErrorStatus, ErrorMessage),
            Summary = "An error that is sent instead of an answer",
        };

    public static ConfigurationKey Latency { get; } =
        new("latency")
        {
            Shape = LatencyKeys.Shape,
            Summary = "The milliseconds between two pieces of a stream, a profile's name, or a mapping of times",
        };

    public static ConfigurationKey ChunkSize { get; } =
        new("chunkSize") { Shape = ValueShape.Whole(0, int.MaxValue), Summary = "Characters a piece; 0 sends each text in one" };

    public static ConfigurationKey TimeToFirstToken { get; } =
        new("ttft", "time-to-first-token") { Shape = ValueShape.Duration, Summary = "The milliseconds before the first token" };

    public static ConfigurationKey Fault { get; } =
        new("fault") { Shape = FaultKeys.Shape, Summary = "What goes wrong on purpose: \"cut; after=3\", or a mapping" };

    public static ConfigurationKey Model { get; } = new("model") { Shape = ValueShape.Text, Summary = "The model that the answer names" };

    /// <summary>The keys that may stand beside an error.</summary>
    public static IReadOnlyList<ConfigurationKey> BesideError { get; } = [Latency, TimeToFirstToken];

    /// <summary>The keys that say something of which the answer consists.</summary>
    public static IReadOnlyList<ConfigurationKey> Content { get; } = [Text, Reasoning, Tools, Parts, Refusal, Choices];

    /// <summary>The keys of a reply.</summary>
    public static IReadOnlyList<ConfigurationKey> All { get; } =
        [.. Content, Finish, Usage, Error, Latency, ChunkSize, TimeToFirstToken, Fault, Model];

    private static ConfigurationKey OfTokens(string name, string summary, params string[] otherNames) =>
        new(name, otherNames) { Shape = ValueShape.Whole(0, int.MaxValue), Summary = summary };
}
