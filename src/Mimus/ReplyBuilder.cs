using System.Diagnostics.CodeAnalysis;
using Mimus.Core.Model;
using Mimus.Core.Rules;
using Mimus.Core.Rules.Templates;

namespace Mimus;

/// <summary>Begins a reply; a text is a reply too.</summary>
public static class Reply
{
    /// <summary>A reply of this text; placeholders such as <c>{{message}}</c> are filled.</summary>
    public static ReplyBuilder Text(string text) => new ReplyBuilder().Text(text);

    /// <summary>A reply that reasons first.</summary>
    public static ReplyBuilder Reasoning(string text) => new ReplyBuilder().Reasoning(text);

    /// <summary>A reply that calls a tool; the arguments are JSON text.</summary>
    public static ReplyBuilder ToolCall(string name, string argumentsJson = "{}") => new ReplyBuilder().ToolCall(name, argumentsJson);

    /// <summary>A reply that declines.</summary>
    public static ReplyBuilder Refusal(string text) => new ReplyBuilder().Refusal(text);

    /// <summary>An HTTP error in the vendor's own form.</summary>
    /// <param name="status">The status, 300 to 599.</param>
    /// <param name="message">The sentence.</param>
    public static ReplyBuilder Error(int status, string message) => new ReplyBuilder().Error(status, message);
}

/// <summary>Says what a rule replies; parts come in the order in which they are said.</summary>
public sealed class ReplyBuilder
{
    private readonly List<PartTemplate> _parts = [];
    private RuleReply _reply = new();

    /// <summary>Text; placeholders such as <c>{{message}}</c> are filled.</summary>
    public ReplyBuilder Text(string text) => Add(new TextPartTemplate(TextTemplate.Parse(text)));

    /// <summary>Reasoning; formats that cannot say it leave it out.</summary>
    public ReplyBuilder Reasoning(string text, string? signature = null) => Add(new ReasoningTemplate(TextTemplate.Parse(text), signature));

    /// <summary>Declines to answer.</summary>
    public ReplyBuilder Refusal(string text) => Add(new RefusalTemplate(TextTemplate.Parse(text)));

    /// <summary>Calls a tool.</summary>
    /// <param name="name">The tool's name.</param>
    /// <param name="argumentsJson">The arguments as JSON text.</param>
    /// <param name="id">The call's id; null lets Mimus make one in the vendor's shape.</param>
    public ReplyBuilder ToolCall(string name, string argumentsJson = "{}", string? id = null) =>
        Add(new ToolCallTemplate(name, JsonTemplate.Parse(argumentsJson), null, id));

    /// <summary>Calls a tool with arguments given as an object: <c>new { city = "Oslo" }</c>.</summary>
    [RequiresUnreferencedCode("The properties of the arguments are found by reflection; give JSON text in a trimmed program.")]
    public ReplyBuilder ToolCall(string name, object arguments, string? id = null) => ToolCall(name, ArgumentWriter.Write(arguments), id);

    /// <summary>An HTTP error instead of an answer.</summary>
    public ReplyBuilder Error(int status, string message, string? type = null, string? code = null, string? param = null, TimeSpan? retryAfter = null)
    {
        var headers = new List<KeyValuePair<string, string>>();
        if (retryAfter is { } wait)
        {
            headers.Add(new("retry-after", $"{(long)Math.Ceiling(wait.TotalSeconds)}"));
            headers.Add(new("retry-after-ms", $"{(long)wait.TotalMilliseconds}"));
        }

        return With(_reply with { Error = new ErrorReply(status, message) { Type = type, Code = code, Param = param, Headers = headers } });
    }

    /// <summary>Why the answer ends.</summary>
    public ReplyBuilder Finish(FinishReason reason) => With(_reply with { Finish = reason });

    /// <summary>The tokens charged.</summary>
    public ReplyBuilder Usage(int input, int output, int cached = 0, int reasoning = 0) =>
        With(_reply with { Usage = new TokenUsage(input, output, cached, Reasoning: reasoning) });

    /// <summary>The model that the answer names.</summary>
    public ReplyBuilder Model(string model) => With(_reply with { Model = model });

    /// <summary>The milliseconds between two pieces of a stream.</summary>
    public ReplyBuilder Latency(int milliseconds) => With(_reply with { Latency = TimeSpan.FromMilliseconds(milliseconds) });

    /// <summary>The milliseconds before a stream's first piece.</summary>
    public ReplyBuilder TimeToFirstToken(int milliseconds) => With(_reply with { TimeToFirstToken = TimeSpan.FromMilliseconds(milliseconds) });

    /// <summary>The characters a piece of a stream has; 0 sends each text in one.</summary>
    public ReplyBuilder ChunkSize(int characters) => With(_reply with { ChunkSize = characters });

    /// <summary>A text is a reply.</summary>
    public static implicit operator ReplyBuilder(string text) => Mimus.Reply.Text(text);

    /// <summary>A text is a reply.</summary>
    public static ReplyBuilder FromString(string text) => Mimus.Reply.Text(text);

    internal RuleReply Build() => _reply with { Parts = [.. _parts] };

    private ReplyBuilder Add(PartTemplate part)
    {
        _parts.Add(part);
        return this;
    }

    private ReplyBuilder With(RuleReply reply)
    {
        _reply = reply;
        return this;
    }
}
