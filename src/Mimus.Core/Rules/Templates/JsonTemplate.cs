using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Mimus.Core.Rules.Templates;

/// <summary>JSON whose strings may hold placeholders; values go in through a JSON writer, so that no value can break the JSON.</summary>
internal sealed class JsonTemplate
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonElement _root;
    private readonly string? _constant;

    private JsonTemplate(JsonElement root, string? constant)
    {
        _root = root;
        _constant = constant;
    }

    /// <summary>JSON without placeholders, whatever stands in it.</summary>
    public static JsonTemplate Plain(string json) => new(default, json);

    /// <summary>Reads JSON text.</summary>
    /// <exception cref="FormatException">A placeholder is not one of those known, or is not closed.</exception>
    public static JsonTemplate Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement.Clone();
        return new JsonTemplate(root, IsConstant(root) ? json : null);
    }

    /// <summary>The JSON text with its placeholders filled.</summary>
    public string Render(TemplateContext context)
    {
        if (_constant is not null)
        {
            return _constant;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            Write(writer, _root, context);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static bool IsConstant(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.String => TextTemplate.Parse(element.GetString()!).Constant == element.GetString(),
            JsonValueKind.Array => element.EnumerateArray().Select(IsConstant).ToList().TrueForAll(constant => constant),
            JsonValueKind.Object => element.EnumerateObject().Select(property => IsConstant(property.Value)).ToList().TrueForAll(constant => constant),
            _ => true,
        };

    private static void Write(Utf8JsonWriter writer, JsonElement element, TemplateContext context)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                writer.WriteStringValue(TextTemplate.Parse(element.GetString()!).Render(context));
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(writer, item, context);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject())
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value, context);
                }

                writer.WriteEndObject();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
