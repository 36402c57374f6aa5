using Mimus.Core.Model;
using Mimus.Protocols.Json;

namespace Mimus.Protocols.Formats.AnthropicMessages;

/// <summary>Reads <c>tool_choice</c>.</summary>
internal static class ToolChoiceReader
{
    private static readonly string[] Types = ["any", "auto", "none", "tool"];
    private static readonly ParameterTable Plain = new(Parameter.String("type"));

    public static ToolChoice? Read(ref JsonCursor json, WireRequest wire)
    {
        if (UnionReader.ReadTag(ref json, wire, Types) is not { } type)
        {
            return null;
        }

        string? name = null;
        var isParallel = true;
        json.BeginObject();
        while (json.NextProperty())
        {
            if (type == "tool" && json.NameIs("name"u8))
            {
                name = json.ReadString();
            }
            else if (type != "none" && json.NameIs("disable_parallel_tool_use"u8))
            {
                isParallel = !(json.ReadBoolean() ?? false);
            }
            else
            {
                Plain.Check(ref json, wire);
            }
        }

        json.RequireField(type != "tool" || name is not null, "name");
        var mode = type switch
        {
            "any" => ToolChoiceMode.Required,
            "none" => ToolChoiceMode.None,
            "tool" when name is not null => ToolChoiceMode.Named,
            _ => ToolChoiceMode.Auto,
        };
        return new ToolChoice(mode, name, isParallel);
    }
}
