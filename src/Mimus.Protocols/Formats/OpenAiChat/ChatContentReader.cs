using System.Text.Json;
using Mimus.Core.Model;
using Mimus.Protocols.Json;

namespace Mimus.Protocols.Formats.OpenAiChat;

/// <summary>Reads the content of a message.</summary>
internal static class ChatContentReader
{
    /// <summary>What to call what a content may be.</summary>
    public const string Expected = "one of a string or array of objects";

    private static readonly ParameterTable PlainPart = new(Parameter.Any("cache_control"), Parameter.Any("prompt_cache_breakpoint"));
    private static readonly ParameterTable PlainImage = new(Parameter.Choice("detail", "auto", "low", "high", "original"));
    private static readonly ParameterTable PlainFile = new(Parameter.String("file_data"));
    private static readonly ParameterTable PlainAudio = new(Parameter.String("data"));

    /// <summary>Reads a string or an array of parts.</summary>
    public static void Read(ref JsonCursor json, WireRequest wire, List<MessagePart> parts)
    {
        if (json.IsNull)
        {
            return;
        }

        if (json.Token == JsonTokenType.String)
        {
            parts.Add(new MessageText(json.ReadText()));
            return;
        }

        if (!json.BeginArray(Expected))
        {
            return;
        }

        while (json.NextItem())
        {
            if (ReadPart(ref json, wire) is { } part)
            {
                parts.Add(part);
            }
        }
    }

    private static MessagePart? ReadPart(ref JsonCursor json, WireRequest wire)
    {
        MessagePart? part = null;
        string? type = null;
        string? member = null;
        if (!json.BeginObject())
        {
            return null;
        }

        while (json.NextProperty())
        {
            if (json.NameIs("type"u8))
            {
                type = json.ReadChoice("text", "image_url", "input_audio", "refusal", "audio", "file");
            }
            else if (json.NameIs("text"u8))
            {
                (member, part) = ("text", new MessageText(json.ReadText()));
            }
            else if (json.NameIs("refusal"u8))
            {
                (member, part) = ("refusal", new MessageText(json.ReadText()));
            }
            else if (json.NameIs("image_url"u8))
            {
                (member, part) = ("image_url", ReadImage(ref json, wire));
            }
            else if (json.NameIs("input_audio"u8))
            {
                (member, part) = ("input_audio", ReadAudio(ref json, wire));
            }
            else if (json.NameIs("audio"u8))
            {
                (member, part) = ("audio", new MessageAudio(null));
                json.Skip();
            }
            else if (json.NameIs("file"u8))
            {
                (member, part) = ("file", ReadFile(ref json, wire));
            }
            else
            {
                PlainPart.Check(ref json, wire);
            }
        }

        json.RequireField(type is not null, "type");
        json.RequireField(member == type, type ?? "");
        return part;
    }

    private static MessageImage ReadImage(ref JsonCursor json, WireRequest wire)
    {
        string? url = null;
        if (json.BeginObject())
        {
            while (json.NextProperty())
            {
                if (json.NameIs("url"u8))
                {
                    url = json.ReadString();
                }
                else
                {
                    PlainImage.Check(ref json, wire);
                }
            }

            json.RequireField(url is not null, "url");
        }

        return new MessageImage(url, DataUrl.MediaType(url));
    }

    private static MessageAudio ReadAudio(ref JsonCursor json, WireRequest wire)
    {
        string? format = null;
        if (json.BeginObject())
        {
            while (json.NextProperty())
            {
                if (json.NameIs("format"u8))
                {
                    format = json.ReadChoice("wav", "mp3");
                }
                else
                {
                    PlainAudio.Check(ref json, wire);
                }
            }

            json.RequireField(format is not null, "format");
        }

        return new MessageAudio(format);
    }

    private static MessageFile ReadFile(ref JsonCursor json, WireRequest wire)
    {
        string? name = null;
        string? id = null;
        if (json.BeginObject())
        {
            while (json.NextProperty())
            {
                if (json.NameIs("filename"u8))
                {
                    name = json.ReadOptionalString();
                }
                else if (json.NameIs("file_id"u8))
                {
                    id = json.ReadOptionalString();
                }
                else
                {
                    PlainFile.Check(ref json, wire);
                }
            }
        }

        return new MessageFile(name, id);
    }
}
