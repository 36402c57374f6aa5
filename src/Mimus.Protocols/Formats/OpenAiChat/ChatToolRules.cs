using Mimus.Core.Model;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Formats.OpenAiChat;

/// <summary>What Chat Completions demands of tools and what is said about calling them.</summary>
internal static class ChatToolRules
{
    public static void Check(List<MockTool>? tools, ToolChoice? choice, bool? parallel)
    {
        if (choice is { Mode: not ToolChoiceMode.None } && tools is null)
        {
            throw OnlyWith("tool_choice", "tools");
        }

        if (parallel is not null && tools is null)
        {
            throw OnlyWith("parallel_tool_calls", "tools");
        }

        CheckNamed(tools, choice);
    }

    /// <summary>The same of the deprecated functions.</summary>
    public static void CheckFunctions(List<MockTool>? functions, ToolChoice? choice)
    {
        if (choice is { Mode: not ToolChoiceMode.None } && functions is null)
        {
            throw OnlyWith("function_call", "functions");
        }

        CheckNamed(functions, choice);
    }

    // Measured against the vendor in September 2026: it uses the deprecated words for tools too.
    private static void CheckNamed(List<MockTool>? tools, ToolChoice? choice)
    {
        if (choice is { Mode: ToolChoiceMode.Named, Name: { } name } && tools?.Exists(tool => tool.Name == name) != true)
        {
            throw new WireFormatException(
                OpenAiErrors.BadRequest(
                    $"Invalid value for 'function_call': no function named '{name}' was specified in the 'functions' parameter.",
                    "function_call"
                )
            );
        }
    }

    private static WireFormatException OnlyWith(string param, string other) =>
        new(OpenAiErrors.BadRequest($"Invalid value for '{param}': '{param}' is only allowed when '{other}' are specified.", param));
}
