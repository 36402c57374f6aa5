using System.Diagnostics;
using Mimus.Core.PromptCaching;
using Mimus.Core.Text;

namespace Mimus.Core.Model;

/// <summary>A request in neutral words: what any vendor's client asked for.</summary>
[DebuggerDisplay("{Format} {Operation} {Model}: {LastUserText}")]
public sealed class MockRequest
{
    private int _inputTokens = -1;

    /// <summary>The payload's format as users type it in rules: <c>openai</c>, <c>responses</c>, <c>anthropic</c>.</summary>
    public required string Format { get; init; }

    /// <summary>What is asked for.</summary>
    public required Operation Operation { get; init; }

    /// <summary>The model asked for; empty for operations that name none.</summary>
    public string Model { get; init; } = "";

    /// <summary>True where the answer is wanted as a stream.</summary>
    public bool Streaming { get; init; }

    /// <summary>The conversation, in order; system texts that a vendor sends apart come first.</summary>
    public IReadOnlyList<MockMessage> Messages { get; init; } = [];

    /// <summary>The tools on offer.</summary>
    public IReadOnlyList<MockTool> Tools { get; init; } = [];

    /// <summary>What is said about calling them.</summary>
    public ToolChoice ToolChoice { get; init; } = ToolChoice.Auto;

    /// <summary>The form that the answer must have.</summary>
    public ResponseFormat ResponseFormat { get; init; } = ResponseFormat.Text;

    /// <summary>The sampling parameters.</summary>
    public Sampling Sampling { get; init; } = Sampling.Default;

    /// <summary>How hard the model should think, in the vendor's words; null where nothing is said.</summary>
    public string? ReasoningEffort { get; init; }

    /// <summary>The request's headers.</summary>
    public RequestHeaders Headers { get; init; }

    /// <summary>The path as it was asked for, without the query.</summary>
    public string Path { get; init; } = "";

    /// <summary>The query string with its question mark; empty where there is none.</summary>
    public string Query { get; init; } = "";

    /// <summary>The body, decompressed but otherwise byte for byte as received.</summary>
    public ReadOnlyMemory<byte> RawBody { get; init; }

    /// <summary>How often the client has tried before, from <c>x-stainless-retry-count</c>; 0 for a first attempt.</summary>
    public int RetryCount { get; init; }

    /// <summary>The test's own world that the request belongs to; null for the common one.</summary>
    public string? Scope { get; init; }

    /// <summary>How the vendor keeps prompts.</summary>
    internal PromptCachingKind Caching { get; init; }

    /// <summary>How many tokens a prompt must have at least to be kept.</summary>
    internal int LeastCached { get; init; } = 1024;

    /// <summary>What a format read for its own writer; no other room looks at it.</summary>
    internal object? FormatState { get; init; }

    /// <summary>The text of the last user message that has text; null where there is none.</summary>
    public string? LastUserText
    {
        get
        {
            for (var index = Messages.Count - 1; index >= 0; index--)
            {
                if (Messages[index].Role == MessageRole.User && Messages[index].Text is { } text)
                {
                    return text;
                }
            }

            return null;
        }
    }

    /// <summary>The last message of the user, with or without text; null where there is none.</summary>
    public MockMessage? LastUserMessage
    {
        get
        {
            for (var index = Messages.Count - 1; index >= 0; index--)
            {
                if (Messages[index].Role == MessageRole.User)
                {
                    return Messages[index];
                }
            }

            return null;
        }
    }

    /// <summary>All system and developer texts, joined with a newline; null where there are none.</summary>
    public string? SystemText
    {
        get
        {
            string? text = null;
            foreach (var message in Messages)
            {
                if (message.Role is MessageRole.System or MessageRole.Developer && message.Text is { } piece)
                {
                    text = text is null ? piece : $"{text}\n{piece}";
                }
            }

            return text;
        }
    }

    /// <summary>The tool result that ends the conversation; null where it ends in anything else.</summary>
    public MessageToolResult? LastToolResult =>
        Messages is [.., { Role: MessageRole.Tool, Parts: [.., MessageToolResult result] }] ? result : null;

    /// <summary>How many answers the conversation holds already.</summary>
    public int Turn
    {
        get
        {
            var turn = 0;
            foreach (var message in Messages)
            {
                turn += message.Role == MessageRole.Assistant ? 1 : 0;
            }

            return turn;
        }
    }

    /// <summary>The conversation's estimated input tokens: about four characters a token.</summary>
    public int InputTokens => _inputTokens >= 0 ? _inputTokens : _inputTokens = TokenEstimator.Input(this);

    /// <summary>The offered tool of this name; null where none is offered.</summary>
    public MockTool? FindTool(string name)
    {
        foreach (var tool in Tools)
        {
            if (tool.Name == name)
            {
                return tool;
            }
        }

        return null;
    }
}
