using System.Diagnostics.CodeAnalysis;

namespace Mimus;

/// <summary>Begins a reply; where a reply is expected, a string is one too.</summary>
public static class Reply
{
    /// <summary>A reply of this text; placeholders such as <c>{{message}}</c> are filled.</summary>
    public static ReplyBuilder Text(string text) => new ReplyBuilder().Text(text);

    /// <summary>A reply that reasons first; formats that cannot say it leave it out.</summary>
    public static ReplyBuilder Reasoning(string text, string? signature = null) => new ReplyBuilder().Reasoning(text, signature);

    /// <summary>A reply that declines.</summary>
    public static ReplyBuilder Refusal(string text) => new ReplyBuilder().Refusal(text);

    /// <summary>A reply that calls a tool.</summary>
    /// <param name="name">The tool's name.</param>
    /// <param name="argumentsJson">The arguments as JSON text.</param>
    /// <param name="id">The call's id; null lets Mimus make one in the vendor's shape.</param>
    public static ReplyBuilder ToolCall(string name, string argumentsJson = "{}", string? id = null) =>
        new ReplyBuilder().ToolCall(name, argumentsJson, id);

    /// <summary>A reply that calls a tool with arguments given as an object: <c>new { city = "Oslo" }</c>.</summary>
    /// <param name="name">The tool's name.</param>
    /// <param name="arguments">The arguments: public properties, a dictionary, or JSON.</param>
    /// <param name="id">The call's id; null lets Mimus make one in the vendor's shape.</param>
    [RequiresUnreferencedCode(ArgumentWriter.TrimmingWarning)]
    public static ReplyBuilder ToolCall(string name, object arguments, string? id = null) => new ReplyBuilder().ToolCall(name, arguments, id);

    /// <summary>An HTTP error in the vendor's own form.</summary>
    /// <param name="status">The status, 300 to 599.</param>
    /// <param name="message">The sentence; placeholders are filled.</param>
    public static ReplyBuilder Error(int status, string message) => new ReplyBuilder().Error(status, message);
}
