using System.Buffers;
using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mimus;

/// <summary>Writes a tool's arguments, given as an object, as JSON: public properties, dictionaries, lists and plain values.</summary>
internal static class ArgumentWriter
{
    private const int MaximumDepth = 32;

    [RequiresUnreferencedCode("Properties are found by reflection.")]
    public static string Write(object arguments)
    {
        if (arguments is string or JsonNode or JsonElement)
        {
            return arguments.ToString()!;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            Write(writer, arguments, 0);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    [RequiresUnreferencedCode("Properties are found by reflection.")]
    private static void Write(Utf8JsonWriter writer, object? value, int depth)
    {
        if (depth > MaximumDepth)
        {
            throw new ArgumentException($"The arguments nest deeper than {MaximumDepth} levels; do they refer to themselves?");
        }

        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case JsonNode node:
                node.WriteTo(writer);
                break;
            case JsonElement element:
                element.WriteTo(writer);
                break;
            case DateTime or DateTimeOffset:
                writer.WriteStringValue(((IFormattable)value).ToString("O", CultureInfo.InvariantCulture));
                break;
            case Enum or Guid or Uri or char or TimeSpan or DateOnly or TimeOnly:
                writer.WriteStringValue(value.ToString());
                break;
            case sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal:
                writer.WriteRawValue(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
                break;
            case IDictionary dictionary:
                writer.WriteStartObject();
                foreach (DictionaryEntry entry in dictionary)
                {
                    writer.WritePropertyName(Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!);
                    Write(writer, entry.Value, depth + 1);
                }

                writer.WriteEndObject();
                break;
            case IEnumerable items:
                writer.WriteStartArray();
                foreach (var item in items)
                {
                    Write(writer, item, depth + 1);
                }

                writer.WriteEndArray();
                break;
            default:
                writer.WriteStartObject();
                foreach (var property in value.GetType().GetProperties().Where(property => property.CanRead && property.GetIndexParameters().Length == 0))
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.GetValue(value), depth + 1);
                }

                writer.WriteEndObject();
                break;
        }
    }
}
