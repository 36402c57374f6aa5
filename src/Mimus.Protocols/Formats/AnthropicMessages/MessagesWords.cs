using Mimus.Core.Chance;
using Mimus.Core.Model;

namespace Mimus.Protocols.Formats.AnthropicMessages;

/// <summary>What whole and streamed Messages say alike.</summary>
internal static class MessagesWords
{
    /// <summary>The id of a message: 24 characters behind the prefix, the first two always <c>01</c>.</summary>
    public static string MessageId(SeededRandom random) => random.Id("msg_01", 22);

    /// <summary>The id of a call, in the same shape.</summary>
    public static string ToolUseId(SeededRandom random) => random.Id("toolu_01", 22);

    /// <summary>A signature of thinking: base64 of no meaning.</summary>
    public static string Signature(SeededRandom random) => random.Id("ErUB", 172);

    /// <summary>Why an answer ends.</summary>
    public static string StopReason(GeneratedReply reply) =>
        reply.FinishOf(0) switch
        {
            FinishReason.Length => "max_tokens",
            FinishReason.ToolCalls => "tool_use",
            FinishReason.ContentFilter or FinishReason.Refusal => "refusal",
            _ when reply.Finish is null && Declines(reply) => "refusal",
            _ => reply.StopSequence is null ? "end_turn" : "stop_sequence",
        };

    /// <summary>True for parts that have no block: the vendor sends no empty text.</summary>
    public static bool IsLeftOut(ReplyPart? part) => (part is ReplyText or ReplyRefusal) && part.Content.Length == 0;

    private static bool Declines(GeneratedReply reply)
    {
        foreach (var part in reply.Parts)
        {
            if (part is ReplyRefusal)
            {
                return true;
            }
        }

        return false;
    }
}
