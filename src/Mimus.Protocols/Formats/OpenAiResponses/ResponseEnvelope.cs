using System.Text.Json;
using Mimus.Core.Model;
using Mimus.Protocols.Json;

namespace Mimus.Protocols.Formats.OpenAiResponses;

/// <summary>Writes the <c>response</c> object, complete in every event that carries it; fields and their order as recorded.</summary>
internal static class ResponseEnvelope
{
    /// <summary>Writes the response with a status; output, usage and the end's time stand only in one that has ended.</summary>
    public static void Write(Utf8JsonWriter json, ResponseOutput response, string status, ErrorReply? error = null)
    {
        var state = response.State;
        var request = response.Context.Request;
        var hasEnded = status is "completed" or "incomplete";
        json.WriteStartObject();
        json.WriteString("id"u8, response.Id);
        json.WriteString("object"u8, "response"u8);
        json.WriteNumber("created_at"u8, response.Context.CreatedSeconds);
        json.WriteString("status"u8, status);
        json.WriteBoolean("background"u8, state.IsBackground);
        WriteNumberOrNull(json, "completed_at"u8, status == "completed" ? response.Context.CreatedSeconds : null);
        if (!state.Conversation.IsEmpty)
        {
            WriteConversation(json, state.Conversation);
        }

        WriteError(json, error);
        json.WriteNumber("frequency_penalty"u8, state.FrequencyPenalty);
        WriteIncomplete(json, hasEnded ? response.IncompleteReason : null);
        json.WriteRawOrNull("instructions"u8, state.Instructions);
        WriteNumberOrNull(json, "max_output_tokens"u8, request.Sampling.MaxTokens);
        WriteNumberOrNull(json, "max_tool_calls"u8, state.MaxToolCalls);
        json.WriteText("model"u8, response.Reply.Model ?? request.Model);
        json.WriteStartArray("output"u8);
        if (hasEnded)
        {
            foreach (var item in response.Items)
            {
                OutputItemWriter.Write(json, response, item, isDone: true);
            }
        }

        json.WriteEndArray();
        json.WriteBoolean("parallel_tool_calls"u8, request.ToolChoice.Parallel);
        json.WriteNumber("presence_penalty"u8, state.PresencePenalty);
        json.WriteTextOrNull("previous_response_id"u8, state.PreviousResponseId);
        json.WriteTextOrNull("prompt_cache_key"u8, state.PromptCacheKey);
        json.WriteTextOrNull("prompt_cache_retention"u8, state.PromptCacheRetention);
        json.WriteStartObject("reasoning"u8);
        json.WriteTextOrNull("effort"u8, request.ReasoningEffort);
        json.WriteTextOrNull("summary"u8, state.ReasoningSummary);
        json.WriteEndObject();
        json.WriteTextOrNull("safety_identifier"u8, state.SafetyIdentifier);
        json.WriteString("service_tier"u8, ServiceTier(state.ServiceTier, hasEnded));
        json.WriteBoolean("store"u8, state.IsStored);
        json.WriteNumber("temperature"u8, request.Sampling.Temperature ?? 1.0);
        WriteText(json, state);
        WriteTools(json, state);
        json.WriteNumber("top_logprobs"u8, state.TopLogprobs);
        json.WriteNumber("top_p"u8, request.Sampling.TopP ?? 1.0);
        json.WriteString("truncation"u8, state.Truncation);
        WriteUsage(json, hasEnded ? response.Reply.Usage ?? new TokenUsage(0, 0) : null);
        json.WriteTextOrNull("user"u8, state.User);
        WriteRawOr(json, "metadata"u8, state.Metadata, "{}"u8);
        json.WriteEndObject();
    }

    // Recorded: what was asked for while it runs, what served it when it has ended.
    private static string ServiceTier(string asked, bool hasEnded) =>
        (asked, hasEnded) switch
        {
            ("auto", true) => "default",
            ("fast", _) => "priority",
            _ => asked,
        };

    private static void WriteError(Utf8JsonWriter json, ErrorReply? error)
    {
        if (error is null)
        {
            json.WriteNull("error"u8);
            return;
        }

        json.WriteStartObject("error"u8);
        json.WriteText("code"u8, error.Code ?? "server_error");
        json.WriteText("message"u8, error.Message);
        json.WriteEndObject();
    }

    private static void WriteIncomplete(Utf8JsonWriter json, string? reason)
    {
        if (reason is null)
        {
            json.WriteNull("incomplete_details"u8);
            return;
        }

        json.WriteStartObject("incomplete_details"u8);
        json.WriteString("reason"u8, reason);
        json.WriteEndObject();
    }

    // A conversation is named by its id or by an object with the id; the answer always has the object.
    private static void WriteConversation(Utf8JsonWriter json, ReadOnlyMemory<byte> conversation)
    {
        json.WritePropertyName("conversation"u8);
        if (conversation.Span[0] == (byte)'"')
        {
            json.WriteStartObject();
            json.WriteRawOrNull("id"u8, conversation);
            json.WriteEndObject();
        }
        else
        {
            json.WriteRawValue(conversation.Span, skipInputValidation: true);
        }
    }

    private static void WriteText(Utf8JsonWriter json, ResponsesState state)
    {
        json.WriteStartObject("text"u8);
        WriteRawOr(json, "format"u8, state.TextFormat, "{\"type\":\"text\"}"u8);
        json.WriteText("verbosity"u8, state.Verbosity ?? "medium");
        json.WriteEndObject();
    }

    private static void WriteTools(Utf8JsonWriter json, ResponsesState state)
    {
        WriteRawOr(json, "tool_choice"u8, state.ToolChoice, "\"auto\""u8);
        json.WriteStartArray("tools"u8);
        foreach (var (tool, raw, isStrict) in state.Tools)
        {
            if (tool.Kind != ToolKind.Function)
            {
                json.WriteRawValue(raw.Span, skipInputValidation: true);
                continue;
            }

            // The vendor completes a function's definition.
            json.WriteStartObject();
            json.WriteString("type"u8, "function"u8);
            json.WriteTextOrNull("description"u8, tool.Description);
            json.WriteText("name"u8, tool.Name);
            json.WriteRawOrNull("parameters"u8, tool.Schema);
            json.WriteBoolean("strict"u8, isStrict);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteUsage(Utf8JsonWriter json, TokenUsage? usage)
    {
        if (usage is null)
        {
            json.WriteNull("usage"u8);
            return;
        }

        json.WriteStartObject("usage"u8);
        json.WriteNumber("input_tokens"u8, usage.Input);
        json.WriteStartObject("input_tokens_details"u8);
        json.WriteNumber("cached_tokens"u8, usage.Cached);
        json.WriteNumber("cache_write_tokens"u8, usage.CacheCreation);
        json.WriteEndObject();
        json.WriteNumber("output_tokens"u8, usage.Output);
        json.WriteStartObject("output_tokens_details"u8);
        json.WriteNumber("reasoning_tokens"u8, usage.Reasoning);
        json.WriteEndObject();
        json.WriteNumber("total_tokens"u8, usage.Total);
        json.WriteEndObject();
    }

    private static void WriteRawOr(Utf8JsonWriter json, ReadOnlySpan<byte> name, ReadOnlyMemory<byte> raw, ReadOnlySpan<byte> otherwise)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(raw.IsEmpty ? otherwise : raw.Span, skipInputValidation: true);
    }

    private static void WriteNumberOrNull(Utf8JsonWriter json, ReadOnlySpan<byte> name, long? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
