using Mimus.Core.Model;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Formats.OpenAiResponses;

/// <summary>What Responses demands across fields.</summary>
internal static class ResponsesRules
{
    /// <summary>The least <c>max_output_tokens</c> that the vendor takes.</summary>
    public const int MinimumOutputTokens = 16;

    /// <summary>What <c>include</c> may name.</summary>
    public static readonly string[] Includes =
    [
        "file_search_call.results",
        "web_search_call.results",
        "web_search_call.action.sources",
        "message.input_image.image_url",
        "computer_call_output.output.image_url",
        "code_interpreter_call.outputs",
        "reasoning.encrypted_content",
        "message.output_text.logprobs",
    ];

    public static void Check(WireRequest wire, MockRequest request, ResponsesState state, bool hasInput)
    {
        if (request.Model.Length == 0)
        {
            throw new WireFormatException(new UnknownModel(""));
        }

        if (state.PreviousResponseId is not null && !state.Conversation.IsEmpty)
        {
            throw Bad(
                "Mutually exclusive parameters: ''. Ensure you are only providing one of: 'pre..._id' or 'conversation'.",
                null,
                "mutually_exclusive_parameters"
            );
        }

        if (!hasInput && state is { PreviousResponseId: null, Conversation.IsEmpty: true, HasPrompt: false })
        {
            throw Bad(
                "One of \"input\" or \"previous_response_id\" or 'prompt' or 'conversation' must be provided.",
                null,
                "missing_required_parameter"
            );
        }

        CheckPairs(request, state);
        // A tool of the vendor's own is chosen by its type.
        if (request.ToolChoice.Name is { } name && request.FindTool(name) is null && !request.Tools.Any(tool => tool.Type == name))
        {
            throw Bad($"Tool choice '{name}' not found in 'tools' parameter.", "tool_choice", null);
        }

        if (request.ToolChoice.Mode == ToolChoiceMode.Required && request.Tools.Count == 0)
        {
            throw Bad("Tool choice 'required' must be specified with 'tools' parameter.", "tool_choice", null);
        }

        if (request.ResponseFormat.Kind == ResponseFormatKind.Json && !request.Messages.Any(SaysJson))
        {
            throw Bad(
                "Response input messages must contain the word 'json' in some form to use 'text.format' of type 'json_object'.",
                "input",
                null
            );
        }

        if (wire.IsExact)
        {
            CheckModel(request, state);
        }
    }

    private static void CheckPairs(MockRequest request, ResponsesState state)
    {
        // The other half of a pair may stand in what the vendor has stored.
        var isContinued = state.PreviousResponseId is not null || !state.Conversation.IsEmpty;
        HashSet<string>? called = null;
        HashSet<string>? answered = null;
        for (var turn = 0; turn < request.Messages.Count; turn++)
        {
            var parts = request.Messages[turn].Parts;
            for (var index = 0; index < parts.Count; index++)
            {
                switch (parts[index])
                {
                    case MessageToolCall call:
                        (called ??= []).Add(call.Id);
                        break;
                    case MessageToolResult result:
                        (answered ??= []).Add(result.CallId);
                        break;
                    case MessageOther { Type: "item_reference" }:
                        isContinued = true;
                        break;
                }
            }
        }

        if (isContinued)
        {
            return;
        }

        foreach (var id in answered ?? [])
        {
            if (called?.Contains(id) != true)
            {
                throw Bad($"No tool call found for function call output with call_id {id}.", "input", null);
            }
        }

        foreach (var id in called ?? [])
        {
            if (answered?.Contains(id) != true)
            {
                throw Bad($"No tool output found for function call {id}.", "input", null);
            }
        }
    }

    private static void CheckModel(MockRequest request, ResponsesState state)
    {
        if (!OpenAiModelFamily.IsReasoning(request.Model))
        {
            if (request.ReasoningEffort is not null)
            {
                throw Unsupported("reasoning.effort");
            }

            return;
        }

        // Measured against the vendor in August 2026: without a code, but for the log probabilities.
        if (request.ReasoningEffort != "none")
        {
            CheckSampling("temperature", request.Sampling.Temperature is not null and not 1);
            CheckSampling("top_p", request.Sampling.TopP is not null);
            CheckSampling("presence_penalty", state.PresencePenalty != 0);
            CheckSampling("frequency_penalty", state.FrequencyPenalty != 0);
        }

        if (state.IncludeLogprobs || state.TopLogprobs > 0)
        {
            throw Bad(
                "logprobs are not supported with reasoning models.",
                state.IncludeLogprobs ? "include" : "top_logprobs",
                "unsupported_parameter"
            );
        }
    }

    private static void CheckSampling(string param, bool isGiven)
    {
        if (isGiven)
        {
            throw Bad($"Unsupported parameter: '{param}' is not supported with this model.", param, null);
        }
    }

    private static bool SaysJson(MockMessage message) => message.Text?.Contains("json", StringComparison.OrdinalIgnoreCase) == true;

    private static WireFormatException Unsupported(string param) =>
        Bad($"Unsupported parameter: '{param}' is not supported with this model.", param, "unsupported_parameter");

    private static WireFormatException Bad(string message, string? param, string? code) => new(OpenAiErrors.BadRequest(message, param, code));
}
