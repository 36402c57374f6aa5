using Mimus.Core.Model;

namespace Mimus.Core.Text;

/// <summary>Counts tokens the way a mock can: four characters are one token, and what is begun counts.</summary>
internal static class TokenEstimator
{
    /// <summary>Characters a token.</summary>
    public const int CharactersPerToken = 4;

    /// <summary>What an image, a sound or a file counts: the price of a low-detail image at OpenAI.</summary>
    public const int TokensPerAttachment = 85;

    /// <summary>The tokens of a text of this many characters.</summary>
    public static int Tokens(long characters) => (int)Math.Min(int.MaxValue, (characters + CharactersPerToken - 1) / CharactersPerToken);

    /// <summary>The tokens of a conversation and the tools offered with it.</summary>
    public static int Input(MockRequest request)
    {
        long characters = 0;
        var attachments = 0;

        // Counted through, and not enumerated: enumerators of lists behind an interface are made anew for each request.
        for (var turn = 0; turn < request.Messages.Count; turn++)
        {
            var parts = request.Messages[turn].Parts;
            for (var index = 0; index < parts.Count; index++)
            {
                var part = parts[index];
                characters += part switch
                {
                    MessageText text => text.CharacterCount,
                    MessageToolCall call => call.Name.Length + call.Arguments.Length,
                    MessageToolResult result => result.CharacterCount,
                    MessageReasoning reasoning => reasoning.Text.Length,
                    _ => 0,
                };
                attachments += part is MessageImage or MessageAudio or MessageFile ? 1 : 0;
            }
        }

        for (var index = 0; index < request.Tools.Count; index++)
        {
            var tool = request.Tools[index];
            characters += tool.Name.Length + (tool.Description?.Length ?? 0) + tool.Schema.Length;
        }

        return Tokens(characters) + (attachments * TokensPerAttachment);
    }

    /// <summary>The usage of an answer, all its alternatives counted.</summary>
    public static TokenUsage Usage(MockRequest request, GeneratedReply reply)
    {
        var output = 0;
        var reasoning = 0;
        for (var choice = 0; choice < request.Sampling.Choices; choice++)
        {
            long characters = 0;
            long thought = 0;
            var parts = reply.Choice(choice);
            for (var index = 0; index < parts.Count; index++)
            {
                var part = parts[index];
                switch (part)
                {
                    case ReplyReasoning:
                        thought += part.Content.Length;
                        break;
                    case ReplyRedactedReasoning redacted:
                        thought += redacted.Data.Length;
                        break;
                    case ReplyToolCall call:
                        characters += call.Name.Length + call.Arguments.Length;
                        break;
                    default:
                        characters += part.Content.Length;
                        break;
                }
            }

            reasoning += Tokens(thought);
            output += Tokens(characters) + Tokens(thought);
        }

        return new TokenUsage(request.InputTokens, output, Reasoning: reasoning);
    }
}
