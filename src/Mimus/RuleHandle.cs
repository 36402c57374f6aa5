using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Mimus.Core.Limits;
using Mimus.Core.Model;
using Mimus.Core.Rules;

namespace Mimus;

/// <summary>
/// A rule of a running server: what it answers, how often and in which order. It is passed over until a reply has been set; every change is
/// in force when the call returns, and the count of its matches goes on.
/// </summary>
[DebuggerDisplay("{Name}")]
public sealed class RuleHandle
{
    private readonly RuleSet _rules;
    private volatile Rule _rule;

    internal RuleHandle(RuleSet rules, long number, Rule rule, bool isOptional)
    {
        _rules = rules;
        Number = number;
        _rule = rule;
        IsOptional = isOptional;
    }

    /// <summary>The name by which messages call it.</summary>
    public string Name => _rule.Name;

    /// <summary>How often it has matched, in all scopes together. A client's repeated attempt at the same request does not count.</summary>
    public long MatchCount => _rule.Counter.Value;

    /// <summary>
    /// True when all that was prepared has been used: a number of times in full, a sequence to its end, any other rule at least once. A rule
    /// without a reply is never done.
    /// </summary>
    public bool IsDone => IsFinished && (MatchCount >= Wanted || (Wanted == 1 && HasReplied));

    /// <summary>True where <see cref="MockWorld.IsDone"/> does not ask for the rule.</summary>
    public bool IsOptional { get; private set; }

    internal long Number { get; }

    /// <summary>True where a reply has been set.</summary>
    internal bool IsFinished => _rule.Replies.Count > 0;

    /// <summary>True once it has replied, be it to a repeated attempt.</summary>
    internal bool HasReplied => _rule.Counter.HasReplied;

    internal Rule Rule
    {
        get => _rule;
        set => _rule = value;
    }

    /// <summary>How many matches it takes until it is done.</summary>
    internal long Wanted => _rule.Limit ?? _rule.Replies.Count;

    /// <summary>Replies with a text; placeholders such as <c>{{message}}</c> are filled.</summary>
    public RuleHandle Reply(string text) => Replies(Mimus.Reply.Text(text));

    /// <summary>Replies with what the builder says.</summary>
    public RuleHandle Reply(ReplyBuilder reply) => Replies(reply);

    /// <summary>Replies with what the builder says: <c>Reply(r => r.Text("Arrr").Reasoning("…"))</c>.</summary>
    public RuleHandle Reply(Func<ReplyBuilder, ReplyBuilder> reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        return Replies(reply(new ReplyBuilder()));
    }

    /// <summary>Replies with the text that a function makes of the request, sent as it is.</summary>
    /// <param name="reply">The function; where it throws, the client gets a 500 that says so.</param>
    [OverloadResolutionPriority(2)]
    public RuleHandle Reply(Func<MockRequest, string> reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        return Composes((request, _) => ValueTask.FromResult(Mimus.Reply.Text(reply(request))));
    }

    /// <summary>Replies with what a function makes of the request.</summary>
    /// <param name="reply">The function; where it throws, the client gets a 500 that says so.</param>
    [OverloadResolutionPriority(1)]
    public RuleHandle Reply(Func<MockRequest, ReplyBuilder> reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        return Composes((request, _) => ValueTask.FromResult(reply(request)));
    }

    /// <summary>Replies with the text that a function makes of the request, sent as it is.</summary>
    /// <param name="reply">The function; where it throws, the client gets a 500 that says so.</param>
    [OverloadResolutionPriority(1)]
    public RuleHandle Reply(Func<MockRequest, Task<string>> reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        return Composes(async (request, _) => Mimus.Reply.Text(await reply(request).ConfigureAwait(false)));
    }

