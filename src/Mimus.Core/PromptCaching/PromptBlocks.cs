using Mimus.Core.Model;
using Mimus.Core.Text;

namespace Mimus.Core.PromptCaching;

/// <summary>One block of a prompt, in the order in which a model reads them.</summary>
/// <param name="Prefix">The hash of the prompt to the block's end.</param>
/// <param name="Tokens">The tokens to its end.</param>
/// <param name="KeepFor">How long what ends here is to be kept; null where the request does not mark it.</param>
internal readonly record struct PromptBlock(ulong Prefix, int Tokens, TimeSpan? KeepFor);

/// <summary>A prompt as blocks: tools, then system texts and messages, as they come.</summary>
internal static class PromptBlocks
{
    public static List<PromptBlock> Of(MockRequest request, ulong seed)
    {
        var blocks = new List<PromptBlock>();
        var hash = new PrefixHash(seed);
        long characters = 0;
        var attachments = 0;
        foreach (var tool in request.Tools)
        {
            hash.Add(tool.Name);
            hash.Add(tool.Description ?? "");
            hash.Add(tool.Schema.Span);
            characters += tool.Name.Length + (tool.Description?.Length ?? 0) + tool.Schema.Length;
            blocks.Add(new PromptBlock(hash.Value, TokenEstimator.Tokens(characters), tool.KeepFor));
        }

        foreach (var message in request.Messages)
        {
            hash.Add([(byte)message.Role]);
            foreach (var part in message.Parts)
            {
                characters += Add(ref hash, part);
                attachments += part is MessageImage or MessageAudio or MessageFile ? 1 : 0;
                var tokens = TokenEstimator.Tokens(characters) + (attachments * TokenEstimator.TokensPerAttachment);
                blocks.Add(new PromptBlock(hash.Value, tokens, part.KeepFor));
            }
        }

        return blocks;
    }

    /// <summary>Adds a part to a hash, and tells its characters.</summary>
    public static int Add(ref PrefixHash hash, MessagePart part)
    {
        switch (part)
        {
            case MessageText text:
                text.AddTo(ref hash);
                return text.CharacterCount;
            case MessageToolCall call:
                hash.Add(call.Name);
                hash.Add(call.Arguments);
                return call.Name.Length + call.Arguments.Length;
            case MessageToolResult result:
                result.AddTo(ref hash);
                return result.CharacterCount;
            case MessageReasoning reasoning:
                hash.Add(reasoning.Text);
                return reasoning.Text.Length;
            case MessageImage image:
                hash.Add(image.Url ?? "image");
                return 0;
            case MessageFile file:
                hash.Add(file.Id ?? file.Name ?? "file");
                return 0;
            default:
                hash.Add(part.GetType().Name);
                return 0;
        }
    }
}
