using static Mimus.Conformance.Tests.Specifications.Tolerance;

namespace Mimus.Conformance.Tests.Specifications;

/// <summary>Every deviation that is tolerated. Tests prove each one with its recording.</summary>
internal static class ToleratedDeviations
{
    public static readonly IReadOnlyList<ToleratedDeviation> All =
    [
        // OpenAI
        new("openai", "CreateChatCompletionStreamResponse", "system_fingerprint", MayBeNull, "openai_chat_stream_gpt5_moderation_chunk",
            "Models without a fingerprint send null."),
        new("openai", "CreateChatCompletionResponse", "system_fingerprint", MayBeNull, null,
            "The whole answer of the same models."),
        new("openai", "CreateCompletionResponse", "choices.finish_reason", MayBeNull, "openai_completions_legacy_stream",
            "Null in every chunk but the last."),
        new("openai", "ChatCompletionMessageToolCallChunk", "type", MayBeString, null,
            "Calls of custom tools say `custom`; the specification knows them in whole answers only."),
        new("openai", "Embedding", "embedding", MayBeString, null,
            "Base64 when `encoding_format` asks for it, as the official clients do unasked."),
        new("openai", "ModelResponseProperties", "user", MayBeNull, "openai_responses_stream_text",
            "Null when the request named no user."),
        new("openai", "Response", "usage", MayBeNull, "openai_responses_stream_text",
            "Null until the response has ended."),
        new("openai", "ResponseFunctionCallArgumentsDoneEvent", "name", MayBeMissing, "openai_responses_stream_function_call",
            "The newest recording (December 2025) has no name here."),
        new("openai", "ResponseUsage", "input_tokens_details.cache_write_tokens", MayBeMissing, "openai_responses_stream_text",
            "Not in traffic up to February 2026.") { Outdated = true },

        // Anthropic
        new("anthropic", "Message", "container", MayBeMissing, "anthropic_messages_nonstream",
            "Sent only when a container was used."),
        new("anthropic", "MessageDelta", "container", MayBeMissing, "anthropic_messages_stream_text",
            "Sent only when a container was used."),
        new("anthropic", "Usage", "server_tool_use", MayBeMissing, "anthropic_messages_nonstream",
            "Sent only when a server tool ran."),
        new("anthropic", "MessageDeltaUsage", "server_tool_use", MayBeMissing, "anthropic_messages_stream_text",
            "Sent only when a server tool ran."),
        new("anthropic", "ResponseTextBlock", "citations", MayBeMissing, "anthropic_messages_nonstream",
            "Sent only when the text cites something."),
        new("anthropic", "ErrorResponse", "error", MayBeAnotherError, null,
            "Status 413 has the documented type request_too_large, which the specification's list lacks."),
        EarlyAnthropic("Message", "stop_details"),
        EarlyAnthropic("Usage", "cache_creation"),
        EarlyAnthropic("Usage", "inference_geo"),
        EarlyAnthropic("Usage", "service_tier"),
        EarlyAnthropic("MessageDelta", "stop_details"),
        EarlyAnthropic("MessageDeltaUsage", "input_tokens"),
        EarlyAnthropic("MessageDeltaUsage", "cache_creation_input_tokens"),
        EarlyAnthropic("MessageDeltaUsage", "cache_read_input_tokens"),
    ];

    /// <summary>What a server of today may do.</summary>
    public static IEnumerable<ToleratedDeviation> OfToday => All.Where(deviation => !deviation.Outdated);

    private static ToleratedDeviation EarlyAnthropic(string schema, string property) =>
        new("anthropic", schema, property, MayBeMissing, "anthropic_messages_stream_thinking", "Not in traffic of early 2025.")
        {
            Outdated = true,
        };
}
