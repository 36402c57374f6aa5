using System.Collections.Frozen;
using Mimus.AspNetCore;
using Mimus.Core.Configuration;
using Mimus.Core.Model;
using Mimus.Core.Rules;
using Mimus.Core.Strategies;

namespace Mimus;

/// <summary>
/// A mock LLM server in your test's own process, on a free port of the loopback address. Rules are asked in the order in which they were made;
/// what no rule answers is mirrored, unless the server is strict.
/// </summary>
public sealed class MockLlmServer : IAsyncDisposable
{
    private readonly MimusServer _server;
    private readonly RuleSet _rules;
    private int _errors;

    private MockLlmServer(MimusServer server)
    {
        _server = server;
        _rules = new RuleSet(server);
        Received = new ReceivedRequests(server, scope: null);
    }

    /// <summary>The address, such as <c>http://127.0.0.1:40123</c>; OpenAI's clients want <c>/v1</c> behind it.</summary>
    public string Url => _server.Url;

    /// <summary>The rules, in the order in which they were made.</summary>
    public IReadOnlyList<RuleHandle> Rules => _rules.Handles;

    /// <summary>True when every rule has been used as often as it was prepared for.</summary>
    public bool IsDone => Rules.All(rule => rule.IsDone);

    /// <summary>The requests received, and expectations of them.</summary>
    public ReceivedRequests Received { get; }

    /// <summary>The server underneath, for what is not here.</summary>
    public MimusServer Server => _server;

    /// <summary>Starts a server.</summary>
    public static Task<MockLlmServer> StartAsync(CancellationToken cancellationToken = default) =>
        StartAsync(new MockLlmServerOptions(), cancellationToken);

    /// <summary>Starts a server.</summary>
    /// <exception cref="IOException">The address cannot be bound.</exception>
    public static async Task<MockLlmServer> StartAsync(MockLlmServerOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var fallback = options.Fallback is null ? null : new FallbackStrategy(options.Fallback.Build());
        var configuration = MockConfiguration.Default with
        {
            ApiKey = options.ApiKey,
            IsStrict = options.IsStrict,
            Validation = options.Validation,
            Strategies = StrategyCatalog.Create(
                StrategyCatalog.Names,
                FrozenDictionary<string, string>.Empty,
                fallback,
                options.IsStrict,
                hasRules: true
            ),
        };
        var serverOptions = new MimusServerOptions
        {
            Port = options.Port,
            Configuration = configuration,
            Seed = options.Seed,
            TimeProvider = options.TimeProvider,
            ShutdownGrace = TimeSpan.Zero,
            KeepsReadRequests = true,
        };
        return new MockLlmServer(await MimusServer.StartAsync(serverOptions, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>A rule for requests whose last user text contains this, case aside, or matches it where it is a pattern: <c>"/^hi/i"</c>.</summary>
    public RuleHandle When(string message) => When(match => match.Message(message));

    /// <summary>A rule for requests that are as the builder says.</summary>
    public RuleHandle When(Func<MatchBuilder, MatchBuilder> match) => When(match, scope: null);

    /// <summary>A rule for requests of which a function says yes.</summary>
    public RuleHandle When(Func<MockRequest, bool> predicate) => When(match => match.Matching(predicate));

    /// <summary>A rule for all requests.</summary>
    public RuleHandle WhenAnything() => When(match => match);

    /// <summary>A rule for requests that offer a tool of this name.</summary>
    public RuleHandle WhenTool(string name) => When(match => match.Tool(name));

    /// <summary>A rule for conversations that end in the result of the call with this id.</summary>
    public RuleHandle WhenToolResult(string callId) => When(match => match.ToolCallId(callId));

    /// <summary>Answers the next request, whatever it is, with an HTTP error; once, even if the client tries again.</summary>
    public RuleHandle NextError(int status, string message) =>
        _rules.Add(
            new Rule
            {
                Name = $"next error #{Interlocked.Increment(ref _errors)}",
                Replies = [Reply.Error(status, message).Build()],
                Times = 1,
                Priority = int.MaxValue,
                IsForNextRequest = true,
            }
        );

    /// <summary>Forgets rules, counters and requests.</summary>
    public void Reset()
    {
        _rules.RemoveWhere(_ => true);
        _server.State.RemoveAsync("", CancellationToken.None).AsTask().GetAwaiter().GetResult();
        _server.Journal.Clear();
    }

    /// <summary>A world of its own for one test: its rules, counters and requests concern only what its client sends; dispose it to forget them.</summary>
    public MockScope BeginScope(string? name = null) => new(this, name ?? $"scope-{Interlocked.Increment(ref _errors)}");

    /// <summary>An HTTP client whose base address is the server's.</summary>
    public HttpClient CreateClient() => new() { BaseAddress = new Uri(Url) };

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    internal RuleHandle When(Func<MatchBuilder, MatchBuilder> match, string? scope)
    {
        ArgumentNullException.ThrowIfNull(match);
        var conditions = match(new MatchBuilder()).Conditions;
        var description = conditions.Count == 0 ? "anything" : string.Join(", ", conditions.Select(condition => $"{condition.Key} {condition.Wanted}"));
        return _rules.Add(conditions, description, scope);
    }

    internal async Task ForgetAsync(string scope)
    {
        _rules.RemoveWhere(handle => handle.Rule.Scope == scope);
        await _server.State.RemoveAsync($"{scope}\u001f", CancellationToken.None).ConfigureAwait(false);
        _server.Journal.Clear(scope);
    }
}
