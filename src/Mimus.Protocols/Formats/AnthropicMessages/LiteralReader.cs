using System.Text.Json;
using Mimus.Core.Model;
using Mimus.Protocols.Json;

namespace Mimus.Protocols.Formats.AnthropicMessages;

/// <summary>Reads one of a few words. To the vendor, a value of another type is just none of them.</summary>
internal static class LiteralReader
{
    public static string? Read(ref JsonCursor json, WireRequest wire, string[] words)
    {
        if (json.Token == JsonTokenType.String)
        {
            return json.ReadChoice(words);
        }

        if (wire.IsChecked)
        {
            throw json.Invalid(new FieldUnsupportedValue("", words));
        }

        json.Skip();
        return null;
    }
}
