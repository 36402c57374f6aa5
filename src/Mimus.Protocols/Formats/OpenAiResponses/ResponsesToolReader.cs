using System.Text.Json;
using Mimus.Core.Model;
using Mimus.Protocols.Json;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Formats.OpenAiResponses;

/// <summary>Reads what a Responses request says about tools and the form of the answer.</summary>
internal static class ResponsesToolReader
{
    private static readonly string[] Types =
    [
        "function",
        "custom",
        "file_search",
        "web_search",
        "web_search_2025_08_26",
        "web_search_preview",
        "web_search_preview_2025_03_11",
        "computer",
        "computer_use_preview",
        "mcp",
        "code_interpreter",
        "image_generation",
        "local_shell",
        "shell",
        "apply_patch",
        "namespace",
        "tool_search",
        "programmatic_tool_calling",
    ];

    private static readonly string[] ChoiceTypes =
    [
        "allowed_tools",
        "function",
        "custom",
        "mcp",
        "file_search",
        "web_search",
        "web_search_preview",
        "web_search_preview_2025_03_11",
        "computer",
        "computer_use",
        "computer_use_preview",
        "code_interpreter",
        "image_generation",
        "shell",
        "apply_patch",
        "programmatic_tool_calling",
    ];

    private static readonly ParameterTable PlainFormat = new(Parameter.Boolean("strict"), Parameter.String("description"));

    public static void ReadTools(ref JsonCursor json, WireRequest wire, List<ResponsesTool> tools)
    {
        if (!json.BeginArray("an array of objects"))
        {
            return;
        }

        while (json.NextItem())
        {
            tools.Add(ReadTool(ref json, wire));
        }
    }

    public static (ToolChoice Choice, ReadOnlyMemory<byte> Raw) ReadChoice(ref JsonCursor json)
    {
        if (json.Token != JsonTokenType.StartObject)
        {
            var word = json.ReadChoice("none", "auto", "required");
            var mode = word switch
            {
                "none" => ToolChoiceMode.None,
                "required" => ToolChoiceMode.Required,
                _ => ToolChoiceMode.Auto,
            };
            return (new ToolChoice(mode), JsonSnippets.String(word ?? "auto"));
        }

        return ReadNamedChoice(ref json);
    }

    public static (ResponseFormat Format, ReadOnlyMemory<byte> Raw) ReadTextFormat(ref JsonCursor json, WireRequest wire)
    {
        var ahead = json;
        var raw = ahead.ReadRaw();
        string? type = null;
        string? name = null;
        ReadOnlyMemory<byte> schema = default;
        if (!json.BeginObject())
        {
            return (ResponseFormat.Text, default);
        }

        while (json.NextProperty())
        {
            if (json.NameIs("type"u8))
            {
                type = json.ReadChoice("text", "json_schema", "json_object");
            }
            else if (json.NameIs("name"u8))
            {
                name = json.ReadString();
            }
            else if (json.NameIs("schema"u8) && json.Token == JsonTokenType.StartObject)
            {
                schema = json.ReadRaw();
            }
            else if (json.NameIs("schema"u8))
            {
                json.Wrong("an object", 0);
            }
            else
            {
                PlainFormat.Check(ref json, wire);
            }
        }

        json.RequireField(type is not null, "type");
        json.RequireField(type is not "json_schema" || name is not null, "name");
        json.RequireField(type is not "json_schema" || !schema.IsEmpty, "schema");
        return type switch
        {
            "json_schema" => (new ResponseFormat(ResponseFormatKind.JsonSchema, name, schema), raw),
            "json_object" => (new ResponseFormat(ResponseFormatKind.Json), raw),
            _ => (ResponseFormat.Text, default),
        };
    }

    private static (ToolChoice Choice, ReadOnlyMemory<byte> Raw) ReadNamedChoice(ref JsonCursor json)
    {
        var ahead = json;
        var raw = ahead.ReadRaw();
        string? type = null;
        string? name = null;
        json.BeginObject();
        while (json.NextProperty())
        {
            if (json.NameIs("type"u8))
            {
                type = json.ReadChoice(ChoiceTypes);
            }
            else if (json.NameIs("name"u8))
            {
                name = json.ReadOptionalString();
            }
            else
            {
                json.Skip();
            }
        }

        json.RequireField(type is not null, "type");
        json.RequireField(name is not null || type is not ("function" or "custom"), "name");
        return type switch
        {
            "function" or "custom" when name is not null => (new ToolChoice(ToolChoiceMode.Named, name), raw),
            "allowed_tools" => (ToolChoice.Auto, raw),
            _ => (new ToolChoice(ToolChoiceMode.Required), raw),
        };
    }

    private static ResponsesTool ReadTool(ref JsonCursor json, WireRequest wire)
    {
        var ahead = json;
        var raw = ahead.ReadRaw();
        string? type = null;
        string? name = null;
        string? description = null;
        ReadOnlyMemory<byte> schema = default;
        var isStrict = true;
        if (!json.BeginObject())
        {
            return new ResponsesTool(new MockTool("", ToolKind.Function, "function", null, default), raw, isStrict);
        }

        while (json.NextProperty())
        {
            if (json.NameIs("type"u8))
            {
                type = json.ReadChoice(Types);
            }
            else if (json.NameIs("name"u8))
            {
                name = json.ReadString();
                if (wire.IsChecked)
                {
                    OpenAiNames.Check(name, json.Path);
                }
            }
            else if (json.NameIs("description"u8))
            {
                description = json.ReadOptionalString();
            }
            else if (json.NameIs("parameters"u8) && json.Token is JsonTokenType.StartObject or JsonTokenType.Null)
            {
                schema = json.IsNull ? default : json.ReadRaw();
            }
            else if (json.NameIs("parameters"u8))
            {
                json.Wrong("an object", 0);
            }
            else if (json.NameIs("strict"u8))
            {
                isStrict = json.ReadBoolean() ?? true;
            }
            else
            {
                // Each of the vendor's own tools has options of its own, which are said back and used for nothing.
                json.Skip();
            }
        }

        json.RequireField(type is not null, "type");
        json.RequireField(name is not null || type is not ("function" or "custom"), "name");
        var kind = type switch
        {
            "function" or null => ToolKind.Function,
            "custom" => ToolKind.Custom,
            _ => ToolKind.Server,
        };
        return new ResponsesTool(new MockTool(name ?? type ?? "", kind, type ?? "function", description, schema), raw, isStrict);
    }
}
