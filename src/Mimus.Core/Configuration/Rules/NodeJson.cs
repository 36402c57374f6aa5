using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mimus.Core.Configuration.Documents;

namespace Mimus.Core.Configuration.Rules;

/// <summary>Writes nodes as JSON, numbers as they were written where JSON can have them so: 275.0 stays 275.0.</summary>
internal static class NodeJson
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The JSON text; null where a number is not finite, which is reported.</summary>
    public static string? Write(ConfigurationNode node, ConfigurationProblems problems)
    {
        var before = problems.Errors.Count;
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, s_options))
        {
            Write(writer, node, problems);
        }

        return problems.Errors.Count == before ? Encoding.UTF8.GetString(buffer.WrittenSpan) : null;
    }

    private static void Write(Utf8JsonWriter writer, ConfigurationNode node, ConfigurationProblems problems)
    {
        switch (node)
        {
            case ConfigurationMapping mapping:
                writer.WriteStartObject();
                foreach (var entry in mapping.Entries)
                {
                    writer.WritePropertyName(WholeCharacters.Of(entry.Key));
                    Write(writer, entry.Value, problems);
                }

                writer.WriteEndObject();
                break;
            case ConfigurationList list:
                writer.WriteStartArray();
                foreach (var item in list.Items)
                {
                    Write(writer, item, problems);
                }

                writer.WriteEndArray();
                break;
            case ConfigurationScalar { Kind: ScalarKind.Number } number:
                WriteNumber(writer, number, problems);
                break;
            case ConfigurationScalar { Kind: ScalarKind.Boolean } flag:
                writer.WriteBooleanValue(flag.Boolean);
                break;
            case ConfigurationScalar { Kind: ScalarKind.Null }:
                writer.WriteNullValue();
                break;
            case ConfigurationScalar text:
                writer.WriteStringValue(WholeCharacters.Of(text.Text));
                break;
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, ConfigurationScalar node, ConfigurationProblems problems)
    {
        if (IsJsonNumber(node.Text))
        {
            writer.WriteRawValue(node.Text);
        }
        else if (node.Number.Integer is { } integer)
        {
            writer.WriteRawValue(integer.ToString(CultureInfo.InvariantCulture));
        }
        else if (double.IsFinite(node.Number.Value))
        {
            writer.WriteNumberValue(node.Number.Value);
        }
        else
        {
            writer.WriteNullValue();
            problems.Add(
                new ConfigurationProblem(node.Location, node.Path, $"{node.Description} is no number that JSON has")
                {
                    Value = node.Text,
                    Expected = "a finite number, or the text in quotes",
                }
            );
        }
    }

    // The document's reader has checked the digits; what remains are a plus, other bases, needless zeros and points without a digit behind.
    private static bool IsJsonNumber(string text)
    {
        var digits = text.StartsWith('-') ? text.AsSpan(1) : text;
        if (digits.IsEmpty || !char.IsAsciiDigit(digits[0]) || (digits.Length > 1 && digits[0] == '0' && digits[1] is not ('.' or 'e' or 'E')))
        {
            return false;
        }

        var point = digits.IndexOf('.');
        return point < 0 || (point + 1 < digits.Length && char.IsAsciiDigit(digits[point + 1]));
    }
}
