using Mimus.Core.Model;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Formats.AnthropicMessages;

/// <summary>What Anthropic demands of texts.</summary>
internal static class TextRules
{
    // Texts are decoded when somebody asks for them; blank ones are short.
    private const int LongestBlank = 64;

    /// <summary>A text block must say something.</summary>
    /// <param name="text">The block.</param>
    /// <param name="place">The request's parameter, which is all that the vendor says of where it stands.</param>
    public static void CheckBlock(MessageText text, string place)
    {
        if (text.CharacterCount == 0)
        {
            throw new WireFormatException(AnthropicErrors.BadRequest($"{place}: text content blocks must be non-empty"));
        }

        if (text.CharacterCount <= LongestBlank && string.IsNullOrWhiteSpace(text.Text))
        {
            throw new WireFormatException(AnthropicErrors.BadRequest($"{place}: text content blocks must contain non-whitespace text"));
        }
    }
}
