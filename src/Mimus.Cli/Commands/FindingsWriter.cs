using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Mimus.Cli.Commands;

/// <summary>Writes findings as JSON, for other programs.</summary>
internal static class FindingsWriter
{
    private static readonly JsonWriterOptions s_options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(IReadOnlyList<Finding> findings)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, s_options))
        {
            writer.WriteStartArray();
            foreach (var finding in findings)
            {
                Write(writer, finding);
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, Finding finding)
    {
        var problem = finding.Problem;
        writer.WriteStartObject();
        writer.WriteString("severity", finding.Severity);
        writer.WriteString("file", problem.Location.Source);
        WriteNumber(writer, "line", problem.Location.Line);
        WriteNumber(writer, "column", problem.Location.Column);
        writer.WriteString("path", problem.Path);
        writer.WriteString("value", problem.Value);
        writer.WriteString("message", problem.ToSentence());
        writer.WriteString("suggestion", problem.Suggestion);
        writer.WriteEndObject();
    }

    // What has no lines, such as a file that is not there, has null.
    private static void WriteNumber(Utf8JsonWriter writer, string name, int number)
    {
        if (number > 0)
        {
            writer.WriteNumber(name, number);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
