using System.Buffers;
using Mimus.Core.Model;
using Mimus.Core.Text;
using Mimus.Protocols.Json;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Formats.OpenAiChat;

/// <summary>Reads the <c>messages</c> of a Chat Completions request.</summary>
internal sealed class ChatMessageReader(WireRequest wire)
{
    private static readonly string[] Roles = ["system", "assistant", "user", "function", "tool", "developer"];

    // All but the last come here as null.
    private static readonly ParameterTable Plain = new(
        Parameter.Any("tool_calls"),
        Parameter.Any("function_call"),
        Parameter.Any("refusal"),
        Parameter.Array("annotations")
    );

    private static readonly SearchValues<char> NotInNames = SearchValues.Create("<|\\/> \t\n\v\f\r\u0085\u00a0");

    /// <summary>The position of the first message that says nothing; -1 where there is none. The vendor complains of it last of all.</summary>
    public int WithoutContent { get; private set; } = -1;

    public List<MockMessage> Read(ref JsonCursor json)
    {
        var messages = new List<MockMessage>();
        WithoutContent = -1;
        if (!json.BeginArray("an array of objects"))
        {
            return messages;
        }

        while (json.NextItem())
        {
            messages.Add(ReadMessage(ref json));
        }

        if (messages.Count == 0 && wire.IsChecked)
        {
            throw json.Invalid(new FieldTooShort(1, 0, IsArray: true));
        }

        return messages;
    }

    private MockMessage ReadMessage(ref JsonCursor json)
    {
        string? role = null;
        string? callId = null;
        bool? hasContent = null;
        var saysOtherwise = false;
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
                parts.RemoveAll(static part => part is not MessageToolCall);
                ChatContentReader.Read(ref json, wire, parts);
            }
            else if (json.NameIs("tool_calls"u8) && !json.IsNull)
            {
                saysOtherwise = true;
                ChatCallReader.ReadAll(ref json, wire, parts);
            }
            else if (json.NameIs("function_call"u8) && !json.IsNull)
            {
                saysOtherwise = true;
                parts.Add(ChatCallReader.ReadFunction(ref json, wire));
            }
            else if (json.NameIs("tool_call_id"u8))
            {
                callId = json.ReadString();
            }
            else if (json.NameIs("name"u8))
            {
                ReadName(ref json);
            }
            else if (json.NameIs("refusal"u8) && !json.IsNull)
            {
                saysOtherwise = true;
                parts.Add(new MessageText(json.ReadString()));
            }
            else if (json.NameIs("audio"u8))
            {
                saysOtherwise |= !json.IsNull;
                json.Skip();
            }
            else
            {
                Plain.Check(ref json, wire);
            }
        }

        if (wire.IsChecked)
        {
            Check(json, role, callId, parts);
            CheckContent(json, role, hasContent, saysOtherwise);
        }

        return Message(role, callId, parts);
    }

    private void ReadName(ref JsonCursor json)
    {
        if (json.ReadOptionalString() is { } name && wire.IsChecked && (name.Length == 0 || name.AsSpan().ContainsAny(NotInNames)))
        {
            throw name.Length == 0
                ? json.Invalid(new FieldTooShort(1, 0, IsArray: false))
                : OpenAiNames.Mismatch(json.Path, "^[^\\s<|\\\\/>]+$");
        }
    }

    private static void Check(in JsonCursor json, string? role, string? callId, List<MessagePart> parts)
    {
        json.RequireField(role is not null, "role");
        json.RequireField(role is not "tool" || callId is not null, "tool_call_id");
        if (role != "user" && parts.Exists(static part => part is MessageImage))
        {
            var path = json.Path.Bracketed;
            throw new WireFormatException(
                OpenAiErrors.BadRequest(
                    $"Invalid '{path}'. Image URLs are only allowed for messages with role 'user', "
                        + $"but this message with role '{role}' contains an image URL.",
                    path,
                    "invalid_value"
                )
            );
        }
    }

    // Measured against the vendor in August 2026: a developer's message is checked like any field; in all others a missing content is
    // found last of all, and the assistant may call or decline instead.
    private void CheckContent(in JsonCursor json, string? role, bool? hasContent, bool saysOtherwise)
    {
        if (hasContent == true || (role == "assistant" && saysOtherwise))
        {
            return;
        }

        if (role != "developer")
        {
            WithoutContent = WithoutContent < 0 ? json.ItemIndex : WithoutContent;
            return;
        }

        json.RequireField(hasContent is not null, "content");
        throw new WireFormatException(
            new InvalidField(new FieldPath([.. json.Path.Segments, "content"]), new FieldWrongType(ChatContentReader.Expected, "null"))
        );
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
}
