using System.Collections.Frozen;
using Mimus.Core.Model;
using Mimus.Core.Pipeline;

namespace Mimus.Core.Strategies;

/// <summary>Answers the questions of <c>customReplies</c>: the last user text must equal one, white space around both left aside.</summary>
internal sealed class CustomAnswersStrategy(FrozenDictionary<string, string> answers) : IReplyStrategy
{
    public string Name => nameof(CustomAnswersStrategy);

    public ValueTask<MockReply?> ReplyAsync(MockExchange exchange, CancellationToken cancellationToken)
    {
        if (answers.Count == 0 || exchange.Request.LastUserText is not { } question)
        {
            return ValueTask.FromResult<MockReply?>(null);
        }

        return ValueTask.FromResult<MockReply?>(
            answers.TryGetValue(question.Trim(), out var answer) ? new GeneratedReply(new ReplyText(answer)) : null
        );
    }
}
