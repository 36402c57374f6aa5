using Mimus.Core.Model;
using Mimus.Protocols.Json;

namespace Mimus.Protocols.Formats.OpenAiChat;

/// <summary>The <c>usage</c> property of Chat Completions.</summary>
internal static class ChatUsage
{
    public static void Write(ByteOutput output, TokenUsage usage)
    {
        output.Write("\"usage\":{\"prompt_tokens\":"u8);
        output.Write(usage.Input);
        output.Write(",\"completion_tokens\":"u8);
        output.Write(usage.Output);
        output.Write(",\"total_tokens\":"u8);
        output.Write(usage.Total);
        output.Write(",\"prompt_tokens_details\":{\"cached_tokens\":"u8);
        output.Write(usage.Cached);
        output.Write(",\"audio_tokens\":0},\"completion_tokens_details\":{\"reasoning_tokens\":"u8);
        output.Write(usage.Reasoning);
        output.Write(",\"audio_tokens\":0,\"accepted_prediction_tokens\":0,\"rejected_prediction_tokens\":0}}"u8);
    }
}
