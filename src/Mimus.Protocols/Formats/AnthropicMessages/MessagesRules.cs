using Mimus.Core.Configuration;
using Mimus.Core.Model;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Formats.AnthropicMessages;

/// <summary>What Anthropic demands across parameters.</summary>
internal static class MessagesRules
{
    private const string Thinking = "https://docs.claude.com/en/docs/build-with-claude/extended-thinking";
    private const string Considerations = $"{Thinking}#important-considerations-when-using-extended-thinking";

    /// <summary>What holds at the level <see cref="ValidationLevel.Structure"/>.</summary>
    public static void Check(List<MockTool>? tools, ToolChoice? choice, MessagesOptions options)
    {
        CheckNames(tools);
        if (choice is { Mode: not ToolChoiceMode.None } && tools is not { Count: > 0 })
        {
            throw Bad("tool_choice may only be specified while providing tools.");
        }

        if (choice is { Mode: ToolChoiceMode.Named, Name: { } name } && !tools!.Exists(tool => tool.Name == name))
        {
            throw Bad($"Tool '{name}' not found in provided tools");
        }

        if (options is { Thinking.Budget: { } budget, MaxTokens: { } most } && most <= budget)
        {
            throw Bad(
                "`max_tokens` must be greater than `thinking.budget_tokens`. Please consult our documentation at "
                    + $"{Thinking}#max-tokens-and-context-window-size"
            );
        }
    }

    /// <summary>What contradicts and what depends on the model, at the level <see cref="ValidationLevel.Exact"/>.</summary>
    public static void CheckModel(string model, ToolChoice? choice, MessagesOptions options, bool endsInPrefill)
    {
        if (options.Thinking is { IsOn: true })
        {
            CheckThinking(choice, options);
        }

        if (endsInPrefill && AnthropicModelFamily.RefusesPrefill(model))
        {
            throw Bad("This model does not support assistant message prefill. The conversation must end with a user message.");
        }

        if (options is { Temperature: not null, TopP: not null } && AnthropicModelFamily.RefusesTemperatureWithTopP(model))
        {
            throw Bad("`temperature` and `top_p` cannot both be specified for this model. Please use only one.");
        }
    }

    private static void CheckThinking(ToolChoice? choice, MessagesOptions options)
    {
        if (choice is { Mode: ToolChoiceMode.Required or ToolChoiceMode.Named })
        {
            throw Bad("Thinking may not be enabled when tool_choice forces tool use.");
        }

        if (options.Temperature is not null and not 1)
        {
            throw Bad($"`temperature` may only be set to 1 when thinking is enabled. Please consult our documentation at {Considerations}");
        }

        if (options.TopP is < 0.95)
        {
            throw Bad(
                "`top_p` must be greater than or equal to 0.95 or unset when thinking is enabled. Please consult our documentation at "
                    + Considerations
            );
        }

        if (options.TopK is not null)
        {
            throw Bad($"`top_k` must be unset when thinking is enabled. Please consult our documentation at {Considerations}");
        }
    }

    private static void CheckNames(List<MockTool>? tools)
    {
        if (tools is not { Count: > 1 })
        {
            return;
        }

        var names = new HashSet<string>(tools.Count);
        foreach (var tool in tools)
        {
            // A toolset has no name of its own; several servers may be on offer.
            if (tool.Type != "mcp_toolset" && !names.Add(tool.Name))
            {
                throw Bad("tools: Tool names must be unique.");
            }
        }
    }

    private static WireFormatException Bad(string message) => new(AnthropicErrors.BadRequest(message));
}
