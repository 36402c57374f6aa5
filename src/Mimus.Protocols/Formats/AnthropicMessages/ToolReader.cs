using System.Buffers;
using System.Text.Json;
using Mimus.Core.Model;
using Mimus.Protocols.Json;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Formats.AnthropicMessages;

/// <summary>Reads <c>tools</c>: those of the client, and those that the vendor defines or runs.</summary>
internal static class ToolReader
{
    private const string Custom = "custom";
    private const string Toolset = "mcp_toolset";

    // The vendor's list in its complaint; newer versions pass all the same.
    private static readonly string[] Known =
    [
        "bash_20241022",
        "bash_20250124",
        "code_execution_20250522",
        "code_execution_20250825",
        "code_execution_20260120",
        "computer_20241022",
        "computer_20250124",
        "computer_20251124",
        Custom,
        Toolset,
        "memory_20250818",
        "text_editor_20241022",
        "text_editor_20250124",
        "text_editor_20250429",
        "text_editor_20250728",
        "tool_search_tool_bm25",
        "tool_search_tool_bm25_20251119",
        "tool_search_tool_regex",
        "tool_search_tool_regex_20251119",
        "web_fetch_20250910",
        "web_fetch_20260209",
        "web_fetch_20260309",
        "web_search_20250305",
        "web_search_20260209",
    ];

    private static readonly SearchValues<char> TypeCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    private static readonly ParameterTable Plain = new(
        Parameter.String("type"),
        Parameter.Object("cache_control"),
        Parameter.Boolean("strict"),
        Parameter.Boolean("eager_input_streaming"),
        Parameter.Array("allowed_callers"),
        Parameter.Boolean("defer_loading"),
        Parameter.Array("input_examples")
    );

    public static List<MockTool> ReadAll(ref JsonCursor json, WireRequest wire)
    {
        var tools = new List<MockTool>();
        if (!json.BeginArray(AnthropicFields.List))
        {
            return tools;
        }

        while (json.NextItem())
        {
            if (json.Token != JsonTokenType.StartObject)
            {
                json.Wrong("an object", 0);
                continue;
            }

            var type = json.PeekString("type"u8) ?? Custom;
            if (type != Custom && !IsVendors(type) && wire.IsChecked)
            {
                throw AnthropicFields.UnknownTag(json.Path, type, Known);
            }

            json.Tag(type);
            tools.Add(IsVendors(type) ? ReadVendors(ref json, wire, type) : ReadCustom(ref json, wire));
        }

        return tools;
    }

    // A vendor's tool carries its version's date: web_search_20250305.
    private static bool IsVendors(string type) =>
        Array.IndexOf(Known, type) >= 0
            ? type != Custom
            : type.Length > 9
                && type[^9] == '_'
                && !type.AsSpan(type.Length - 8).ContainsAnyExceptInRange('0', '9')
                && !type.AsSpan().ContainsAnyExcept(TypeCharacters);

    private static MockTool ReadVendors(ref JsonCursor json, WireRequest wire, string type)
    {
        string? name = null;
        var hasServer = false;
        TimeSpan? keepFor = null;
        json.BeginObject();
        while (json.NextProperty())
        {
            if (json.NameIs("name"u8))
            {
                name = json.ReadString();
            }
            else if (json.NameIs("cache_control"u8) && json.Token == JsonTokenType.StartObject)
            {
                keepFor = CacheControlReader.Read(ref json, wire);
            }
            else
            {
                hasServer |= json.NameIs("mcp_server_name"u8);
                json.Skip();
            }
        }

        json.RequireField(type == Toolset || name is not null, "name");
        json.RequireField(type != Toolset || hasServer, "mcp_server_name");
        return new MockTool(name ?? type, ToolKind.Server, type, null, default) { KeepFor = keepFor };
    }

    private static MockTool ReadCustom(ref JsonCursor json, WireRequest wire)
    {
        string? name = null;
        string? description = null;
        ReadOnlyMemory<byte> schema = default;
        TimeSpan? keepFor = null;
        json.BeginObject();
        while (json.NextProperty())
        {
            if (json.NameIs("name"u8))
            {
                name = ToolNames.Read(ref json, wire);
            }
            else if (json.NameIs("description"u8))
            {
                description = json.ReadString();
            }
            else if (json.NameIs("input_schema"u8))
            {
                schema = ReadSchema(ref json, wire);
            }
            else if (json.NameIs("cache_control"u8))
            {
                keepFor = CacheControlReader.Read(ref json, wire);
            }
            else
            {
                Plain.Check(ref json, wire);
            }
        }

        json.RequireField(name is not null, "name");
        json.RequireField(!schema.IsEmpty, "input_schema");
        return new MockTool(name ?? "", ToolKind.Function, Custom, description, schema) { KeepFor = keepFor };
    }

    private static ReadOnlyMemory<byte> ReadSchema(ref JsonCursor json, WireRequest wire)
    {
        if (json.Token != JsonTokenType.StartObject)
        {
            json.Wrong("an object", 0);
            return default;
        }

        var type = json.PeekString("type"u8);
        json.RequireField(type is not null, "type");
        if (type != "object" && wire.IsChecked)
        {
            var path = new FieldPath([.. json.Path.Segments, "type"]);
            throw new WireFormatException(new InvalidField(path, new FieldUnsupportedValue(type!, ["object"])));
        }

        return json.ReadRaw();
    }
}
