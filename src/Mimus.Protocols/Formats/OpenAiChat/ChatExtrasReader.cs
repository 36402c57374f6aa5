using System.Text;
using System.Text.Json;
using Mimus.Core.Model;
using Mimus.Protocols.Json;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Formats.OpenAiChat;

/// <summary>Checks the structured parameters of a Chat Completions request that Mimus has no use for.</summary>
internal static class ChatExtrasReader
{
    private static readonly ParameterTable PlainPrediction = new(Parameter.Choice("type", "content"));
    private static readonly ParameterTable PlainAudio = new(
        Parameter.Any("voice"),
        Parameter.Choice("format", "wav", "aac", "mp3", "flac", "opus", "pcm16")
    );
    private static readonly ParameterTable PlainModeration = new(Parameter.String("model"));

    /// <summary>Checks and passes over the property at hand; false where it is none of these.</summary>
    public static bool Read(ref JsonCursor json, WireRequest wire)
    {
        if (json.NameIs("audio"u8))
        {
            CheckMembers(ref json, wire, PlainAudio, "voice", "format");
        }
        else if (json.NameIs("moderation"u8))
        {
            CheckMembers(ref json, wire, PlainModeration, "model");
        }
        else if (json.NameIs("modalities"u8))
        {
            ReadModalities(ref json);
        }
        else if (json.NameIs("prompt_cache_retention"u8))
        {
            ReadRetention(ref json, wire);
        }
        else
        {
            return false;
        }

        return true;
    }

    /// <summary>Checks a <c>logit_bias</c>: from -100 to 100 for each token's number.</summary>
    public static void ReadBias(ref JsonCursor json, WireRequest wire)
    {
        if (json.IsNull || !json.BeginObject())
        {
            return;
        }

        while (json.NextProperty())
        {
            if (wire.IsChecked && (json.Name.IsEmpty || json.Name.ContainsAnyExceptInRange((byte)'0', (byte)'9')))
            {
                throw new WireFormatException(
                    OpenAiErrors.BadRequest(
                        $"Invalid key in 'logit_bias': {Encoding.UTF8.GetString(json.Name)}. You should only be submitting non-negative integers.",
                        "logit_bias"
                    )
                );
            }

            json.ReadNumber(-100, 100);
        }
    }

    /// <summary>Checks a <c>prediction</c>.</summary>
    public static void ReadPrediction(ref JsonCursor json, WireRequest wire)
    {
        if (json.IsNull || !json.BeginObject())
        {
            return;
        }

        var hasType = false;
        var hasContent = false;
        var parts = new List<MessagePart>();
        while (json.NextProperty())
        {
            if (json.NameIs("content"u8))
            {
                hasContent = !json.IsNull;
                ChatContentReader.Read(ref json, wire, parts);
            }
            else
            {
                hasType |= json.NameIs("type"u8);
                PlainPrediction.Check(ref json, wire);
            }
        }

        json.RequireField(hasType, "type");
        json.RequireField(hasContent, "content");
    }

    private static void CheckMembers(ref JsonCursor json, WireRequest wire, ParameterTable plain, params ReadOnlySpan<string> required)
    {
        if (json.IsNull || !json.BeginObject())
        {
            return;
        }

        var found = 0;
        while (json.NextProperty())
        {
            for (var index = 0; index < required.Length; index++)
            {
                found |= Ascii.Equals(json.Name, required[index]) && !json.IsNull ? 1 << index : 0;
            }

            plain.Check(ref json, wire);
        }

        for (var index = 0; index < required.Length; index++)
        {
            json.RequireField((found & (1 << index)) != 0, required[index]);
        }
    }

    private static void ReadModalities(ref JsonCursor json)
    {
        if (json.IsNull || !json.BeginArray())
        {
            return;
        }

        while (json.NextItem())
        {
            json.ReadChoice("text", "audio");
        }
    }

    // Measured against the vendor in August 2026: this one parameter is refused in other words than all others.
    private static void ReadRetention(ref JsonCursor json, WireRequest wire)
    {
        if (json.Token != JsonTokenType.String)
        {
            json.ReadChoice("in_memory", "24h");
        }
        else if (json.ReadString() is not ("in_memory" or "24h") && wire.IsChecked)
        {
            throw new WireFormatException(OpenAiErrors.BadRequest("Invalid prompt_cache_retention argument", "prompt_cache_retention"));
        }
    }
}
