using Mimus.Core.PromptCaching;
using Mimus.Core.Text;

namespace Mimus.Core.Model;

/// <summary>One piece of a message: a closed family, one member for each kind of content.</summary>
public abstract class MessagePart
{
    private protected MessagePart() { }

    /// <summary>How long the vendor's prompt cache is to keep what ends with this part; null where the request does not mark it.</summary>
    internal TimeSpan? KeepFor { get; set; }
}

/// <summary>Plain text.</summary>
public sealed class MessageText : MessagePart
{
    // Not readonly: it keeps what it has decoded.
    private JsonText _text;

    internal MessageText(JsonText text) => _text = text;

    /// <summary>Makes a text part.</summary>
    public MessageText(string text) => _text = new JsonText(text);

    /// <summary>The text, as the sender meant it (JSON escapes undone).</summary>
    public string Text => _text.Value;

    internal int CharacterCount => _text.CharacterCount;

    internal ReadOnlySpan<byte> Utf8 => _text.Utf8;

    internal void AddTo(ref PrefixHash hash) => hash.Add(_text.Utf8);
}

/// <summary>An image, by address or inline.</summary>
public sealed class MessageImage(string? url, string? mediaType) : MessagePart
{
    /// <summary>The address or data URL; null where the image came inline in a field of its own or by file id.</summary>
    public string? Url { get; } = url;

    /// <summary>The media type, such as <c>image/png</c>; null where the request does not name one.</summary>
    public string? MediaType { get; } = mediaType;
}

/// <summary>A piece of audio.</summary>
public sealed class MessageAudio(string? format) : MessagePart
{
    /// <summary>The format, such as <c>wav</c>.</summary>
    public string? Format { get; } = format;
}

/// <summary>A file or document.</summary>
public sealed class MessageFile(string? name, string? id) : MessagePart
{
    /// <summary>The file's name or title.</summary>
    public string? Name { get; } = name;

    /// <summary>The id under which the file was uploaded; null for an inline file.</summary>
    public string? Id { get; } = id;
}

/// <summary>A call of a tool that an earlier answer made.</summary>
public sealed class MessageToolCall(string id, string name, string arguments) : MessagePart
{
    /// <summary>The id that the result refers to.</summary>
    public string Id { get; } = id;

    /// <summary>The tool's name.</summary>
    public string Name { get; } = name;

    /// <summary>The arguments: JSON text for a function, free text for a custom tool.</summary>
    public string Arguments { get; } = arguments;
}

/// <summary>What a tool gave back.</summary>
public sealed class MessageToolResult : MessagePart
{
    // Not readonly: it keeps what it has decoded.
    private JsonText _text;

    internal MessageToolResult(string callId, JsonText text, bool isError = false)
    {
        CallId = callId;
        _text = text;
        IsError = isError;
    }

    /// <summary>Makes a tool result.</summary>
    public MessageToolResult(string callId, string text, bool isError = false)
        : this(callId, new JsonText(text), isError) { }

    /// <summary>The id of the call that this answers; empty for OpenAI's deprecated function messages.</summary>
    public string CallId { get; }

    /// <summary>The result's text; several text pieces are joined with a newline.</summary>
    public string Text => _text.Value;

    /// <summary>True where the sender marked the result as a failure.</summary>
    public bool IsError { get; }

    internal int CharacterCount => _text.CharacterCount;

    internal ReadOnlySpan<byte> Utf8 => _text.Utf8;

    internal void AddTo(ref PrefixHash hash) => hash.Add(_text.Utf8);
}

/// <summary>Reasoning of an earlier answer, handed back.</summary>
public sealed class MessageReasoning(string text, string? signature) : MessagePart
{
    /// <summary>The reasoning's text; empty where it is encrypted or redacted.</summary>
    public string Text { get; } = text;

    /// <summary>The signature or encrypted content that came with it.</summary>
    public string? Signature { get; } = signature;
}

/// <summary>Content that Mimus recognises but has no neutral word for, such as the result of a vendor's own tool.</summary>
public sealed class MessageOther(string type) : MessagePart
{
    /// <summary>The vendor's word for it.</summary>
    public string Type { get; } = type;
}
