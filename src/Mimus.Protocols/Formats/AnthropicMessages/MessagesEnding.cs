using System.Text.Json;
using Mimus.Core.Model;
using Mimus.Protocols.Json;

namespace Mimus.Protocols.Formats.AnthropicMessages;

/// <summary>The fields that say why a message ended, which are null as long as it goes on.</summary>
internal static class MessagesEnding
{
    /// <summary>Writes them into the object at hand.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="reply">The answer that has ended; null for one that has just begun.</param>
    public static void Write(Utf8JsonWriter json, GeneratedReply? reply)
    {
        var reason = reply is null ? null : MessagesWords.StopReason(reply);
        json.WriteTextOrNull("stop_reason"u8, reason);
        json.WriteTextOrNull("stop_sequence"u8, reason == "stop_sequence" ? reply!.StopSequence : null);
        if (reason == "refusal")
        {
            json.WriteStartObject("stop_details"u8);
            json.WriteString("type"u8, "refusal"u8);
            json.WriteNull("category"u8);
            json.WriteNull("explanation"u8);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("stop_details"u8);
        }

        // Not in recordings, but required by the specification.
        json.WriteNull("container"u8);
    }
}
