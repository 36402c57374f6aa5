using System.Diagnostics.CodeAnalysis;
using Mimus.Core.Model;
using Mimus.Core.Rules;

namespace Mimus;

/// <summary>A rule of a running server: what it answers, how often and in which order.</summary>
public sealed class RuleHandle
{
    private readonly RuleSet _rules;

    internal RuleHandle(RuleSet rules, Rule rule)
    {
        _rules = rules;
        Rule = rule;
    }

    /// <summary>The rule as it is now.</summary>
    public Rule Rule { get; private set; }

    /// <summary>How often it has matched.</summary>
    public long MatchCount => Rule.Counter.Value;

    /// <summary>True when everything that was prepared has been used: a sequence to its end, a number of times in full, any other rule at least once.</summary>
    public bool IsDone => MatchCount >= (Rule.Limit ?? Rule.Replies.Count);

    /// <summary>Replies with a text; placeholders such as <c>{{message}}</c> are filled.</summary>
    public RuleHandle Reply(string text) => Replies(Mimus.Reply.Text(text));

    /// <summary>Replies with what the builder says.</summary>
    public RuleHandle Reply(ReplyBuilder reply) => Replies(reply);

    /// <summary>Replies with what the builder says.</summary>
    public RuleHandle Reply(Func<ReplyBuilder, ReplyBuilder> reply) => Replies(reply(new ReplyBuilder()));

    /// <summary>Replies with the text that a function makes of the request.</summary>
    public RuleHandle Reply(Func<MockRequest, string> reply) =>
        Replies((request, _) => ValueTask.FromResult<MockReply>(new GeneratedReply(new ReplyText(reply(request)))));

    /// <summary>Replies with the text that a function makes of the request.</summary>
    public RuleHandle Reply(Func<MockRequest, Task<string>> reply) =>
        Replies(async (request, _) => new GeneratedReply(new ReplyText(await reply(request).ConfigureAwait(false))));

    /// <summary>Replies with what a function makes of the request.</summary>
    public RuleHandle Reply(Func<MockRequest, MockReply> reply) => Replies((request, _) => ValueTask.FromResult(reply(request)));

    /// <summary>Replies with one after the other; the last is repeated unless <see cref="Then"/> says otherwise.</summary>
    public RuleHandle ReplySequence(params ReplyBuilder[] replies) => Replies(replies);

    /// <summary>Calls a tool; the arguments are JSON text.</summary>
    public RuleHandle CallTool(string name, string argumentsJson = "{}") => Replies(Mimus.Reply.ToolCall(name, argumentsJson));

    /// <summary>Calls a tool with arguments given as an object: <c>new { city = "Oslo" }</c>.</summary>
    [RequiresUnreferencedCode("The properties of the arguments are found by reflection; give JSON text in a trimmed program.")]
    public RuleHandle CallTool(string name, object arguments) => Replies(new ReplyBuilder().ToolCall(name, arguments));

    /// <summary>Replies with an HTTP error in the vendor's own form.</summary>
    public RuleHandle Error(int status, string message) => Replies(Mimus.Reply.Error(status, message));

    /// <summary>How often the rule matches before it is used up.</summary>
    public RuleHandle Times(int times) => Change(Rule with { Times = times });

    /// <summary>What happens after the last reply of a sequence.</summary>
    public RuleHandle Then(SequenceEnd end) => Change(Rule with { Then = end });

    /// <summary>Asks this rule before all that are there now.</summary>
    public RuleHandle First() => Change(Rule with { Priority = _rules.HighestPriority + 1 });

    /// <summary>Rules with a higher priority are asked first; 0 by default.</summary>
    public RuleHandle Priority(int priority) => Change(Rule with { Priority = priority });

    /// <summary>Takes the rule away.</summary>
    public void Remove() => _rules.Remove(this);

    private RuleHandle Replies(params ReplyBuilder[] replies) => Change(Rule with { Replies = [.. replies.Select(reply => reply.Build())] });

    private RuleHandle Replies(Func<MockRequest, CancellationToken, ValueTask<MockReply>> factory) =>
        Change(Rule with { Replies = [new RuleReply { Factory = factory }] });

    private RuleHandle Change(Rule rule)
    {
        Rule = rule;
        _rules.Publish();
        return this;
    }
}
