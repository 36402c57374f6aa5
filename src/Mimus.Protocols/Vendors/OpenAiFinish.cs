using Mimus.Core.Model;

namespace Mimus.Protocols.Vendors;

/// <summary>OpenAI's words for why an answer ends.</summary>
internal static class OpenAiFinish
{
    public static string Word(FinishReason finish, bool usesFunctions) =>
        finish switch
        {
            FinishReason.Length => "length",
            FinishReason.ToolCalls => usesFunctions ? "function_call" : "tool_calls",
            FinishReason.ContentFilter => "content_filter",
            _ => "stop",
        };
}
