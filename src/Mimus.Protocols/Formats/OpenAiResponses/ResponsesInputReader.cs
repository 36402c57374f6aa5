using System.Text.Json;
using Mimus.Core.Model;
using Mimus.Core.Text;
using Mimus.Protocols.Json;

namespace Mimus.Protocols.Formats.OpenAiResponses;

/// <summary>
/// Reads the <c>input</c> of a Responses request. What the model said in one turn comes as several items (reasoning, calls, a message);
/// they become one assistant message, so that turns count the same on every protocol.
/// </summary>
internal static class ResponsesInputReader
{
    private static readonly string[] Roles = ["assistant", "system", "developer", "user"];

    // Items of the vendor's own tools: recognised, without a neutral word.
    private static readonly HashSet<string> OtherTypes =
    [
        "item_reference",
        "web_search_call",
        "file_search_call",
        "computer_call",
        "computer_call_output",
        "image_generation_call",
        "code_interpreter_call",
        "local_shell_call",
        "local_shell_call_output",
        "shell_call",
        "shell_call_output",
        "apply_patch_call",
        "apply_patch_call_output",
        "mcp_list_tools",
        "mcp_approval_request",
        "mcp_approval_response",
        "mcp_call",
        "tool_search_call",
        "tool_search_output",
        "additional_tools",
        "compaction",
        "compaction_trigger",
        "program",
        "program_output",
    ];

    private static readonly string[] Types =
    [
        "message",
        "function_call",
        "function_call_output",
        "custom_tool_call",
        "custom_tool_call_output",
        "reasoning",
        .. OtherTypes.Order(StringComparer.Ordinal),
    ];

    private static readonly ParameterTable Plain = new(
        Parameter.String("id"),
        Parameter.String("status"),
        Parameter.String("phase"),
        Parameter.Any("namespace"),
        Parameter.Any("caller"),
        Parameter.Any("created_by")
    );

    public static List<MockMessage> Read(ref JsonCursor json, WireRequest wire)
    {
        var messages = new List<MockMessage>();
        if (json.Token == JsonTokenType.String)
        {
            messages.Add(new MockMessage(MessageRole.User, [new MessageText(json.ReadText())]));
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
                Append(messages, ReadCall(ref json, wire, type));
                break;
            case "function_call_output":
            case "custom_tool_call_output":
                messages.Add(new MockMessage(MessageRole.Tool, [ReadResult(ref json, wire)]));
                break;
            case "reasoning":
                Append(messages, ReadReasoning(ref json, wire));
                break;
            default:
                if (wire.IsChecked && !OtherTypes.Contains(type))
                {
                    json.BeginObject();
                    while (json.NextProperty())
                    {
                        if (json.NameIs("type"u8))
                        {
                            throw json.Invalid(new FieldUnsupportedValue(type, Types));
                        }

                        json.Skip();
                    }
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
        var parts = new List<MessagePart>(1);
        if (!json.BeginObject())
        {
            return;
        }

        while (json.NextProperty())
        {
            if (json.NameIs("role"u8))
            {
                role = json.ReadChoice(Roles);
            }
            else if (json.NameIs("content"u8))
            {
                hasContent = true;
                ResponsesContentReader.Read(ref json, wire, parts);
            }
            else if (json.NameIs("type"u8))
            {
                json.ReadString();
            }
            else
            {
                Plain.Check(ref json, wire);
            }
        }

        json.RequireField(role is not null, "role");
        json.RequireField(hasContent, "content");
        if (role == "assistant")
        {
            foreach (var part in parts)
            {
                Append(messages, part);
            }

            return;
        }

        messages.Add(
            new MockMessage(
                role switch
                {
                    "system" => MessageRole.System,
                    "developer" => MessageRole.Developer,
                    _ => MessageRole.User,
                },
                parts
            )
        );
    }

    private static MessageToolCall ReadCall(ref JsonCursor json, WireRequest wire, string type)
    {
        string? id = null;
        string? name = null;
        string? arguments = null;
        json.BeginObject();
        while (json.NextProperty())
        {
            if (json.NameIs("call_id"u8))
            {
                id = json.ReadString();
            }
            else if (json.NameIs("name"u8))
            {
                name = json.ReadString();
            }
            else if (json.NameIs("arguments"u8) || json.NameIs("input"u8))
            {
                arguments = json.ReadString();
            }
            else if (json.NameIs("type"u8))
            {
                json.ReadString();
            }
            else
            {
                Plain.Check(ref json, wire);
            }
        }

        json.RequireField(id is not null, "call_id");
        json.RequireField(name is not null, "name");
        json.RequireField(arguments is not null, type == "function_call" ? "arguments" : "input");
        return new MessageToolCall(id ?? "", name ?? "", arguments ?? "");
    }

    private static MessageToolResult ReadResult(ref JsonCursor json, WireRequest wire)
    {
        string? id = null;
        JsonText? output = null;
        json.BeginObject();
        while (json.NextProperty())
        {
            if (json.NameIs("call_id"u8))
            {
                id = json.ReadString();
            }
            else if (json.NameIs("output"u8))
            {
                output = ResponsesContentReader.ReadOutput(ref json, wire);
            }
            else if (json.NameIs("type"u8) || json.NameIs("name"u8))
            {
                json.ReadOptionalString();
            }
            else
            {
                Plain.Check(ref json, wire);
            }
        }

        json.RequireField(id is not null, "call_id");
        json.RequireField(output is not null, "output");
        return new MessageToolResult(id ?? "", output ?? new JsonText(""));
    }

    private static MessageReasoning ReadReasoning(ref JsonCursor json, WireRequest wire)
    {
        string? encrypted = null;
        var texts = new List<string>();
        var hasSummary = false;
        json.BeginObject();
        while (json.NextProperty())
        {
            if (json.NameIs("encrypted_content"u8))
            {
                encrypted = json.ReadOptionalString();
            }
            else if ((json.NameIs("summary"u8) || json.NameIs("content"u8)) && !json.IsNull)
            {
                hasSummary |= json.NameIs("summary"u8);
                var parts = new List<MessagePart>();
                ResponsesContentReader.Read(ref json, wire, parts);
                texts.AddRange(parts.OfType<MessageText>().Select(part => part.Text));
            }
            else if (json.NameIs("type"u8))
            {
                json.ReadString();
            }
            else
            {
                Plain.Check(ref json, wire);
            }
        }

        json.RequireField(hasSummary, "summary");
        return new MessageReasoning(string.Join('\n', texts), encrypted);
    }
}
