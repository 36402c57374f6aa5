using System.Text;
using Mimus.Core.Model;
using Mimus.Protocols.Json;

namespace Mimus.Protocols.Vendors;

/// <summary>The pairs that OpenAI stores with an object: at most 16, names of at most 64 characters, texts of at most 512.</summary>
internal static class OpenAiMetadata
{
    private const int MaximumPairs = 16;
    private const int MaximumName = 64;
    private const int MaximumText = 512;

    /// <summary>Checks and passes over the value at hand.</summary>
    public static void Check(ref JsonCursor json, WireRequest wire)
    {
        if (json.IsNull || !json.BeginObject("a metadata object"))
        {
            return;
        }

        var pairs = 0;
        while (json.NextProperty())
        {
            pairs++;
            if (wire.IsChecked && json.Name.Length > MaximumName)
            {
                CheckName(json);
            }

            var length = Length(json.ReadString());
            if (wire.IsChecked && length > MaximumText)
            {
                throw json.Invalid(new FieldTooLong(MaximumText, length, IsArray: false));
            }
        }

        if (wire.IsChecked && pairs > MaximumPairs)
        {
            throw new WireFormatException(
                OpenAiErrors.BadRequest(
                    $"Invalid 'metadata': too many properties. Expected an object with at most {MaximumPairs} properties, "
                        + $"but got an object with {pairs} properties instead.",
                    "metadata",
                    "object_above_max_properties"
                )
            );
        }
    }

    private static void CheckName(in JsonCursor json)
    {
        var name = Encoding.UTF8.GetString(json.Name);
        var length = Length(name);
        if (length > MaximumName)
        {
            throw new WireFormatException(
                OpenAiErrors.BadRequest(
                    $"Invalid property name in 'metadata': '{name[..3]}...{name[^3..]}' is too long. "
                        + $"Expected a string with maximum length {MaximumName}, but got a string with length {length} instead.",
                    $"metadata.{name}",
                    "property_name_above_max_length"
                )
            );
        }
    }

    // The vendor counts characters, not UTF-16 halves.
    private static int Length(string text)
    {
        var length = 0;
        foreach (var character in text)
        {
            length += char.IsLowSurrogate(character) ? 0 : 1;
        }

        return length;
    }
}
