using Mimus.Core.Model;
using Mimus.Core.Text;
using Mimus.Protocols.Json;

namespace Mimus.Protocols.Formats.OpenAiChat;

/// <summary>Reads the <c>messages</c> of a Chat Completions request.</summary>
internal static class ChatMessageReader
{
    private const string Objects = "an array of objects";
    private static readonly string[] Roles = ["system", "assistant", "user", "function", "tool", "developer"];
    private static readonly ParameterTable Plain = new(Parameter.String("name"), Parameter.Any("audio"), Parameter.Array("annotations"));

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
                ChatContentReader.Read(ref json, wire, parts);
            }
            else if (json.NameIs("tool_calls"u8) && !json.IsNull)
            {
                ChatCallReader.ReadAll(ref json, wire, parts);
            }
            else if (json.NameIs("function_call"u8) && !json.IsNull)
            {
                parts.Add(ChatCallReader.ReadFunction(ref json, wire));
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
}
