using Mimus.Core.Model;
using Mimus.Core.Pipeline;

namespace Mimus.Core.Strategies;

/// <summary>
/// Turns every line <c>call tool 'name' with '{…}'</c> of the last user message into a call of that tool, name and arguments verbatim,
/// and answers a conversation that ends in a tool result with that result, so that an agent's loop ends.
/// </summary>
internal sealed class ToolCallStrategy : IReplyStrategy
{
    private const string Opening = "call tool '";
    private const string Middle = "' with '";

    public string Name => nameof(ToolCallStrategy);

    public ValueTask<MockReply?> ReplyAsync(MockExchange exchange, CancellationToken cancellationToken)
    {
        var request = exchange.Request;
        if (request.LastToolResult is { } result)
        {
            // A strict server leaves the turn to the rules: an answer nobody wrote would hide that one is missing.
            if (exchange.Configuration.IsStrict)
            {
                return Reply(null);
            }

            return Reply(new GeneratedReply(new ReplyText($"last tool call result is {result.Text}")) { IsGenerated = true });
        }

        if (request.ToolChoice.Mode == ToolChoiceMode.None || LastTrigger(request) is not { } text)
        {
            return Reply(null);
        }

        return Reply(Calls(text) is { Count: > 0 } calls ? new GeneratedReply(calls) : null);
    }

    // A result behind the last user message means that its calls have been made: the old trigger must not fire again.
    private static string? LastTrigger(MockRequest request)
    {
        for (var index = request.Messages.Count - 1; index >= 0; index--)
        {
            switch (request.Messages[index].Role)
            {
                case MessageRole.User:
                    return request.Messages[index].Text;
                case MessageRole.Tool:
                    return null;
            }
        }

        return null;
    }

    private static List<ReplyPart>? Calls(string text)
    {
        if (!text.Contains(Opening, StringComparison.Ordinal))
        {
            return null;
        }

        var calls = new List<ReplyPart>();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (Parse(line) is { } call)
            {
                calls.Add(call);
            }
        }

        return calls;
    }

    private static ReplyToolCall? Parse(ReadOnlySpan<char> line)
    {
        if (line.IndexOf(Opening, StringComparison.Ordinal) is not (>= 0 and var opening))
        {
            return null;
        }

        var rest = line[(opening + Opening.Length)..];
        if (rest.IndexOf(Middle, StringComparison.Ordinal) is not (> 0 and var middle))
        {
            return null;
        }

        var arguments = rest[(middle + Middle.Length)..];
        if (arguments.LastIndexOf('\'') is not (>= 0 and var end))
        {
            return null;
        }

        return new ReplyToolCall(rest[..middle].ToString(), end == 0 ? "{}" : arguments[..end].ToString());
    }

    private static ValueTask<MockReply?> Reply(MockReply? reply) => ValueTask.FromResult(reply);
}
