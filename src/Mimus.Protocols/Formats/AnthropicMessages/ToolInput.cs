using System.Text;
using System.Text.Json;
using Mimus.Protocols.Json;

namespace Mimus.Protocols.Formats.AnthropicMessages;

/// <summary>
/// The <c>input</c> of a whole answer's call, which is an object whatever the script says: no arguments are <c>{}</c>, and arguments that
/// are not a JSON object are wrapped as Anthropic's documentation of fine-grained tool streaming advises, <c>{"INVALID_JSON":"…"}</c>.
/// A stream sends the arguments as they are: there a client must cope with them.
/// </summary>
internal static class ToolInput
{
    public static void Write(Utf8JsonWriter json, string arguments)
    {
        var bytes = Encoding.UTF8.GetBytes(arguments);
        if (string.IsNullOrWhiteSpace(arguments))
        {
            json.WriteStartObject("input"u8);
            json.WriteEndObject();
        }
        else if (IsObject(bytes))
        {
            json.WriteRawOrNull("input"u8, bytes);
        }
        else
        {
            json.WriteStartObject("input"u8);
            json.WriteText("INVALID_JSON"u8, arguments);
            json.WriteEndObject();
        }
    }

    private static bool IsObject(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read()) { }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
