using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Mimus.Core.Configuration.Schemas;

/// <summary>Writes shapes as a JSON Schema, version 2020-12.</summary>
internal sealed class SchemaWriter
{
    private static readonly JsonWriterOptions s_options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Utf8JsonWriter _writer;

    private SchemaWriter(Utf8JsonWriter writer) => _writer = writer;

    /// <summary>The schema of documents that look like <paramref name="root"/>, with a line end behind it.</summary>
    /// <param name="title">What the documents are.</param>
    /// <param name="root">Their shape.</param>
    /// <param name="definitions">The shapes that others name.</param>
    public static string Write(string title, ValueShape root, params IReadOnlyList<(string Name, ValueShape Shape)> definitions)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, s_options))
        {
            var writer = new SchemaWriter(json);
            json.WriteStartObject();
            json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            json.WriteString("title", title);
            writer.WriteShape(root);
            if (definitions.Count > 0)
            {
                json.WriteStartObject("$defs");
                foreach (var (name, shape) in definitions)
                {
                    json.WritePropertyName(name);
                    writer.WriteSchema(shape);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private void WriteSchema(ValueShape shape, string summary = "")
    {
        _writer.WriteStartObject();
        if (summary.Length > 0)
        {
            _writer.WriteString("description", summary + ".");
        }

        WriteShape(shape);
        _writer.WriteEndObject();
    }

    private void WriteShape(ValueShape shape)
    {
        switch (shape)
        {
            case TextShape text:
                _writer.WriteString("type", "string");
                WriteIf("pattern", text.Pattern);
                break;
            case FlagShape:
                _writer.WriteString("type", "boolean");
                break;
            case NumberShape number:
                _writer.WriteString("type", "number");
                _writer.WriteNumber("minimum", number.Minimum);
                break;
            case WholeShape whole:
                _writer.WriteString("type", "integer");
                _writer.WriteNumber("minimum", whole.Minimum);
                if (whole.Maximum is { } maximum)
                {
                    _writer.WriteNumber("maximum", maximum);
                }

                break;
            case ChoiceShape choice:
                WriteNames("enum", choice.Names);
                break;
            case ListShape list:
                _writer.WriteString("type", "array");
                _writer.WritePropertyName("items");
                WriteSchema(list.Item);
                if (list.Minimum > 0)
                {
                    _writer.WriteNumber("minItems", list.Minimum);
                }

                break;
            case MapShape map:
                _writer.WriteString("type", "object");
                _writer.WritePropertyName("additionalProperties");
                WriteSchema(map.Value);
                break;
            case MappingShape mapping:
                WriteMapping(mapping);
                break;
            case EitherShape either:
                _writer.WriteStartArray("anyOf");
                foreach (var one in either.Shapes)
                {
                    WriteSchema(one);
                }

                _writer.WriteEndArray();
                break;
            case NamedShape named:
                _writer.WriteString("$ref", $"#/$defs/{named.Name}");
                break;
        }
    }

    // The documented spelling is a property, so that editors offer it; the other spellings are patterns, so that they pass.
    private void WriteMapping(MappingShape mapping)
    {
        _writer.WriteString("type", "object");
        _writer.WriteStartObject("properties");
        foreach (var key in mapping.Keys)
        {
            _writer.WritePropertyName(key.Name);
            WriteSchema(key.Shape, key.Summary);
        }

        _writer.WriteEndObject();
        var others = mapping.Keys.Select(key => (Key: key, Spellings: KeySpelling.All(key.DashedNames).Where(name => name != key.Name).ToList())).ToList();
        if (others.Exists(other => other.Spellings.Count > 0))
        {
            _writer.WriteStartObject("patternProperties");
            foreach (var (key, spellings) in others.Where(other => other.Spellings.Count > 0))
            {
                _writer.WritePropertyName($"^({string.Join('|', spellings)})$");
                WriteSchema(key.Shape);
            }

            _writer.WriteEndObject();
        }

        _writer.WriteBoolean("additionalProperties", false);
        if (mapping.Required.Count > 0)
        {
            WriteNames("required", [.. mapping.Required.Select(key => key.Name)]);
        }
    }

    private void WriteNames(string property, IReadOnlyList<string> names)
    {
        _writer.WriteStartArray(property);
        foreach (var name in names)
        {
            _writer.WriteStringValue(name);
        }

        _writer.WriteEndArray();
    }

    private void WriteIf(string property, string? value)
    {
        if (value is not null)
        {
            _writer.WriteString(property, value);
        }
    }
}
