using System.Text.Json;
using Mimus.Core.Model;
using Mimus.Core.Text;
using Mimus.Protocols.Json;

namespace Mimus.Protocols.Formats.OpenAiResponses;

/// <summary>Reads the content of an input item.</summary>
internal static class ResponsesContentReader
{
    // As the vendor lists them, and what it has for itself.
    private static readonly string[] Types =
    [
        "input_text",
        "input_image",
        "input_audio",
        "output_text",
        "refusal",
        "input_file",
        "computer_screenshot",
        "summary_text",
        "encrypted_content",
    ];

    private static readonly string[] ReasoningTypes = ["summary_text", "reasoning_text"];

    private static readonly ParameterTable Plain = new(
        Parameter.Array("annotations"),
        Parameter.Array("logprobs"),
        Parameter.String("detail"),
        Parameter.String("file_data"),
        Parameter.String("file_url"),
        Parameter.Any("input_audio"),
        Parameter.Any("prompt_cache_breakpoint"),
        Parameter.Any("encrypted_content")
    );

    /// <summary>Reads a string or an array of parts.</summary>
    public static ContentStrangers Read(ref JsonCursor json, WireRequest wire, List<MessagePart> parts)
    {
        if (json.Token == JsonTokenType.String)
        {
            parts.Add(new MessageText(json.ReadText()));
            return ContentStrangers.None;
        }

        var strangers = ContentStrangers.None;
        if (!json.BeginArray("one of a string or array of objects"))
        {
            return strangers;
        }

        while (json.NextItem())
        {
            var (type, part) = ReadPart(ref json, wire, Types);
            if (part is not null)
            {
                strangers = strangers.With(json.ItemIndex, type);
                parts.Add(part);
            }
        }

        return strangers;
    }

    /// <summary>Reads the parts of a reasoning or its summary.</summary>
    public static void ReadReasoning(ref JsonCursor json, WireRequest wire, List<MessagePart> parts)
    {
        if (!json.BeginArray("an array of objects"))
        {
            return;
        }

        while (json.NextItem())
        {
            if (ReadPart(ref json, wire, ReasoningTypes).Part is { } part)
            {
                parts.Add(part);
            }
        }
    }

    /// <summary>Reads a tool's output; several text parts are joined with a newline.</summary>
    public static JsonText ReadOutput(ref JsonCursor json, WireRequest wire)
    {
        if (json.Token == JsonTokenType.String)
        {
            return json.ReadText();
        }

        var parts = new List<MessagePart>();
        Read(ref json, wire, parts);
        return new JsonText(string.Join('\n', parts.OfType<MessageText>().Select(part => part.Text)));
    }

    private static (string Type, MessagePart? Part) ReadPart(ref JsonCursor json, WireRequest wire, string[] types)
    {
        string? type = null;
        JsonText? text = null;
        string? url = null;
        string? fileId = null;
        string? fileName = null;
        if (!json.BeginObject())
        {
            return ("", null);
        }

        while (json.NextProperty())
        {
            if (json.NameIs("type"u8))
            {
                type = json.ReadChoice(types);
            }
            else if (json.NameIs("text"u8) || json.NameIs("refusal"u8))
            {
                text = json.ReadText();
            }
            else if (json.NameIs("image_url"u8))
            {
                url = json.ReadOptionalString();
            }
            else if (json.NameIs("file_id"u8))
            {
                fileId = json.ReadOptionalString();
            }
            else if (json.NameIs("filename"u8))
            {
                fileName = json.ReadOptionalString();
            }
            else
            {
                Plain.Check(ref json, wire);
            }
        }

        json.RequireField(type is not null, "type");
        switch (type)
        {
            case "input_image":
            case "computer_screenshot":
                json.RequireField(url is not null || fileId is not null, "image_url");
                return (type, new MessageImage(url, DataUrl.MediaType(url)));
            case "input_file":
                return (type, new MessageFile(fileName, fileId));
            case "input_audio":
                return (type, new MessageAudio(null));
            case "encrypted_content":
                return (type, new MessageOther(type));
            case null:
                return ("", null);
            default:
                json.RequireField(text is not null, type == "refusal" ? "refusal" : "text");
                return (type, new MessageText(text ?? new JsonText("")));
        }
    }
}
