using Mimus.Protocols.Json;

namespace Mimus.Protocols.Formats.AnthropicMessages;

/// <summary>What a request says about extended thinking.</summary>
/// <param name="Type"><c>enabled</c>, <c>disabled</c>, <c>adaptive</c> or <c>between_tools</c>.</param>
/// <param name="Budget">The tokens that may be thought; null where the type takes none.</param>
internal sealed record ThinkingConfig(string Type, long? Budget)
{
    private const int LeastBudget = 1024;

    private static readonly string[] Types = ["adaptive", "between_tools", "disabled", "enabled"];
    private static readonly ParameterTable Plain = new(Parameter.String("type"), Parameter.Choice("display", "summarized", "omitted"));
    private static readonly ParameterTable PlainDisabled = new(Parameter.String("type"));

    /// <summary>Whether the model thinks before it answers.</summary>
    public bool IsOn => Type != "disabled";

    public static ThinkingConfig? Read(ref JsonCursor json, WireRequest wire)
    {
        if (UnionReader.ReadTag(ref json, wire, Types) is not { } type)
        {
            return null;
        }

        long? budget = null;
        json.BeginObject();
        while (json.NextProperty())
        {
            if (type == "enabled" && json.NameIs("budget_tokens"u8))
            {
                budget = json.ReadInteger(LeastBudget);
            }
            else
            {
                (type == "disabled" ? PlainDisabled : Plain).Check(ref json, wire);
            }
        }

        json.RequireField(type != "enabled" || budget is not null, "budget_tokens");
        return new ThinkingConfig(type, budget);
    }
}
