namespace Mimus.Core.Model;

/// <summary>One turn of a conversation.</summary>
public sealed class MockMessage(MessageRole role, IReadOnlyList<MessagePart> parts)
{
    /// <summary>Who speaks.</summary>
    public MessageRole Role { get; } = role;

    /// <summary>What is said, in order.</summary>
    public IReadOnlyList<MessagePart> Parts { get; } = parts;

    /// <summary>The text parts joined with a newline; null where the message has no text part.</summary>
    public string? Text
    {
        get
        {
            string? text = null;
            for (var index = 0; index < Parts.Count; index++)
            {
                if (Parts[index] is MessageText piece)
                {
                    text = text is null ? piece.Text : $"{text}\n{piece.Text}";
                }
            }

            return text;
        }
    }
}
