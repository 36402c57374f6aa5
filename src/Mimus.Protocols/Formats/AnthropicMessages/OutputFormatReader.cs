using System.Text.Json;
using Mimus.Core.Model;
using Mimus.Protocols.Json;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Formats.AnthropicMessages;

/// <summary>Reads the form that an answer must have: <c>output_config.format</c>, or the beta's <c>output_format</c>.</summary>
internal static class OutputFormatReader
{
    private static readonly string[] Types = ["json_schema"];
    private static readonly ParameterTable None = new();

    public static ResponseFormat Read(ref JsonCursor json, WireRequest wire)
    {
        string? type = null;
        ReadOnlyMemory<byte> schema = default;
        if (!json.BeginObject())
        {
            return ResponseFormat.Text;
        }

        while (json.NextProperty())
        {
            if (json.NameIs("type"u8))
            {
                type = LiteralReader.Read(ref json, wire, Types);
            }
            else if (json.NameIs("schema"u8) && json.Token == JsonTokenType.StartObject)
            {
                schema = json.ReadRaw();
            }
            else if (json.NameIs("schema"u8))
            {
                json.Wrong(AnthropicFields.Dictionary, 0);
            }
            else
            {
                None.Check(ref json, wire);
            }
        }

        json.RequireField(type is not null, "type");
        json.RequireField(!schema.IsEmpty, "schema");
        return new ResponseFormat(ResponseFormatKind.JsonSchema, null, schema);
    }
}
