using Mimus.Core.Model;

namespace Mimus.Core.Rules;

/// <summary>What of a request a text condition looks at.</summary>
public enum RuleField
{
    /// <summary>The text of the last user message that has text.</summary>
    Message,

    /// <summary>The model asked for.</summary>
    Model,

    /// <summary>The system and developer texts.</summary>
    System,

    /// <summary>The format's name.</summary>
    Format,

    /// <summary>The name of any tool that is offered.</summary>
    ToolName,

    /// <summary>The type of any of the vendor's own tools that is offered.</summary>
    ServerTool,

    /// <summary>The call id of the tool result that ends the conversation.</summary>
    ToolCallId,

    /// <summary>The text of the tool result that ends the conversation.</summary>
    ToolResult,

    /// <summary>The text of any message.</summary>
    AnyMessage,

    /// <summary>The path asked for.</summary>
    Path,

    /// <summary>The form that the answer must have: <c>text</c>, <c>json_object</c> or <c>json_schema</c>.</summary>
    ResponseFormat,
}

/// <summary>Finds the texts of a field.</summary>
internal static class RuleFields
{
    /// <summary>The key by which rule files name the field.</summary>
    public static string KeyOf(RuleField field) =>
        field switch
        {
            RuleField.Message => "message",
            RuleField.Model => "model",
            RuleField.System => "system",
            RuleField.Format => "format",
            RuleField.ToolName => "tool_name",
            RuleField.ServerTool => "server_tool",
            RuleField.ToolCallId => "tool_call_id",
            RuleField.ToolResult => "tool_result",
            RuleField.AnyMessage => "any_message",
            RuleField.Path => "path",
            _ => "response_format",
        };

    /// <summary>The one text of the field; null where there is none, and for fields that have several.</summary>
    public static string? TextOf(RuleSubject subject, RuleField field) =>
        field switch
        {
            RuleField.Message => subject.Message,
            RuleField.Model => subject.Request.Model,
            RuleField.System => subject.System,
            RuleField.Format => subject.Request.Format,
            RuleField.ToolCallId => subject.Request.LastToolResult?.CallId,
            RuleField.ToolResult => subject.Request.LastToolResult?.Text,
            RuleField.Path => subject.Request.Path,
            RuleField.ResponseFormat => WordOf(subject.Request.ResponseFormat.Kind),
            _ => null,
        };

    /// <summary>All texts of a field that may have several.</summary>
    public static IEnumerable<string> TextsOf(RuleSubject subject, RuleField field) =>
        field switch
        {
            RuleField.ToolName => subject.Request.Tools.Select(tool => tool.Name),
            RuleField.ServerTool => subject.Request.Tools.Where(tool => tool.Kind == ToolKind.Server).Select(tool => tool.Type),
            RuleField.AnyMessage => subject.Request.Messages.SelectMany(TextsOf),
            _ => TextOf(subject, field) is { } text ? [text] : [],
        };

    public static bool HasSeveral(RuleField field) => field is RuleField.ToolName or RuleField.ServerTool or RuleField.AnyMessage;

    private static IEnumerable<string> TextsOf(MockMessage message)
    {
        if (message.Text is { } text)
        {
            yield return text;
        }

        foreach (var result in message.Parts.OfType<MessageToolResult>())
        {
            yield return result.Text;
        }
    }

    private static string WordOf(ResponseFormatKind kind) =>
        kind switch
        {
            ResponseFormatKind.Json => "json_object",
            ResponseFormatKind.JsonSchema => "json_schema",
            _ => "text",
        };
}
