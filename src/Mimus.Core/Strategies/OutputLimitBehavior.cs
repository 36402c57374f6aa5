using System.Globalization;
using Mimus.Core.Model;
using Mimus.Core.Pipeline;
using Mimus.Core.Text;

namespace Mimus.Core.Strategies;

/// <summary>Cuts text that Mimus made up at the request's stop sequences and token limit, as a model would; scripted replies stay as written.</summary>
internal sealed class OutputLimitBehavior : IBehavior
{
    // More than any model writes; a reply is composed in memory, and many choices of a huge text would fill it.
    private const long MaximumCharacters = 64 * 1024 * 1024;

    public async ValueTask<MockReply> HandleAsync(MockExchange exchange, NextBehavior next, CancellationToken cancellationToken)
    {
        var reply = await next.HandleAsync(exchange, cancellationToken).ConfigureAwait(false);
        if (reply is not GeneratedReply { IsGenerated: true, Parts: [ReplyText text] } generated)
        {
            return reply;
        }

        var sampling = exchange.Request.Sampling;
        return (long)text.Text.Length * sampling.Choices > MaximumCharacters
            ? TooManyChoices(sampling.Choices, text.Text.Length)
            : Cut(generated, text.Text, sampling);
    }

    private static RefusalReply TooManyChoices(int choices, int length)
    {
        var got = choices.ToString(CultureInfo.InvariantCulture);
        return new RefusalReply(
            new InvalidField(new FieldPath("n"), new FieldTooLarge(Math.Max(1, MaximumCharacters / length), got, IsInteger: true))
        );
    }

    private static GeneratedReply Cut(GeneratedReply reply, string text, Sampling sampling)
    {
        var end = text.Length;
        string? reached = null;
        for (var index = 0; index < sampling.Stop.Count; index++)
        {
            var stop = sampling.Stop[index];
            if (stop.Length > 0 && text.IndexOf(stop, StringComparison.Ordinal) is var at && at >= 0 && at < end)
            {
                end = at;
                reached = stop;
            }
        }

        // A model writes token by token: whichever of the two comes first ends the answer.
        if (sampling.MaxTokens is { } tokens && end > (long)tokens * TokenEstimator.CharactersPerToken)
        {
            var length = TextSplitter.LongestPrefix(text.AsSpan(0, end), tokens * TokenEstimator.CharactersPerToken);
            return reply with { Parts = [new ReplyText(text[..length])], Finish = FinishReason.Length };
        }

        return reached is null ? reply : reply with { Parts = [new ReplyText(text[..end])], StopSequence = reached };
    }
}
