using System.Text.Json;
using Mimus.Core.Model;
using Mimus.Protocols.Json;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Formats.OpenAiChat;

/// <summary>Reads the tools that a Chat Completions request offers.</summary>
internal static class ChatToolReader
{
    private const int MaximumTools = 128;

    private static readonly ParameterTable None = new();
    private static readonly ParameterTable PlainFunction = new(Parameter.Any("format"));

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

        CheckCount(json, wire, tools.Count);
        return tools;
    }

    public static List<MockTool> ReadFunctions(ref JsonCursor json, WireRequest wire)
    {
        var tools = new List<MockTool>();
        if (!json.BeginArray("an array of function definitions"))
        {
            return tools;
        }

        while (json.NextItem())
        {
            tools.Add(ReadFunction(ref json, wire, ToolKind.Function));
        }

        CheckCount(json, wire, tools.Count);
        return tools;
    }

    private static void CheckCount(in JsonCursor json, WireRequest wire, int count)
    {
        if (wire.IsChecked && count is (0 or > MaximumTools))
        {
            throw json.Invalid(count == 0 ? new FieldTooShort(1, 0, IsArray: true) : new FieldTooLong(MaximumTools, count, IsArray: true));
        }
    }

    private static MockTool ReadFunction(ref JsonCursor json, WireRequest wire, ToolKind kind)
    {
        string? name = null;
        string? description = null;
        ReadOnlyMemory<byte> schema = default;
        bool? isStrict = null;
        if (json.BeginObject())
        {
            while (json.NextProperty())
            {
                if (json.NameIs("name"u8))
                {
                    name = OpenAiNames.Read(ref json, wire);
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
                    isStrict = json.ReadBoolean();
                }
                else
                {
                    PlainFunction.Check(ref json, wire);
                }
            }

            json.RequireField(name is not null, "name");
            if (isStrict == true && wire.IsChecked && kind == ToolKind.Function)
            {
                OpenAiStrictSchema.CheckFunction(name!, schema, $"{json.Path.Bracketed}.parameters");
            }
        }

        return new MockTool(name ?? "", kind, kind == ToolKind.Custom ? "custom" : "function", description, schema);
    }
}
