using Mimus.Core.Model;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Formats.AnthropicMessages;

/// <summary>
/// What Anthropic demands of a conversation, message by message: who begins, that everybody says something, and that each call of a
/// tool is answered at once and once. Messages of the same role in a row are one turn, as the vendor joins them.
/// </summary>
internal sealed class ConversationRules
{
    private int _count;
    private bool _isAssistantTurn;
    private int _callIndex;
    private int _emptyIndex = -1;
    private MessagePart? _lastPart;
    private List<string>? _unanswered;
    private HashSet<string>? _turnCalls;
    private HashSet<string>? _allCalls;

    /// <summary>Looks at the next message.</summary>
    public void Check(int index, bool isAssistant, List<MessagePart> parts)
    {
        if (_count == 0 && isAssistant)
        {
            throw Bad("messages: first message must use the \"user\" role");
        }

        RequireContent();
        if (isAssistant && !_isAssistantTurn)
        {
            RequireAnswers();
            _turnCalls = null;
        }

        _count++;
        _isAssistantTurn = isAssistant;
        _lastPart = parts.Count > 0 ? parts[^1] : null;
        _emptyIndex = parts.Count == 0 ? index : -1;
        for (var block = 0; block < parts.Count; block++)
        {
            CheckPart(index, block, parts[block]);
        }
    }

    /// <summary>Looks at how the conversation ends.</summary>
    public void CheckEnd()
    {
        if (_count == 0)
        {
            throw Bad("messages: at least one message is required");
        }

        if (!_isAssistantTurn)
        {
            RequireContent();
        }

        RequireAnswers();
        if (_isAssistantTurn && _lastPart is MessageText text && text.Text.Length > 0 && char.IsWhiteSpace(text.Text[^1]))
        {
            throw Bad("messages: final assistant content cannot end with trailing whitespace");
        }
    }

    private void CheckPart(int index, int block, MessagePart part)
    {
        switch (part)
        {
            case MessageToolCall call when _isAssistantTurn:
                NoteCall(index, block, call.Id);
                return;
            case MessageToolCall:
                throw Bad($"messages.{index}: `tool_use` blocks can only be in `assistant` messages");
            case MessageToolResult when _isAssistantTurn:
                throw Bad($"messages.{index}: `tool_result` blocks can only be in `user` messages");
            case MessageToolResult result:
                NoteResult(index, block, result.CallId);
                return;
            case MessageText text:
                TextRules.CheckBlock(text, "messages");
                break;
        }

        // Results lead the turn that follows a call; whatever comes before them parts them from it.
        if (!_isAssistantTurn)
        {
            RequireAnswers();
        }
    }

    private void NoteCall(int index, int block, string id)
    {
        if (!(_allCalls ??= []).Add(id))
        {
            throw Bad($"messages.{index}.content.{block}: `tool_use` ids must be unique");
        }

        _callIndex = index;
        (_unanswered ??= []).Add(id);
        (_turnCalls ??= []).Add(id);
    }

    private void NoteResult(int index, int block, string id)
    {
        if (_turnCalls?.Contains(id) != true)
        {
            throw Bad(
                $"messages.{index}.content.{block}: unexpected `tool_use_id` found in `tool_result` blocks: {id}. "
                    + "Each `tool_result` block must have a corresponding `tool_use` block in the previous message."
            );
        }

        if (!_unanswered!.Remove(id))
        {
            throw Bad(
                $"messages.{index}.content.{block}: each tool_use must have a single result. "
                    + $"Found multiple `tool_result` blocks with id: {id}"
            );
        }
    }

    private void RequireAnswers()
    {
        if (_unanswered is { Count: > 0 })
        {
            throw Bad(
                $"messages.{_callIndex}: `tool_use` ids were found without `tool_result` blocks immediately after: "
                    + $"{string.Join(", ", _unanswered)}. Each `tool_use` block must have a corresponding `tool_result` block "
                    + "in the next message."
            );
        }
    }

    private void RequireContent()
    {
        if (_emptyIndex >= 0)
        {
            throw Bad(
                $"messages.{_emptyIndex}: all messages must have non-empty content except for the optional final assistant message"
            );
        }
    }

    private static WireFormatException Bad(string message) => new(AnthropicErrors.BadRequest(message));
}
