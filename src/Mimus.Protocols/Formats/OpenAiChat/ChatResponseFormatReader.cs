using Mimus.Core.Model;
using Mimus.Protocols.Json;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Formats.OpenAiChat;

/// <summary>Reads the form that a Chat Completions request wants the answer in.</summary>
internal static class ChatResponseFormatReader
{
    private static readonly ParameterTable None = new();
    private static readonly ParameterTable PlainSchema = new(Parameter.String("description"));

    public static ResponseFormat Read(ref JsonCursor json, WireRequest wire)
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
        bool? isStrict = null;
        if (json.BeginObject())
        {
            while (json.NextProperty())
            {
                if (json.NameIs("name"u8))
                {
                    name = json.ReadString();
                }
                else if (json.NameIs("schema"u8))
                {
                    schema = json.ReadRawObject();
                }
                else if (json.NameIs("strict"u8))
                {
                    isStrict = json.ReadBoolean();
                }
                else
                {
                    PlainSchema.Check(ref json, wire);
                }
            }

            json.RequireField(name is not null, "name");
            if (isStrict == true && wire.IsChecked)
            {
                OpenAiStrictSchema.CheckAnswer(name!, schema, "response_format", null);
            }
        }

        return new ResponseFormat(ResponseFormatKind.JsonSchema, name, schema);
    }
}
