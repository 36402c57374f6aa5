using Mimus.Core.Model;

namespace Mimus.Protocols.Formats.OpenAiChat;

/// <summary>What a Chat Completions request says that only its writer needs.</summary>
internal sealed record ChatState
{
    /// <summary>Whether a stream ends with a chunk that holds the usage.</summary>
    public bool IncludeUsage { get; set; }

    /// <summary>Whether each chunk is padded so that its length tells nothing.</summary>
    public bool IncludeObfuscation { get; set; }

    /// <summary>How many alternatives each token's log probability lists; null where none were asked for.</summary>
    public int? TopLogprobs { get; set; }

    /// <summary>The tier that serves the request.</summary>
    public string ServiceTier { get; set; } = "default";

    /// <summary>Whether the deprecated <c>functions</c> are offered: a call is then a <c>function_call</c>.</summary>
    public bool UsesFunctions { get; set; }

    public static ChatState Of(MockRequest request) => (ChatState)request.FormatState!;
}
