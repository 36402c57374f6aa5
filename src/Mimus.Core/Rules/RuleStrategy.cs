using System.Globalization;
using Mimus.Core.Model;
using Mimus.Core.Pipeline;
using Mimus.Core.Rules.Templates;
using Mimus.Core.Strategies;

namespace Mimus.Core.Rules;

/// <summary>
/// Answers by the first rule that matches and is not used up. A client's repeated attempt at the same request gets what the first got: it
/// uses nothing up and advances nothing.
/// </summary>
internal sealed class RuleStrategy : IReplyStrategy
{
    public string Name => nameof(RuleStrategy);

    public async ValueTask<MockReply?> ReplyAsync(MockExchange exchange, CancellationToken cancellationToken)
    {
        try
        {
            return await AnswerAsync(exchange, cancellationToken).ConfigureAwait(false);
        }
        catch (RuleFailedException exception)
        {
            // The user's own code has failed: that is said to the client and in the log, and the server goes on.
            exchange.Failure = exception.Message;
            return new ErrorReply(500, exception.Message) { Headers = [new("x-mimus-error", "handler")] };
        }
    }

    private static async ValueTask<MockReply?> AnswerAsync(MockExchange exchange, CancellationToken cancellationToken)
    {
        var book = exchange.Configuration.Rules;
        if (book.Rules.Count == 0)
        {
            return null;
        }

        var subject = new RuleSubject(exchange.Request);
        foreach (var index in book.Candidates(subject))
        {
            var rule = book.Rules[index];
            if (rule.Replies.Count == 0 || !RuleBook.Matches(rule, subject))
            {
                continue;
            }

            var count = await CountAsync(exchange, rule, cancellationToken).ConfigureAwait(false);
            if (rule.Limit is { } limit && count > limit)
            {
                continue;
            }

            exchange.MatchedRule = rule.Name;
            rule.Counter.MarkReply();
            if (Counts(rule, exchange.Request))
            {
                rule.Counter.Add();
            }

            var context = new TemplateContext(subject, count, exchange.StartedAt, exchange.Random);
            return await rule.ReplyTo(count).RenderAsync(context, cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    /// <summary>True where the rule that would answer asks for a fault; nothing is counted and nothing used up.</summary>
    internal static async ValueTask<bool> HasFaultAsync(MockExchange exchange, CancellationToken cancellationToken) =>
        (await LookAsync(exchange, cancellationToken).ConfigureAwait(false)).Reply?.Delivery?.Fault is not null;

    /// <summary>The rule that would answer; nothing is counted and nothing used up. Null where none would.</summary>
    internal static async ValueTask<Rule?> PeekAsync(MockExchange exchange, CancellationToken cancellationToken) =>
        (await LookAsync(exchange, cancellationToken).ConfigureAwait(false)).Rule;

    private static async ValueTask<(Rule? Rule, RuleReply? Reply)> LookAsync(MockExchange exchange, CancellationToken cancellationToken)
    {
        var (book, request) = (exchange.Configuration.Rules, exchange.Request);
        try
        {
            var subject = new RuleSubject(request);
            foreach (var index in book.Candidates(subject))
            {
                var rule = book.Rules[index];
                if (rule.Replies.Count == 0 || !RuleBook.Matches(rule, subject))
                {
                    continue;
                }

                var key = CounterKey(rule.IsForNextRequest ? null : request.Scope, rule.CounterName);
                var counted = await exchange.State.GetAsync(key, cancellationToken).ConfigureAwait(false);
                var count = Counts(rule, request) ? counted + 1 : Math.Max(1, counted);
                if (rule.Limit is not { } limit || count <= limit)
                {
                    return (rule, rule.ReplyTo(count));
                }
            }
        }
        catch (RuleFailedException)
        {
            // It is said when the rule is asked in earnest.
        }

        return (null, null);
    }

    /// <summary>The key of a rule's counter.</summary>
    internal static string CounterKey(string? scope, string counter) => string.Create(CultureInfo.InvariantCulture, $"{scope}\u001frule\u001f{counter}");

    private static bool Counts(Rule rule, MockRequest request) => request.RetryCount == 0 || rule.IsForNextRequest;

    private static async ValueTask<long> CountAsync(MockExchange exchange, Rule rule, CancellationToken cancellationToken)
    {
        var (request, state) = (exchange.Request, exchange.State);
        var key = CounterKey(rule.IsForNextRequest ? null : request.Scope, rule.CounterName);
        if (Counts(rule, request))
        {
            return await state.IncrementAsync(key, cancellationToken).ConfigureAwait(false);
        }

        return Math.Max(1, await state.GetAsync(key, cancellationToken).ConfigureAwait(false));
    }
}
