using System.Text.Json;
using Mimus.Core.Model;
using Mimus.Protocols.Json;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Formats.AnthropicMessages;

/// <summary>Reads <c>messages</c>.</summary>
internal sealed class ConversationReader(WireRequest wire)
{
    private static readonly string[] Roles = ["user", "assistant"];
    private static readonly ParameterTable None = new();

    private readonly List<MockMessage> _messages = [];
    private readonly ConversationRules _rules = new();

    /// <summary>Whether the last message is the model's: its answer goes on from there.</summary>
    public bool EndsInPrefill { get; private set; }

    public List<MockMessage> Read(ref JsonCursor json)
    {
        if (!json.BeginArray(AnthropicFields.List))
        {
            return _messages;
        }

        while (json.NextItem())
        {
            ReadMessage(ref json);
        }

        if (wire.IsChecked)
        {
            _rules.CheckEnd();
        }

        return _messages;
    }

    private void ReadMessage(ref JsonCursor json)
    {
        string? role = null;
        var hasContent = false;
        var index = json.ItemIndex;
        var parts = new List<MessagePart>(1);
        if (!json.BeginObject())
        {
            return;
        }

        while (json.NextProperty())
        {
            if (json.NameIs("role"u8))
            {
                role = ReadRole(ref json);
            }
            else if (json.NameIs("content"u8))
            {
                hasContent = true;
                ReadContent(ref json, parts);
            }
            else
            {
                None.Check(ref json, wire);
            }
        }

        json.RequireField(role is not null, "role");
        json.RequireField(hasContent, "content");
        if (role == "system")
        {
            // Only where validation is off.
            _messages.Add(new MockMessage(MessageRole.System, parts));
            return;
        }

        EndsInPrefill = role == "assistant";
        if (wire.IsChecked)
        {
            _rules.Check(index, EndsInPrefill, parts);
        }

        Add(EndsInPrefill, parts);
    }

    private string? ReadRole(ref JsonCursor json)
    {
        var ahead = json;
        if (wire.IsChecked && json.Token == JsonTokenType.String && ahead.ReadString() == "system")
        {
            throw new WireFormatException(
                AnthropicErrors.BadRequest(
                    "messages: Unexpected role \"system\". The Messages API accepts a top-level `system` parameter, "
                        + "not \"system\" as an input message role."
                )
            );
        }

        return LiteralReader.Read(ref json, wire, Roles);
    }

    private void ReadContent(ref JsonCursor json, List<MessagePart> parts)
    {
        if (json.Token == JsonTokenType.String)
        {
            var text = new MessageText(json.ReadText());
            if (text.CharacterCount > 0)
            {
                parts.Add(text);
            }

            return;
        }

        if (!json.BeginArray(AnthropicFields.List))
        {
            return;
        }

        while (json.NextItem())
        {
            parts.Add(BlockReader.Read(ref json, wire));
        }
    }

    // Tool results are messages of their own in neutral words. What the user says beside them comes first, whatever the order on the
    // wire (there, results must lead): a conversation whose last turn brings results ends in them.
    private void Add(bool isAssistant, List<MessagePart> parts)
    {
        if (isAssistant || !parts.Exists(part => part is MessageToolResult))
        {
            _messages.Add(new MockMessage(isAssistant ? MessageRole.Assistant : MessageRole.User, parts));
            return;
        }

        var said = parts.FindAll(part => part is not MessageToolResult);
        if (said.Count > 0)
        {
            _messages.Add(new MockMessage(MessageRole.User, said));
        }

        foreach (var part in parts)
        {
            if (part is MessageToolResult)
            {
                _messages.Add(new MockMessage(MessageRole.Tool, [part]));
            }
        }
    }
}
