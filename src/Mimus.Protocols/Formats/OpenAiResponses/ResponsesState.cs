using Mimus.Core.Model;

namespace Mimus.Protocols.Formats.OpenAiResponses;

/// <summary>What a Responses request says that only its writer needs: most of it is said back in the response's envelope.</summary>
internal sealed record ResponsesState
{
    public ReadOnlyMemory<byte> Instructions { get; set; }

    public ReadOnlyMemory<byte> Metadata { get; set; }

    public ReadOnlyMemory<byte> ToolChoice { get; set; }

    public ReadOnlyMemory<byte> TextFormat { get; set; }

    public ReadOnlyMemory<byte> Conversation { get; set; }

    /// <summary>The tools as sent, in order; functions are completed by the writer.</summary>
    public List<ResponsesTool> Tools { get; } = [];

    public string? Verbosity { get; set; }

    public string? ReasoningSummary { get; set; }

    public string? PreviousResponseId { get; set; }

    public string? PromptCacheKey { get; set; }

    public string? PromptCacheRetention { get; set; }

    public string? SafetyIdentifier { get; set; }

    public string? User { get; set; }

    public string Truncation { get; set; } = "disabled";

    public string ServiceTier { get; set; } = "auto";

    public double FrequencyPenalty { get; set; }

    public double PresencePenalty { get; set; }

    public long? MaxToolCalls { get; set; }

    public bool IsStored { get; set; } = true;

    public bool IsBackground { get; set; }

    public bool HasPrompt { get; set; }

    /// <summary>How many alternatives each token's log probability lists.</summary>
    public int TopLogprobs { get; set; }

    /// <summary>Whether the text carries log probabilities.</summary>
    public bool IncludeLogprobs { get; set; }

    /// <summary>Whether reasoning carries its encrypted content, to be handed back by a client that lets nothing be stored.</summary>
    public bool IncludeEncryptedReasoning { get; set; }

    /// <summary>Whether each delta is padded so that its length tells nothing.</summary>
    public bool IncludeObfuscation { get; set; }

    public static ResponsesState Of(MockRequest request) => (ResponsesState)request.FormatState!;
}

/// <summary>A tool as a Responses request defines it.</summary>
/// <param name="Tool">The tool in neutral words.</param>
/// <param name="Raw">The definition as sent.</param>
/// <param name="IsStrict">Whether a function's arguments must keep to the schema; the vendor's default is true.</param>
internal sealed record ResponsesTool(MockTool Tool, ReadOnlyMemory<byte> Raw, bool IsStrict);
