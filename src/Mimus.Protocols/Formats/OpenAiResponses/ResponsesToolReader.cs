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

    private static readonly ParameterTable PlainFormat = new(Parameter.String("description"));

    public static void ReadTools(ref JsonCursor json, WireRequest wire, List<ResponsesTool> tools)
    {
        tools.Clear();
        if (!json.BeginArray("an array of tools"))
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
        switch (json.Token)
        {
            case JsonTokenType.StartObject:
                return ReadNamedChoice(ref json);
            case JsonTokenType.String:
                break;
            default:
                json.Wrong("one of an object or 'none', 'auto', or 'required'", 0);
                return (ToolChoice.Auto, default);
        }

        var word = json.ReadChoice("none", "auto", "required");
        var mode = word switch
        {
            "none" => ToolChoiceMode.None,
            "required" => ToolChoiceMode.Required,
            _ => ToolChoiceMode.Auto,
        };
        return (new ToolChoice(mode), JsonSnippets.String(word ?? "auto"));
    }

    public static (ResponseFormat Format, ReadOnlyMemory<byte> Raw) ReadTextFormat(ref JsonCursor json, WireRequest wire)
    {
        var ahead = json;
        var raw = JsonSnippets.Compact(ahead.ReadRaw());
        string? type = null;
        string? name = null;
        ReadOnlyMemory<byte> schema = default;
        bool? isStrict = null;
        if (!json.BeginObject())
        {
            return (ResponseFormat.Text, default);
        }

        while (json.NextProperty())
        {
            if (json.NameIs("type"u8))
            {
                type = json.ReadChoice("json_object", "text", "json_schema");
            }
            else if (json.NameIs("name"u8))
            {
                name = json.ReadString();
            }
            else if (json.NameIs("schema"u8))
            {
                schema = JsonSnippets.Compact(json.ReadRawObject());
            }
            else if (json.NameIs("strict"u8))
            {
                isStrict = json.ReadBoolean();
            }
            else
            {
                PlainFormat.Check(ref json, wire);
            }
        }

        json.RequireField(type is not null, "type");
        json.RequireField(type is not "json_schema" || name is not null, "name");
        json.RequireField(type is not "json_schema" || !schema.IsEmpty, "schema");
        if (isStrict == true && wire.IsChecked && type == "json_schema")
        {
            OpenAiStrictSchema.CheckAnswer(name!, schema, "text.format.schema", "invalid_json_schema");
        }

        return type switch
        {
            "json_schema" => (new ResponseFormat(ResponseFormatKind.JsonSchema, name, schema), raw),
            "json_object" => (new ResponseFormat(ResponseFormatKind.Json), raw),
            _ => (ResponseFormat.Text, default),
        };
    }

    private static (ToolChoice Choice, ReadOnlyMemory<byte> Raw) ReadNamedChoice(ref JsonCursor json)
    {
        string? type = null;
        string? name = null;
        var ahead = json;
        var raw = JsonSnippets.Compact(ahead.ReadRaw());
        json.BeginObject();
        while (json.NextProperty())
        {
            if (json.NameIs("type"u8))
            {
                type = json.ReadString();
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
            "allowed_tools" or null => (ToolChoice.Auto, raw),
            _ => (new ToolChoice(ToolChoiceMode.Required, type), raw),
        };
    }

    private static ResponsesTool ReadTool(ref JsonCursor json, WireRequest wire)
    {
        var ahead = json;
        var raw = JsonSnippets.Compact(ahead.ReadRaw());
        string? type = null;
        string? name = null;
        string? description = null;
        ReadOnlyMemory<byte> schema = default;
        bool? isStrict = null;
        if (!json.BeginObject())
        {
            return new ResponsesTool(new MockTool("", ToolKind.Function, "function", null, default), raw, IsStrict: true);
        }

        while (json.NextProperty())
        {
            if (json.NameIs("type"u8))
            {
                type = json.ReadChoice(Types);
            }
            else if (json.NameIs("name"u8))
            {
                name = OpenAiNames.Read(ref json, wire);
            }
            else if (json.NameIs("description"u8))
            {
                description = json.ReadOptionalString();
            }
            else if (json.NameIs("parameters"u8) && json.Token is JsonTokenType.StartObject or JsonTokenType.Null)
            {
                schema = json.IsNull ? default : JsonSnippets.Compact(json.ReadRaw());
            }
            else if (json.NameIs("parameters"u8))
            {
                json.Wrong("an object", 0);
            }
            else if (json.NameIs("strict"u8))
            {
                isStrict = json.ReadBoolean();
            }
            else
            {
                // Each of the vendor's own tools has options of its own, which are said back and used for nothing.
                json.Skip();
            }
        }

        json.RequireField(type is not null, "type");
        json.RequireField(name is not null || type is not ("function" or "custom"), "name");
        if (isStrict == true && wire.IsChecked && type == "function")
        {
            OpenAiStrictSchema.CheckFunction(name!, schema, $"{json.Path.Bracketed}.parameters");
        }

        var kind = type switch
        {
            "function" or null => ToolKind.Function,
            "custom" => ToolKind.Custom,
            _ => ToolKind.Server,
        };
        return new ResponsesTool(new MockTool(name ?? type ?? "", kind, type ?? "function", description, schema), raw, isStrict ?? true);
    }
}
