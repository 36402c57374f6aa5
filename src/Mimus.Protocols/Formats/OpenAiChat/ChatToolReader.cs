using System.Text.Json;
using Mimus.Core.Model;
using Mimus.Protocols.Json;

namespace Mimus.Protocols.Formats.OpenAiChat;

/// <summary>Reads what a Chat Completions request says about tools and the form of the answer.</summary>
internal static class ChatToolReader
{
    private static readonly ParameterTable None = new();
    private static readonly ParameterTable PlainFunction = new(Parameter.Boolean("strict"), Parameter.Any("format"));
    private static readonly ParameterTable PlainSchema = new(Parameter.Boolean("strict"), Parameter.String("description"));

    public static List<MockTool> ReadTools(ref JsonCursor json, WireRequest wire)
    {
        var tools = new List<MockTool>();
        if (!json.BeginArray("an array of objects"))
        {
            return tools;
        }

        while (json.NextItem())
        {
            string? type = null;
            MockTool? tool = null;
            if (!json.BeginObject())
            {
                continue;
            }

            while (json.NextProperty())
            {
                if (json.NameIs("type"u8))
                {
                    type = json.ReadChoice("function", "custom");
                }
                else if (json.NameIs("function"u8))
                {
                    tool = ReadFunction(ref json, wire, ToolKind.Function);
                }
                else if (json.NameIs("custom"u8))
                {
                    tool = ReadFunction(ref json, wire, ToolKind.Custom);
                }
                else
                {
                    None.Check(ref json, wire);
                }
            }

            json.RequireField(type is not null, "type");
            json.RequireField(tool is not null, type ?? "function");
            tools.Add(tool ?? new MockTool("", ToolKind.Function, "function", null, default));
        }

        return tools;
    }

    public static List<MockTool> ReadFunctions(ref JsonCursor json, WireRequest wire)
    {
        var tools = new List<MockTool>();
        if (json.BeginArray("an array of objects"))
        {
            while (json.NextItem())
            {
                tools.Add(ReadFunction(ref json, wire, ToolKind.Function));
            }
        }

        return tools;
    }

    public static ToolChoice? ReadChoice(ref JsonCursor json, WireRequest wire)
    {
        if (json.Token == JsonTokenType.StartObject)
        {
            return ReadNamedChoice(ref json, wire);
        }

        return json.ReadChoice("none", "auto", "required") switch
        {
            "none" => new ToolChoice(ToolChoiceMode.None),
            "required" => new ToolChoice(ToolChoiceMode.Required),
            "auto" => ToolChoice.Auto,
            _ => null,
        };
    }

    public static ResponseFormat ReadResponseFormat(ref JsonCursor json, WireRequest wire)
    {
        string? type = null;
        ResponseFormat? schema = null;
        if (!json.BeginObject())
        {
            return ResponseFormat.Text;
        }

        while (json.NextProperty())
        {
            if (json.NameIs("type"u8))
            {
                type = json.ReadChoice("json_object", "json_schema", "text");
            }
            else if (json.NameIs("json_schema"u8))
            {
                schema = ReadSchema(ref json, wire);
            }
            else
            {
                None.Check(ref json, wire);
            }
        }

        json.RequireField(type is not null, "type");
        json.RequireField(type is not "json_schema" || schema is not null, "json_schema");
        return type switch
        {
            "json_object" => new ResponseFormat(ResponseFormatKind.Json),
            "json_schema" => schema ?? ResponseFormat.Text,
            _ => ResponseFormat.Text,
        };
    }

    private static ResponseFormat ReadSchema(ref JsonCursor json, WireRequest wire)
    {
        string? name = null;
        ReadOnlyMemory<byte> schema = default;
        if (json.BeginObject())
        {
            while (json.NextProperty())
            {
                if (json.NameIs("name"u8))
                {
                    name = json.ReadString();
                }
                else if (json.NameIs("schema"u8) && json.Token == JsonTokenType.StartObject)
                {
                    schema = json.ReadRaw();
                }
                else if (json.NameIs("schema"u8) && !json.IsNull)
                {
                    json.Wrong("an object", 0);
                }
                else
                {
                    PlainSchema.Check(ref json, wire);
                }
            }

            json.RequireField(name is not null, "name");
        }

        return new ResponseFormat(ResponseFormatKind.JsonSchema, name, schema);
    }

    private static MockTool ReadFunction(ref JsonCursor json, WireRequest wire, ToolKind kind)
    {
        string? name = null;
        string? description = null;
        ReadOnlyMemory<byte> schema = default;
        if (json.BeginObject())
        {
            while (json.NextProperty())
            {
                if (json.NameIs("name"u8))
                {
                    name = ReadName(ref json, wire);
                }
                else if (json.NameIs("description"u8))
                {
                    description = json.ReadOptionalString();
                }
                else if (json.NameIs("parameters"u8) && json.Token is JsonTokenType.StartObject or JsonTokenType.Null)
                {
                    schema = json.ReadRaw();
                }
                else if (json.NameIs("parameters"u8))
                {
                    json.Wrong("an object", 0);
                }
                else
                {
                    PlainFunction.Check(ref json, wire);
                }
            }

            json.RequireField(name is not null, "name");
        }

        return new MockTool(name ?? "", kind, kind == ToolKind.Custom ? "custom" : "function", description, schema);
    }

    private static string ReadName(ref JsonCursor json, WireRequest wire)
    {
        var name = json.ReadString();
        if (wire.IsChecked)
        {
            Vendors.OpenAiNames.Check(name, json.Path);
        }

        return name;
    }

    private static ToolChoice ReadNamedChoice(ref JsonCursor json, WireRequest wire)
    {
        string? name = null;
        var isAllowedTools = false;
        json.BeginObject();
        while (json.NextProperty())
        {
            if (json.NameIs("name"u8))
            {
                // The deprecated function_call has the name at the top.
                name = json.ReadString();
            }
            else if (json.NameIs("type"u8))
            {
                isAllowedTools = json.ReadChoice("allowed_tools", "function", "custom") == "allowed_tools";
            }
            else if (json.NameIs("function"u8) || json.NameIs("custom"u8))
            {
                if (json.BeginObject())
                {
                    while (json.NextProperty())
                    {
                        if (json.NameIs("name"u8))
                        {
                            name = json.ReadString();
                        }
                        else
                        {
                            None.Check(ref json, wire);
                        }
                    }

                    json.RequireField(name is not null, "name");
                }
            }
            else
            {
                json.Skip();
            }
        }

        return isAllowedTools || name is null ? ToolChoice.Auto : new ToolChoice(ToolChoiceMode.Named, name);
    }
}
