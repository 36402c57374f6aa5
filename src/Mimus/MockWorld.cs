using System.Runtime.CompilerServices;
using Mimus.Core.Configuration.Rules;
using Mimus.Core.Faults;
using Mimus.Core.Model;
using Mimus.Core.Rules;

namespace Mimus;

/// <summary>
/// What can be scripted and looked at: a whole server (<see cref="MockLlmServer"/>) or one test's part of it (<see cref="MockScope"/>). Safe
/// to use from many threads.
/// </summary>
public abstract class MockWorld
{
    private readonly RuleSet _rules;
    private readonly string? _scope;

    private protected MockWorld(MockLlmServer? server, RuleSet rules, string? scope)
    {
        _rules = rules;
        _scope = scope;
        Server = server ?? (MockLlmServer)this;
    }

    /// <summary>The rules, in the order in which they were made; those of a server are all, its scopes' too.</summary>
    public IReadOnlyList<RuleHandle> Rules => _rules.Of(_scope);

    /// <summary>The requests received, and expectations of them; those of a server are all, its scopes' too.</summary>
    public abstract ReceivedRequests Received { get; }

    /// <summary>True when every rule is done that is not optional; see <see cref="RuleHandle.IsDone"/>.</summary>
    public bool IsDone => Rules.All(rule => rule.IsOptional || rule.IsDone);

    private protected MockLlmServer Server { get; }

    /// <summary>Expects that every rule is done that is not optional.</summary>
    /// <exception cref="MockExpectationException">Some are not; the message says which, and lists what was received.</exception>
    public void ShouldBeDone()
    {
        var rules = Rules;
        List<RuleHandle> open = [.. rules.Where(rule => !rule.IsOptional && !rule.IsDone)];
        if (open.Count > 0)
        {
            throw new MockExpectationException(ExpectationReport.OfRules(open, rules.Count, Received.Report()));
        }
    }

    /// <summary>A rule for requests whose last user text contains this, case aside, or matches it where it is a pattern: <c>"/^hi/i"</c>.</summary>
    public RuleHandle When(string message) => When(match => match.Message(message));

    /// <summary>A rule for requests that are as the builder says: <c>When(m => m.Model("/claude/").System("pirate"))</c>.</summary>
    public RuleHandle When(Func<MatchBuilder, MatchBuilder> match)
    {
        EnsureOpen();
        var conditions = MatchBuilder.ConditionsOf(match);
        var name = conditions.Count == 0 ? "anything" : string.Join(", ", conditions.Select(condition => $"{condition.Key} {condition.Wanted}"));
        return _rules.Add(new Rule { Name = name, Conditions = conditions, Replies = [], Scope = _scope });
    }

    /// <summary>A rule for requests of which a function says yes: <c>When(request => request.Messages.Count > 5)</c>.</summary>
    /// <param name="predicate">The function; it must not change anything. Where it throws, the client gets a 500 that says so.</param>
    /// <param name="description">What it asks, for messages; its source by default.</param>
    public RuleHandle When(
        Func<MockRequest, bool> predicate,
        [CallerArgumentExpression(nameof(predicate))] string description = "a function says yes"
    ) => When(match => match.Matching(predicate, description));

    /// <summary>A rule for all requests.</summary>
    public RuleHandle WhenAnything() => When(match => match);

    /// <summary>A rule for requests that offer a tool of this name.</summary>
    public RuleHandle WhenTool(string name) => When(match => match.Tool(name));

    /// <summary>A rule for conversations that end in a tool's result.</summary>
    /// <param name="callId">The id of the call that it answers; null for any.</param>
    public RuleHandle WhenToolResult(string? callId = null) => When(match => callId is null ? match.HasToolResult() : match.ToolCallId(callId));

    /// <summary>
    /// Answers the next request, whichever it is, with an HTTP error in the vendor's own form: once, so that a client that tries again gets the
    /// real answer. Several are given one after the other.
    /// </summary>
    /// <param name="status">The status, 300 to 599.</param>
    /// <param name="message">The sentence.</param>
    /// <param name="type">The vendor's error type; null takes the one that goes with the status.</param>
    /// <param name="code">The vendor's error code; null for none.</param>
    /// <param name="retryAfter">How long clients are told to wait; null says nothing, and they wait as they like.</param>
    public RuleHandle NextError(int status, string message, string? type = null, string? code = null, TimeSpan? retryAfter = null)
    {
        EnsureOpen();
        var reply = new ReplyBuilder().Error(status, message, type, code, retryAfter: retryAfter).Build();
        return _rules.Add(new Rule { Name = $"next error {status}", Replies = [reply], Times = 1, Scope = _scope, IsForNextRequest = true });
    }

    /// <summary>
    /// Lets something go wrong with the next request that is answered: once, however many come at the same time, and unless the fault itself says
    /// when it happens. Requests that are turned away use nothing up.
    /// </summary>
    public void NextFault(Fault fault) => Faults.Add(fault);

    /// <summary>The limits, and what is counted of them: of a scope's requests, or of all.</summary>
    public abstract MockLimits Limits { get; }

    /// <summary>What goes wrong on purpose: with requests of a scope, or with all.</summary>
    public abstract MockFaults Faults { get; }

    /// <summary>Loads a rule file, or a folder of them, behind the rules that are there. The rules are optional: none of them must be used.</summary>
    /// <param name="path">
    /// A <c>.json5</c>, <c>.json</c>, <c>.yaml</c> or <c>.yml</c> file, or a folder with such files in it and in its folders; looked for in
    /// the working directory, then beside the tests.
    /// </param>
    /// <param name="cancellationToken">Gives up reading.</param>
    /// <exception cref="RuleFilesException">Something is wrong; the message lists all of it, and nothing was loaded.</exception>
    public Task<LoadedRules> LoadAsync(string path, CancellationToken cancellationToken = default) => LoadAsync([path], cancellationToken);

    /// <summary>Loads several rule files and folders, which share their templates.</summary>
    /// <param name="paths">The files and folders.</param>
    /// <param name="cancellationToken">Gives up reading.</param>
    /// <exception cref="RuleFilesException">Something is wrong; the message lists all of it, and nothing was loaded.</exception>
    public async Task<LoadedRules> LoadAsync(IEnumerable<string> paths, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        EnsureOpen();
        var compiled = await RuleFiles.CompileAsync(paths, cancellationToken).ConfigureAwait(false);
        UseFallback(compiled);
        var rules = _rules.AddAll(compiled.Book.Rules.Select(rule => rule with { Scope = _scope }), isOptional: true);
        return new LoadedRules(rules, [.. compiled.Warnings.Select(warning => warning.ToString())]);
    }

    /// <summary>An HTTP client whose base address is the server's; its owner disposes it.</summary>
    public abstract HttpClient CreateClient();

    private protected abstract void UseFallback(CompiledRules compiled);

    private protected abstract void EnsureOpen();
}
