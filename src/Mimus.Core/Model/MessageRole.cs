namespace Mimus.Core.Model;

/// <summary>Who speaks in a message.</summary>
public enum MessageRole
{
    /// <summary>Instructions of the application; OpenAI's <c>system</c>, Anthropic's <c>system</c> text.</summary>
    System,

    /// <summary>Instructions of the developer: OpenAI's newer word for <see cref="System"/>.</summary>
    Developer,

    /// <summary>The person.</summary>
    User,

    /// <summary>The model.</summary>
    Assistant,

    /// <summary>What a tool gave back.</summary>
    Tool,
}
