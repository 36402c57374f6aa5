using System.Globalization;
using Mimus.Core.Configuration;
using Mimus.Core.Model;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Formats.OpenAiChat;

/// <summary>What Chat Completions demands across fields: results paired with their calls, tools with their choice.</summary>
internal static class ChatRules
{
    /// <summary>What holds at the level <see cref="ValidationLevel.Structure"/>.</summary>
    public static void Check(
        WireRequest wire,
        string model,
        List<MockMessage> messages,
        List<MockTool>? tools,
        ToolChoice? choice,
        bool? parallel,
        ResponseFormat format
    )
    {
        if (model.Length == 0)
        {
            throw Bad("you must provide a model parameter", null);
        }

        CheckPairs(messages);
        if (choice is { Mode: not ToolChoiceMode.None } && tools is not { Count: > 0 })
        {
            throw Bad("'tool_choice' is only allowed when 'tools' are specified.", "tool_choice");
        }

        if (parallel is not null && tools is not { Count: > 0 })
        {
            throw Bad("'parallel_tool_calls' is only allowed when 'tools' are specified.", "parallel_tool_calls");
        }

        if (choice is { Mode: ToolChoiceMode.Named, Name: { } name } && !tools!.Exists(tool => tool.Name == name))
        {
            throw Bad("Tool choice 'function' not found in 'tools' parameter.", "tool_choice");
        }

        if (format.Kind == ResponseFormatKind.Json && !messages.Exists(SaysJson))
        {
            throw Bad(
                "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
                "messages"
            );
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

        CheckDefault("temperature", options.Temperature);
        CheckDefault("top_p", options.TopP);
        if (options.Logprobs == true)
        {
            throw Unsupported("Unsupported parameter: 'logprobs' is not supported with this model.", "logprobs", "unsupported_parameter");
        }
    }

    private static void CheckDefault(string name, double? value)
    {
        if (value is not null and not 1)
        {
            var written = value.Value.ToString(CultureInfo.InvariantCulture);
            throw Unsupported(
                $"Unsupported value: '{name}' does not support {written} with this model. Only the default (1) value is supported.",
                name,
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
}
