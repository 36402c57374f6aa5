using System.Globalization;
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

    public static void Check(WireRequest wire, MockRequest request, ResponsesState state)
    {
        if (state.PreviousResponseId is not null && !state.Conversation.IsEmpty)
        {
            throw Bad(
                "Mutually exclusive parameters: 'previous_response_id' and 'conversation'. Ensure you are only providing one of them.",
                null,
                "mutually_exclusive_parameters"
            );
        }

        CheckPairs(request, state);
        if (request.ToolChoice is { Mode: ToolChoiceMode.Named, Name: { } name } && request.FindTool(name) is null)
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
            CheckModel(request);
        }
    }

    private static void CheckPairs(MockRequest request, ResponsesState state)
    {
        // The other half of a pair may stand in what the vendor has stored.
        var isContinued = state.PreviousResponseId is not null || !state.Conversation.IsEmpty;
        var called = new HashSet<string>();
        var answered = new HashSet<string>();
        foreach (var message in request.Messages)
        {
            foreach (var part in message.Parts)
            {
                switch (part)
                {
                    case MessageToolCall call:
                        called.Add(call.Id);
                        break;
                    case MessageToolResult result:
                        answered.Add(result.CallId);
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

        foreach (var id in answered)
        {
            if (!called.Contains(id))
            {
                throw Bad($"No tool call found for function call output with call_id {id}.", "input", null);
            }
        }

        foreach (var id in called)
        {
            if (!answered.Contains(id))
            {
                throw Bad($"No tool output found for function call {id}.", "input", null);
            }
        }
    }

    private static void CheckModel(MockRequest request)
    {
        if (!OpenAiModelFamily.IsReasoning(request.Model))
        {
            if (request.ReasoningEffort is not null)
            {
                throw Unsupported("reasoning.effort");
            }

            return;
        }

        if (request.Sampling.Temperature is { } temperature and not 1)
        {
            throw Bad(
                $"Unsupported value: 'temperature' does not support {temperature.ToString(CultureInfo.InvariantCulture)} with this model. "
                    + "Only the default (1) value is supported.",
                "temperature",
                "unsupported_value"
            );
        }

        if (request.Sampling.TopP is not null and not 1)
        {
            throw Unsupported("top_p");
        }
    }

    private static bool SaysJson(MockMessage message) => message.Text?.Contains("json", StringComparison.OrdinalIgnoreCase) == true;

    private static WireFormatException Unsupported(string param) =>
        Bad($"Unsupported parameter: '{param}' is not supported with this model.", param, "unsupported_parameter");

    private static WireFormatException Bad(string message, string? param, string? code) => new(OpenAiErrors.BadRequest(message, param, code));
}
