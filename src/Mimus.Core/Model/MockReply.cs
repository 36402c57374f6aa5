namespace Mimus.Core.Model;

/// <summary>What Mimus answers, in neutral words: a closed family.</summary>
public abstract record MockReply
{
    private protected MockReply() { }

    /// <summary>How it is sent; null sends it as the configuration says.</summary>
    public Delivery? Delivery { get; init; }
}

/// <summary>Why an answer ends.</summary>
public enum FinishReason
{
    /// <summary>The answer is complete, or a stop sequence was reached.</summary>
    Stop,

    /// <summary>The token limit was reached.</summary>
    Length,

    /// <summary>The answer calls tools.</summary>
    ToolCalls,

    /// <summary>The vendor's filter stopped the answer.</summary>
    ContentFilter,

    /// <summary>The model declined.</summary>
    Refusal,
}

/// <summary>The tokens that an exchange is charged for.</summary>
/// <param name="Input">Input tokens, cached ones included.</param>
/// <param name="Output">Output tokens, reasoning included.</param>
/// <param name="Cached">Input tokens read from the prompt cache.</param>
/// <param name="CacheCreation">Input tokens written to the prompt cache.</param>
/// <param name="Reasoning">Output tokens spent on reasoning.</param>
public sealed record TokenUsage(int Input, int Output, int Cached = 0, int CacheCreation = 0, int Reasoning = 0)
{
    /// <summary>Of <see cref="CacheCreation"/>, the tokens that the cache keeps for an hour; the others it keeps for five minutes.</summary>
    public int LongCacheCreation { get; init; }

    /// <summary>Input and output together.</summary>
    public int Total => Input + Output;
}

/// <summary>An answer to a conversation.</summary>
public sealed record GeneratedReply : MockReply
{
    /// <summary>Makes an answer of these parts.</summary>
    public GeneratedReply(params IReadOnlyList<ReplyPart> parts) => Parts = parts;

    /// <summary>The answer, in order.</summary>
    public IReadOnlyList<ReplyPart> Parts { get; init; }

    /// <summary>
    /// Further alternatives when the request asks for several; where there are fewer than asked for, <see cref="Parts"/> is repeated.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<ReplyPart>> Alternatives { get; init; } = [];

    /// <summary>Why it ends; null means <see cref="FinishReason.ToolCalls"/> where it calls a tool, else <see cref="FinishReason.Stop"/>.</summary>
    public FinishReason? Finish { get; init; }

    /// <summary>The stop sequence that ended it; null where none did.</summary>
    public string? StopSequence { get; init; }

    /// <summary>The tokens charged; null lets Mimus count about four characters a token.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>The model that the answer names; null names the one asked for.</summary>
    public string? Model { get; init; }

    /// <summary>True for text that Mimus made up (the mirror's): only such text is cut by <c>max_tokens</c> and <c>stop</c>.</summary>
    public bool IsGenerated { get; init; }

    /// <summary>The parts of one alternative, counted from 0.</summary>
    public IReadOnlyList<ReplyPart> Choice(int index) =>
        index > 0 && index <= Alternatives.Count ? Alternatives[index - 1] : Parts;

    /// <summary>Why one alternative ends.</summary>
    public FinishReason FinishOf(int index)
    {
        if (Finish is { } finish)
        {
            return finish;
        }

        var parts = Choice(index);
        for (var position = 0; position < parts.Count; position++)
        {
            if (parts[position] is ReplyToolCall)
            {
                return FinishReason.ToolCalls;
            }
        }

        return FinishReason.Stop;
    }
}

/// <summary>An error as a vendor would send it, before the first byte of an answer.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Message">The sentence.</param>
public sealed record ErrorReply(int Status, string Message) : MockReply
{
    /// <summary>The vendor's error type; null lets the format choose the one that goes with the status.</summary>
    public string? Type { get; init; }

    /// <summary>The vendor's error code; null where there is none.</summary>
    public string? Code { get; init; }

    /// <summary>The parameter at fault; null where there is none.</summary>
    public string? Param { get; init; }

    /// <summary>JSON that the vendor adds to the error; formats that have no place for it leave it out. Empty for none.</summary>
    public ReadOnlyMemory<byte> Details { get; init; }

    /// <summary>Headers to send with it.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];
}

/// <summary>A request that is turned away; the format finds the vendor's own words for it.</summary>
/// <param name="Refusal">Why.</param>
public sealed record RefusalReply(Refusal Refusal) : MockReply;

/// <summary>The answer to a request that counts tokens.</summary>
/// <param name="InputTokens">The input tokens.</param>
public sealed record TokenCountReply(int InputTokens) : MockReply;

/// <summary>The models that can be asked.</summary>
/// <param name="Models">The models, in the order of the configuration.</param>
public sealed record ModelListReply(IReadOnlyList<ModelEntry> Models) : MockReply;

/// <summary>One model.</summary>
/// <param name="Model">The model.</param>
public sealed record ModelReply(ModelEntry Model) : MockReply;
