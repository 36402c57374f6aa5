using System.Text.Encodings.Web;
using System.Text.Json;

namespace Mimus.Protocols.Json;

/// <summary>How Mimus writes JSON that is not pre-rendered.</summary>
internal static class JsonWriting
{
    private static readonly JsonWriterOptions Options = new()
    {
        SkipValidation = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Makes a writer that puts compact JSON into the output; dispose it, or flush it, before writing on.</summary>
    public static Utf8JsonWriter Open(ByteOutput output) => new(output, Options);

    /// <summary>Writes a property with text as the vendors do, non-ASCII characters as they are.</summary>
    public static void WriteText(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, ReadOnlySpan<char> text)
    {
        writer.WritePropertyName(name);
        writer.WriteTextValue(text);
    }

    /// <summary>Writes a text as the vendors do, non-ASCII characters as they are.</summary>
    public static void WriteTextValue(this Utf8JsonWriter writer, ReadOnlySpan<char> text)
    {
        // The writer's own encoder escapes characters outside the basic plane; vendors send them as they are.
        if (text.IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
        {
            writer.WriteStringValue(text);
            return;
        }

        using var rendering = Rendering.Begin();
        rendering.Output.WriteString(text);
        writer.WriteRawValue(rendering.Written, skipInputValidation: true);
    }

    /// <summary>Writes a property with text, or with null.</summary>
    public static void WriteTextOrNull(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? text)
    {
        if (text is null)
        {
            writer.WriteNull(name);
        }
        else
        {
            writer.WriteText(name, text);
        }
    }

    /// <summary>Writes a property with JSON as it was received; null where there is none.</summary>
    public static void WriteRawOrNull(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, ReadOnlyMemory<byte> json)
    {
        if (json.IsEmpty)
        {
            writer.WriteNull(name);
        }
        else
        {
            writer.WritePropertyName(name);
            writer.WriteRawValue(json.Span, skipInputValidation: true);
        }
    }
}