    /// <summary>Replies with what a function makes of the request.</summary>
    /// <param name="reply">The function, with a token that is cancelled when the client leaves; where it throws, the client gets a 500 that says so.</param>
    public RuleHandle Reply(Func<MockRequest, CancellationToken, Task<ReplyBuilder>> reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        return Composes(async (request, cancellationToken) => await reply(request, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Replies with one after the other; the last is repeated unless <see cref="Then"/> says otherwise.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public RuleHandle ReplySequence(params IReadOnlyList<ReplyBuilder> replies)
    {
        ArgumentNullException.ThrowIfNull(replies);
        return replies.Count > 0 ? Replies([.. replies]) : throw new ArgumentException("A sequence needs at least one reply.", nameof(replies));
    }

    /// <summary>Calls a tool.</summary>
    /// <param name="name">The tool's name.</param>
    /// <param name="argumentsJson">The arguments as JSON text.</param>
    /// <param name="id">The call's id; null lets Mimus make one in the vendor's shape.</param>
    public RuleHandle CallTool(string name, string argumentsJson = "{}", string? id = null) => Replies(Mimus.Reply.ToolCall(name, argumentsJson, id));

    /// <summary>Calls a tool with arguments given as an object: <c>new { city = "Oslo" }</c>.</summary>
    /// <param name="name">The tool's name.</param>
    /// <param name="arguments">The arguments: public properties, a dictionary, or JSON.</param>
    /// <param name="id">The call's id; null lets Mimus make one in the vendor's shape.</param>
    [RequiresUnreferencedCode(ArgumentWriter.TrimmingWarning)]
    public RuleHandle CallTool(string name, object arguments, string? id = null) => Replies(Mimus.Reply.ToolCall(name, arguments, id));

    /// <summary>Replies with an HTTP error in the vendor's own form.</summary>
    /// <param name="status">The status, 300 to 599.</param>
    /// <param name="message">The sentence.</param>
    public RuleHandle ReplyError(int status, string message) => Replies(Mimus.Reply.Error(status, message));

    /// <summary>How often the rule matches, in each scope, before it is used up; by default as often as it is asked.</summary>
    public RuleHandle Times(int times)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        return Change(rule => rule with { Times = times });
    }

    /// <summary>How many requests and tokens the rule allows; what is more gets the vendor's answer to too many requests.</summary>
    public RuleHandle Limits(LimitSettings limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return Change(rule => rule with { Limits = limits });
    }

    /// <summary>What happens after the last reply of a sequence.</summary>
    public RuleHandle Then(SequenceEnd end) => Change(rule => rule with { Then = end });

    /// <summary>Asks this rule before all that are there now.</summary>
    public RuleHandle First() => _rules.MoveToFront(this);

    /// <summary>Rules with a higher priority are asked first; 0 by default, and among equals the order in which they were made counts.</summary>
    public RuleHandle Priority(int priority) => Change(rule => rule with { Priority = priority });

    /// <summary>Lets <see cref="MockWorld.IsDone"/> be true even where the rule was never needed.</summary>
    public RuleHandle Optional()
    {
        IsOptional = true;
        return this;
    }

    /// <summary>Takes the rule away.</summary>
    public void Remove() => _rules.Remove(this);

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private RuleHandle Replies(params ReplyBuilder[] replies)
    {
        foreach (var reply in replies)
        {
            ArgumentNullException.ThrowIfNull(reply);
        }

        var built = Array.ConvertAll(replies, reply => reply.Build());
        return Change(rule => rule with { Replies = built });
    }

    private RuleHandle Composes(Func<MockRequest, CancellationToken, ValueTask<ReplyBuilder>> compose)
    {
        RuleReply reply = new() { Composer = ComposeAsync };
        return Change(rule => rule with { Replies = [reply] });

        async ValueTask<RuleReply> ComposeAsync(MockRequest request, CancellationToken cancellationToken)
        {
            try
            {
                return (await compose(request, cancellationToken).ConfigureAwait(false)).Build(isPlain: true);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                throw new RuleFailedException($"The function that replies for '{Name}' failed with {exception.GetType().Name}: {exception.Message}", exception);
            }
        }
    }

    private RuleHandle Change(Func<Rule, Rule> change) => _rules.Change(this, change);
}
