namespace Mimus.Core.Model;

/// <summary>One piece of an answer: a closed family.</summary>
public abstract record ReplyPart
{
    private protected ReplyPart() { }

    /// <summary>The text that is streamed in pieces; empty where the part has none.</summary>
    public abstract string Content { get; }
}

/// <summary>Text of the answer.</summary>
/// <param name="Text">The text.</param>
public sealed record ReplyText(string Text) : ReplyPart
{
    /// <inheritdoc/>
    public override string Content => Text;
}

/// <summary>The model's reasoning; formats that cannot say it leave it out.</summary>
/// <param name="Text">The reasoning or its summary.</param>
/// <param name="Signature">The signature or encrypted content; null lets the format make one.</param>
public sealed record ReplyReasoning(string Text, string? Signature = null) : ReplyPart
{
    /// <inheritdoc/>
    public override string Content => Text;
}

/// <summary>Reasoning that the vendor hides: only opaque data is sent.</summary>
/// <param name="Data">The opaque data.</param>
public sealed record ReplyRedactedReasoning(string Data) : ReplyPart
{
    /// <inheritdoc/>
    public override string Content => "";
}

/// <summary>A call of a tool.</summary>
/// <param name="Name">The tool's name, sent as it is.</param>
/// <param name="Arguments">The arguments, sent as they are: JSON text for a function, free text for a custom tool.</param>
/// <param name="Id">The call's id; null lets the format make one in the vendor's shape.</param>
public sealed record ReplyToolCall(string Name, string Arguments, string? Id = null) : ReplyPart
{
    /// <inheritdoc/>
    public override string Content => Arguments;
}

/// <summary>The model declines to answer.</summary>
/// <param name="Text">What it says.</param>
public sealed record ReplyRefusal(string Text) : ReplyPart
{
    /// <inheritdoc/>
    public override string Content => Text;
}
