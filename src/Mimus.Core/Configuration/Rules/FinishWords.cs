using Mimus.Core.Model;

namespace Mimus.Core.Configuration.Rules;

/// <summary>The words for why an answer ends: our own, and the vendors'.</summary>
internal static class FinishWords
{
    private static readonly (string Word, FinishReason Reason)[] s_words =
    [
        ("stop", FinishReason.Stop),
        ("length", FinishReason.Length),
        ("tool_calls", FinishReason.ToolCalls),
        ("content_filter", FinishReason.ContentFilter),
        ("refusal", FinishReason.Refusal),
        ("end_turn", FinishReason.Stop),
        ("stop_sequence", FinishReason.Stop),
        ("completed", FinishReason.Stop),
        ("max_tokens", FinishReason.Length),
        ("max_output_tokens", FinishReason.Length),
        ("tool_use", FinishReason.ToolCalls),
        ("function_call", FinishReason.ToolCalls),
        ("safety", FinishReason.ContentFilter),
    ];

    /// <summary>The words, our own first.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_words.Select(word => word.Word)];

    /// <summary>What one of the <see cref="Names"/> stands for.</summary>
    public static FinishReason ReasonOf(string word) => Array.Find(s_words, known => known.Word == word).Reason;
}
