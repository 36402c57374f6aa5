using System.Text.Json;
using Mimus.Core.Model;
using Mimus.Core.Text;
using Mimus.Protocols.Json;

namespace Mimus.Protocols.Formats.OpenAiChat;

/// <summary>Reads the <c>messages</c> of a Chat Completions request.</summary>
internal static class ChatMessageReader
{
    private const string ContentTypes = "one of an array of objects or a string";
    private const string Objects = "an array of objects";
    private static readonly string[] Roles = ["system", "assistant", "user", "function", "tool", "developer"];
    private static readonly ParameterTable Plain = new(Parameter.String("name"), Parameter.Any("audio"), Parameter.Array("annotations"));
    private static readonly ParameterTable PlainPart = new(Parameter.String("type"), Parameter.Any("cache_control"));
    private static readonly ParameterTable PlainImage = new(Parameter.Choice("detail", "auto", "low", "high", "original"));
    private static readonly ParameterTable PlainFile = new(Parameter.String("file_data"));
    private static readonly ParameterTable PlainAudio = new(Parameter.String("data"));

    public static List<MockMessage> ReadAll(ref JsonCursor json, WireRequest wire)
    {
        var messages = new List<MockMessage>();
        if (!json.BeginArray(Objects))
        {
            return messages;
        }

        while (json.NextItem())
        {
            messages.Add(Read(ref json, wire));
        }

        if (messages.Count == 0 && wire.IsChecked)
        {
            throw json.Invalid(new FieldTooShort(1, 0, IsArray: true));
        }

        return messages;
    }

    private static MockMessage Read(ref JsonCursor json, WireRequest wire)
    {
        string? role = null;
        string? callId = null;
        var hasContent = false;
        var parts = new List<MessagePart>(1);
        if (!json.BeginObject())
        {
            return new MockMessage(MessageRole.User, parts);
        }

        while (json.NextProperty())
        {
            if (json.NameIs("role"u8))
            {
                role = json.ReadChoice(Roles);
            }
            else if (json.NameIs("content"u8))
            {
                hasContent = !json.IsNull;
                ReadContent(ref json, wire, parts);
            }
            else if (json.NameIs("tool_calls"u8) && !json.IsNull)
            {
                ReadToolCalls(ref json, wire, parts);
            }
            else if (json.NameIs("function_call"u8) && !json.IsNull)
            {
                parts.Add(ReadFunctionCall(ref json, wire));
            }
            else if (json.NameIs("tool_call_id"u8))
            {
                callId = json.ReadString();
            }
            else if (json.NameIs("refusal"u8))
            {
                if (json.ReadOptionalString() is { } refusal)
                {
                    hasContent = true;
                    parts.Add(new MessageText(refusal));
                }
            }
            else
            {
                Plain.Check(ref json, wire);
            }
        }

        json.RequireField(role is not null, "role");
        json.RequireField(hasContent || role is "assistant", "content");
        json.RequireField(role is not "tool" || callId is not null, "tool_call_id");
        return Message(role, callId, parts);
    }

    private static MockMessage Message(string? role, string? callId, List<MessagePart> parts) =>
        role switch
        {
            "system" => new MockMessage(MessageRole.System, parts),
            "developer" => new MockMessage(MessageRole.Developer, parts),
            "assistant" => new MockMessage(MessageRole.Assistant, parts),
            "tool" or "function" => new MockMessage(MessageRole.Tool, [Result(callId ?? "", parts)]),
            _ => new MockMessage(MessageRole.User, parts),
        };

    private static MessageToolResult Result(string callId, List<MessagePart> parts) =>
        new(callId, new JsonText(string.Join('\n', parts.OfType<MessageText>().Select(part => part.Text))));

    private static void ReadContent(ref JsonCursor json, WireRequest wire, List<MessagePart> parts)
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

        if (!json.BeginArray(ContentTypes))
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
            else if (json.NameIs("text"u8) || json.NameIs("refusal"u8))
            {
                part = new MessageText(json.ReadText());
            }
            else if (json.NameIs("image_url"u8))
            {
                part = ReadImage(ref json, wire);
            }
            else if (json.NameIs("input_audio"u8))
            {
                part = ReadAudio(ref json, wire);
            }
            else if (json.NameIs("file"u8))
            {
                part = ReadFile(ref json, wire);
            }
            else
            {
                PlainPart.Check(ref json, wire);
            }
        }

        json.RequireField(type is not null, "type");
        json.RequireField(Fits(type, part), type ?? "");
        return part;
    }

    // A part of one type that brings only another one's field lacks its own.
    private static bool Fits(string? type, MessagePart? part) =>
        type switch
        {
            null => true,
            "text" or "refusal" => part is MessageText,
            "image_url" => part is MessageImage,
            "input_audio" => part is MessageAudio,
            "file" => part is MessageFile,
            _ => part is not null,
        };

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

    private static void ReadToolCalls(ref JsonCursor json, WireRequest wire, List<MessagePart> parts)
    {
        if (!json.BeginArray(Objects))
        {
            return;
        }

        var before = parts.Count;
        while (json.NextItem())
        {
            string? id = null;
            string? type = null;
            MessageToolCall? call = null;
            if (!json.BeginObject())
            {
                continue;
            }

            while (json.NextProperty())
            {
                if (json.NameIs("id"u8))
                {
                    id = json.ReadString();
                }
                else if (json.NameIs("type"u8))
                {
                    type = json.ReadChoice("function", "custom");
                }
                else if (json.NameIs("function"u8) || json.NameIs("custom"u8))
                {
                    call = ReadFunctionCall(ref json, wire);
                }
                else
                {
                    PlainCall.Check(ref json, wire);
                }
            }

            json.RequireField(id is not null, "id");
            json.RequireField(type is not null, "type");
            json.RequireField(call is not null, type ?? "function");
            parts.Add(new MessageToolCall(id ?? "", call?.Name ?? "", call?.Arguments ?? ""));
        }

        if (parts.Count == before && wire.IsChecked)
        {
            throw json.Invalid(new FieldTooShort(1, 0, IsArray: true));
        }
    }

    private static readonly ParameterTable PlainCall = new(Parameter.Integer("index"));

    private static MessageToolCall ReadFunctionCall(ref JsonCursor json, WireRequest wire)
    {
        string? name = null;
        string? arguments = null;
        var argumentsName = json.NameIs("custom"u8) ? "input" : "arguments";
        if (!json.BeginObject())
        {
            return new MessageToolCall("", "", "");
        }

        while (json.NextProperty())
        {
            if (json.NameIs("name"u8))
            {
                name = json.ReadString();
            }
            else if (json.NameIs("arguments"u8) || json.NameIs("input"u8))
            {
                arguments = json.ReadString();
            }
            else
            {
                PlainCall.Check(ref json, wire);
            }
        }

        json.RequireField(name is not null, "name");
        json.RequireField(arguments is not null, argumentsName);
        return new MessageToolCall("", name ?? "", arguments ?? "");
    }
}
