using Mimus.Core.Configuration.Schemas;

namespace Mimus.Core.Configuration.Rules;

/// <summary>The keys of <c>when</c>.</summary>
internal static class MatchKeys
{
    /// <summary>A text, a pattern or an exact form.</summary>
    private static readonly ValueShape s_text = ValueShape.Named("text");

    /// <summary>A match, as the schema names it.</summary>
    public static ValueShape Match { get; } = ValueShape.Named("match");

    public static ConfigurationKey Exact { get; } = new("exact") { Shape = ValueShape.Text, Summary = "The text itself, letter by letter" };

    public static ConfigurationKey OneOf { get; } =
        new("oneOf") { Shape = ValueShape.ListOf(ValueShape.Text, minimum: 1), Summary = "Texts of which it must be one" };

    /// <summary>The keys of an exact form.</summary>
    public static IReadOnlyList<ConfigurationKey> ExactForm { get; } = [Exact, OneOf];

    public static ConfigurationKey Message { get; } = OfText("message", "The text of the last user message");
    public static ConfigurationKey Model { get; } = OfText("model", "The model asked for");
    public static ConfigurationKey System { get; } = OfText("system", "The system and developer texts");
    public static ConfigurationKey Format { get; } = OfText("format", "The API's format: openai, responses or anthropic");
    public static ConfigurationKey ToolName { get; } = OfText("tool_name", "The name of a tool that is offered");
    public static ConfigurationKey ServerTool { get; } = OfText("server_tool", "The type of a vendor's own tool that is offered");
    public static ConfigurationKey ToolCallId { get; } = OfText("tool_call_id", "The call id of the tool result that ends the conversation");
    public static ConfigurationKey ToolResult { get; } = OfText("tool_result", "The text of the tool result that ends the conversation");
    public static ConfigurationKey HasToolResult { get; } = OfFlag("has_tool_result", "Whether a tool result follows the last user message");

    public static ConfigurationKey Turn { get; } =
        new("turn") { Shape = ValueShape.Whole(0, int.MaxValue), Summary = "How many answers the conversation holds already" };

    public static ConfigurationKey AnyMessage { get; } = OfText("any_message", "The text of any message");

    public static ConfigurationKey Header { get; } =
        new("header", "headers")
        {
            Shape = ValueShape.MapOf(ValueShape.Either(s_text, ValueShape.Flag)),
            Summary = "Headers by name: a text, true where it must be there, false where it must not",
        };

    public static ConfigurationKey Path { get; } = OfText("path", "The path asked for");
    public static ConfigurationKey Stream { get; } = OfFlag("stream", "Whether the answer is wanted as a stream");
    public static ConfigurationKey ResponseFormat { get; } = OfText("response_format", "The form of the answer: text, json_object or json_schema");
    public static ConfigurationKey Image { get; } = OfFlag("image", "Whether the conversation holds an image");
    public static ConfigurationKey Input { get; } = OfText("input", "The text to embed");

    public static ConfigurationKey Body { get; } =
        new("body")
        {
            Shape = ValueShape.MapOf(ValueShape.Anything),
            Summary = "Values of the request body by JSON Pointer or JSONPath",
        };

    public static ConfigurationKey Not { get; } = new("not") { Shape = Match, Summary = "What must not hold" };

    public static ConfigurationKey Any { get; } =
        new("any") { Shape = ValueShape.ListOf(Match, minimum: 1), Summary = "Matches of which one must hold" };

    /// <summary>The keys, in the order of the documentation.</summary>
    public static IReadOnlyList<ConfigurationKey> All { get; } =
    [
        Message, Model, System, Format, ToolName, ServerTool, ToolCallId, ToolResult, HasToolResult, Turn, AnyMessage, Header, Path,
        Stream, ResponseFormat, Image, Input, Body, Not, Any,
    ];

    private static ConfigurationKey OfText(string name, string summary) => new(name) { Shape = s_text, Summary = summary };

    private static ConfigurationKey OfFlag(string name, string summary) => new(name) { Shape = ValueShape.Flag, Summary = summary };
}
