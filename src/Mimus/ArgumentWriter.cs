using System.Buffers;
using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Mimus;

/// <summary>Writes a tool's arguments, given as an object, as JSON: public properties, dictionaries, lists and plain values.</summary>
internal static class ArgumentWriter
{
    public const string TrimmingWarning = "The properties of the arguments are found by reflection; give JSON text in a trimmed program.";

    private const int MaximumDepth = 32;

    [RequiresUnreferencedCode("Properties are found by reflection.")]
    public static string Write(object arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (arguments is string text)
        {
            return text;
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
            case JsonDocument document:
                document.RootElement.WriteTo(writer);
                break;
            case byte[] bytes:
                writer.WriteBase64StringValue(bytes);
                break;
            case DateTime or DateTimeOffset or DateOnly or TimeOnly:
                writer.WriteStringValue(((IFormattable)value).ToString("O", CultureInfo.InvariantCulture));
                break;
            case Enum or Guid or Uri or char or TimeSpan or Version:
                writer.WriteStringValue(value.ToString());
                break;
            case double and (double.NaN or double.PositiveInfinity or double.NegativeInfinity):
            case float and (float.NaN or float.PositiveInfinity or float.NegativeInfinity):
                throw new ArgumentException($"JSON has no number '{value}'.");
            case sbyte or byte or short or ushort or int or uint or long or ulong or Int128 or UInt128 or BigInteger or float or double or decimal:
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
                foreach (var property in PropertiesOf(value))
                {
                    writer.WritePropertyName(property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? property.Name);
                    Write(writer, property.GetValue(value), depth + 1);
                }

                writer.WriteEndObject();
                break;
        }
    }

    [RequiresUnreferencedCode("Properties are found by reflection.")]
    private static IEnumerable<PropertyInfo> PropertiesOf(object value) =>
        value
            .GetType()
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanRead && property.GetIndexParameters().Length == 0 && !property.IsDefined(typeof(JsonIgnoreAttribute)));
}
