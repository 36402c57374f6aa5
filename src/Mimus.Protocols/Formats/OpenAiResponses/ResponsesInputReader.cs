using System.Text.Json;
using Mimus.Core.Model;
using Mimus.Protocols.Json;

namespace Mimus.Protocols.Formats.OpenAiResponses;

/// <summary>
/// Reads the <c>input</c> of a Responses request. What the model said in one turn comes as several items (reasoning, calls, a message);
/// they become one assistant message, so that turns count the same on every protocol.
/// </summary>
internal static class ResponsesInputReader
{
    private static readonly string[] Roles = ["assistant", "system", "developer", "user"];

    // As the vendor lists them. Those without a reader here are items of its own tools: recognised, without a neutral word.
    private static readonly string[] Types =
    [
        "additional_tools",
        "agent_message",
        "apply_patch_call",
        "apply_patch_call_output",
        "code_interpreter_call",
        "compaction",
        "compaction_trigger",
        "computer_call",
        "computer_call_output",
        "custom_tool_call",
        "custom_tool_call_output",
        "file_search_call",
        "function_call",
        "function_call_output",
        "image_generation_call",
        "item_reference",
        "local_shell_call",
        "local_shell_call_output",
        "mcp_approval_request",
        "mcp_approval_response",
        "mcp_call",
        "mcp_list_tools",
        "message",
        "multi_agent_call",
        "multi_agent_call_output",
        "program",
        "program_output",
        "reasoning",
        "shell_call",
        "shell_call_output",
        "tool_search_call",
        "tool_search_output",
        "web_search_call",
    ];

    private static readonly ParameterTable Plain = new(Parameter.String("status"), Parameter.Choice("phase", "commentary", "final_answer"));

    public static List<MockMessage> Read(ref JsonCursor json, WireRequest wire)
    {
        var messages = new List<MockMessage>();
        if (json.Token == JsonTokenType.String)
        {
            var text = new MessageText(json.ReadText());
            if (text.CharacterCount > 0)
            {
                messages.Add(new MockMessage(MessageRole.User, [text]));
            }

            return messages;
        }

        if (!json.BeginArray("one of a string or array of input items"))
        {
            return messages;
        }

        while (json.NextItem())
        {
            ReadItem(ref json, wire, messages);
        }

        return messages;
    }

    private static void ReadItem(ref JsonCursor json, WireRequest wire, List<MockMessage> messages)
    {
        var type = json.PeekString("type"u8) ?? "message";
        switch (type)
        {
            case "message":
                ReadMessage(ref json, wire, messages);
                break;
            case "function_call":
            case "custom_tool_call":
                Append(messages, ResponsesItemReader.ReadCall(ref json, wire, type));
                break;
            case "function_call_output":
            case "custom_tool_call_output":
                messages.Add(new MockMessage(MessageRole.Tool, [ResponsesItemReader.ReadResult(ref json, wire, type)]));
                break;
            case "reasoning":
                Append(messages, ResponsesItemReader.ReadReasoning(ref json, wire));
                break;
            default:
                if (wire.IsChecked && Array.IndexOf(Types, type) < 0)
                {
                    throw json.Invalid(new FieldUnsupportedValue(type, Types));
                }

                Append(messages, new MessageOther(type));
                json.Skip();
                break;
        }
    }

    private static void Append(List<MockMessage> messages, MessagePart part)
    {
        if (messages is [.., { Role: MessageRole.Assistant, Parts: List<MessagePart> parts }])
        {
            parts.Add(part);
        }
        else
        {
            messages.Add(new MockMessage(MessageRole.Assistant, new List<MessagePart> { part }));
        }
    }

    private static void ReadMessage(ref JsonCursor json, WireRequest wire, List<MockMessage> messages)
    {
        string? role = null;
        var hasContent = false;
        var hasType = true;
        var strangers = ContentStrangers.None;
        var parts = new List<MessagePart>(1);
        if (!json.BeginObject("an input item"))
        {
            return;
        }

        while (json.NextProperty())
        {
            if (json.NameIs("role"u8))
            {
                role = json.ReadOptionalString();
            }
            else if (json.NameIs("content"u8))
            {
                hasContent = true;
                parts.Clear();
                strangers = ResponsesContentReader.Read(ref json, wire, parts);
            }
            else if (json.NameIs("type"u8))
            {
                hasType = json.Token == JsonTokenType.String;
                json.Skip();
            }
            else if (json.NameIs("id"u8))
            {
                ResponsesItemReader.ReadId(ref json, wire, "msg");
            }
            else
            {
                Plain.Check(ref json, wire);
            }
        }

        if (wire.IsChecked)
        {
            Check(json, role, hasType, hasContent);
            strangers.Check(json, role!);
        }

        if (role == "assistant")
        {
            foreach (var part in parts)
            {
                Append(messages, part);
            }

            return;
        }

        messages.Add(new MockMessage(RoleOf(role), parts));
    }

    // Measured against the vendor in August 2026: what makes an item none that it knows is said of the whole item.
    private static void Check(in JsonCursor json, string? role, bool hasType, bool hasContent)
    {
        if (!hasType)
        {
            throw json.Invalid(new FieldUnsupportedValue("", Types));
        }

        if (role is null || Array.IndexOf(Roles, role) < 0)
        {
            throw json.Invalid(new FieldUnsupportedValue(role ?? "", Roles));
        }

        json.RequireField(hasContent, "content");
    }

    private static MessageRole RoleOf(string? role) =>
        role switch
        {
            "system" => MessageRole.System,
            "developer" => MessageRole.Developer,
            _ => MessageRole.User,
        };
}
