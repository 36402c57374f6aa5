using System.Globalization;
using Mimus.Core.Configuration;
using Mimus.Core.Model;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Formats.OpenAiChat;

/// <summary>What Chat Completions demands across fields and messages.</summary>
internal static class ChatRules
{
    /// <summary>What holds at the level <see cref="ValidationLevel.Structure"/>.</summary>
    public static void Check(string model, List<MockMessage> messages, ResponseFormat format)
    {
        if (model.Length == 0)
        {
            throw Bad("you must provide a model parameter", null);
        }

        CheckPairs(messages);
        if (format.Kind == ResponseFormatKind.Json && !messages.Exists(SaysJson))
        {
            throw Bad(
                "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
                "messages"
            );
        }
    }

    /// <summary>Complains of the message that says nothing.</summary>
    public static void CheckContent(int withoutContent)
    {
        if (withoutContent >= 0)
        {
            throw Bad("Invalid value for 'content': expected a string, got null.", $"messages.[{withoutContent}].content");
        }
    }

    /// <summary>What depends on the model, at the level <see cref="ValidationLevel.Exact"/>.</summary>
    public static void CheckModel(string model, ChatOptions options)
    {
        if (options.MaxTokens is not null && options.MaxCompletionTokens is not null)
        {
            throw Bad("Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.", "max_tokens");
        }

        if (!OpenAiModelFamily.IsReasoning(model))
        {
            if (options.Effort is not null)
            {
                throw Bad("Unrecognized request argument supplied: reasoning_effort", null);
            }

            return;
        }

        if (options.MaxTokens is not null)
        {
            throw Unsupported(
                "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
                "max_tokens",
                "unsupported_parameter"
            );
        }

        foreach (var name in options.WithoutReasoning)
        {
            throw NotSupported(name);
        }

        // A model that is told not to reason takes them.
        if (options.Effort == "none")
        {
            return;
        }

        CheckTemperature(options.Temperature);
        if (options.TopP is not null and not 1)
        {
            throw NotSupported("top_p");
        }

        if (options.Logprobs == true)
        {
            throw NotSupported("logprobs");
        }

        if ((options.FrequencyPenalty ?? 0) != 0)
        {
            throw NotSupported("frequency_penalty");
        }

        if ((options.PresencePenalty ?? 0) != 0)
        {
            throw NotSupported("presence_penalty");
        }
    }

    private static void CheckTemperature(double? temperature)
    {
        if (temperature is not null and not 1)
        {
            var written = temperature.Value.ToString(CultureInfo.InvariantCulture);
            throw Unsupported(
                $"Unsupported value: 'temperature' does not support {written} with this model. Only the default (1) value is supported.",
                "temperature",
                "unsupported_value"
            );
        }
    }

    private static void CheckPairs(List<MockMessage> messages)
    {
        HashSet<string>? open = null;
        HashSet<string>? called = null;
        for (var index = 0; index < messages.Count; index++)
        {
            var message = messages[index];
            if (message is { Role: MessageRole.Tool, Parts: [MessageToolResult { CallId: { Length: > 0 } id }] })
            {
                if (called is null)
                {
                    throw Bad(
                        "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
                        $"messages.[{index}].role"
                    );
                }

                if (!called.Contains(id))
                {
                    throw Bad(
                        $"Invalid parameter: 'tool_call_id' of '{id}' not found in 'tool_calls' of previous message.",
                        $"messages.[{index}].tool_call_id"
                    );
                }

                open!.Remove(id);
                continue;
            }

            RequireAnswers(open, index);
            (open, called) = (null, null);
            if (message.Role != MessageRole.Assistant)
            {
                continue;
            }

            foreach (var part in message.Parts)
            {
                if (part is MessageToolCall { Id: { Length: > 0 } callId })
                {
                    (open ??= []).Add(callId);
                    (called ??= []).Add(callId);
                }
            }
        }

        RequireAnswers(open, messages.Count);
    }

    private static void RequireAnswers(HashSet<string>? open, int index)
    {
        if (open is { Count: > 0 })
        {
            throw Bad(
                "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. "
                    + $"The following tool_call_ids did not have response messages: {string.Join(", ", open)}",
                $"messages.[{index}].role"
            );
        }
    }

    private static bool SaysJson(MockMessage message) => message.Text?.Contains("json", StringComparison.OrdinalIgnoreCase) == true;

    private static WireFormatException Bad(string message, string? param) => new(OpenAiErrors.BadRequest(message, param));

    private static WireFormatException Unsupported(string message, string param, string code) =>
        new(OpenAiErrors.BadRequest(message, param, code));

    private static WireFormatException NotSupported(string param) =>
        Unsupported($"Unsupported parameter: '{param}' is not supported with this model.", param, "unsupported_parameter");
}
