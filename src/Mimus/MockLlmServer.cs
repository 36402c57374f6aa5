using System.Collections.Concurrent;
using System.Collections.Frozen;
using Mimus.AspNetCore;
using Mimus.Core.Configuration;
using Mimus.Core.Configuration.Rules;
using Mimus.Core.Latency;
using Mimus.Core.Model;
using Mimus.Core.Rules;
using Mimus.Core.Strategies;
using Mimus.Core.Time;

namespace Mimus;

/// <summary>
/// A mock LLM server in the test's own process, on a free port of the loopback address. Rules are asked in the order in which they were made,
/// those of a scope first; what no rule answers is mirrored, unless the server is strict.
/// </summary>
public sealed class MockLlmServer : MockWorld, IAsyncDisposable
{
    private readonly RuleSet _rules;
    private readonly MockLlmServerOptions _options;
    private readonly ConcurrentDictionary<string, MockScope> _scopes = new(StringComparer.Ordinal);
    private int _scopeCount;
    private int _isDisposed;

    private MockLlmServer(MimusServer server, RuleSet rules, MockLlmServerOptions options)
        : base(null, rules, scope: null)
    {
        Host = server;
        _rules = rules;
        _options = options;
        Received = new ReceivedRequests(server, scope: null);
        Faults = new MockFaults(server, scope: null);
        Limits = new MockLimits(server, scope: null);
    }

    /// <summary>The address, such as <c>http://127.0.0.1:40123</c>; OpenAI's clients want <c>/v1</c> behind it, Anthropic's do not.</summary>
    public string Url => Host.Url;

    /// <inheritdoc/>
    public override ReceivedRequests Received { get; }

    /// <summary>
    /// The clock that all its waits, limits and times of day go by, those of all scopes: hold it and move it on, and a test of a minute's wait
    /// takes milliseconds.
    /// </summary>
    public MimusClock Clock => Host.Clock;

    /// <summary>
    /// How replies are sent that do not say it themselves; setting it concerns requests that arrive from then on. <see cref="Reset"/> goes back to the
    /// options.
    /// </summary>
    public Delivery Delivery
    {
        get => Host.Configuration.Delivery;
        set => Host.Configuration = Host.Configuration with { Delivery = value };
    }

    /// <inheritdoc/>
    public override MockFaults Faults { get; }

    /// <inheritdoc/>
    public override MockLimits Limits { get; }

    /// <summary>The server underneath, for what is not here.</summary>
    public MimusServer Host { get; }

    /// <summary>Starts a server on a free port; it accepts requests when the task is done.</summary>
    public static Task<MockLlmServer> StartAsync(CancellationToken cancellationToken = default) =>
        StartAsync(new MockLlmServerOptions(), cancellationToken);

    /// <summary>Starts a server; it accepts requests when the task is done.</summary>
    /// <exception cref="IOException">The port cannot be bound, because another program has it.</exception>
    public static async Task<MockLlmServer> StartAsync(MockLlmServerOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var serverOptions = new MimusServerOptions
        {
            Port = options.Port,
            Configuration = MockConfiguration.Default with
            {
                ApiKey = options.ApiKey,
                Delivery = DeliveryOf(options),
                Limits = options.Limits,
                HasPromptCache = options.HasPromptCache,
                IsScopedByKey = options.IsScopedByKey,
                IsStrict = options.IsStrict,
                Validation = options.Validation,
                Strategies = StrategiesOf(options, options.Fallback?.Build()),
            },
            Seed = options.Seed,
            TimeProvider = options.TimeProvider,
            LoggerFactory = options.LoggerFactory,
            ShutdownGrace = TimeSpan.Zero,
            KeepsReadRequests = true,
        };
        var server = await MimusServer.StartAsync(serverOptions, cancellationToken).ConfigureAwait(false);
        return new MockLlmServer(server, new RuleSet(server), options);
    }

    /// <summary>
    /// A world of its own for one test: the rules made in it answer only requests of its client, before all others, and all counters are its
    /// own. Disposing it forgets them.
    /// </summary>
    /// <param name="name">Its name, of visible ASCII characters; null makes one.</param>
    /// <exception cref="ArgumentException">The name cannot stand in a header.</exception>
    /// <exception cref="InvalidOperationException">A scope of this name has begun and not ended.</exception>
    public MockScope BeginScope(string? name = null)
    {
        name ??= $"scope-{Interlocked.Increment(ref _scopeCount)}";
        if (name.Length == 0 || name.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw new ArgumentException($"'{name}' cannot be a scope's name; write visible ASCII characters without spaces.", nameof(name));
        }

        var scope = new MockScope(this, _rules, name);
        return _scopes.TryAdd(name, scope)
            ? scope
            : throw new InvalidOperationException($"There is a scope named '{name}' already; dispose it first, or leave the name out.");
    }

    /// <summary>
    /// Forgets rules, counters and requests, those of all scopes too; the fallback is again the one of the options, and the clock goes as it did.
    /// </summary>
    public void Reset()
    {
        _rules.Clear(scope: null);
        _rules.Use(StrategiesOf(_options, _options.Fallback?.Build()));
        ForgetCounters("");
        Host.Journal.Clear();
        Host.Faults.Clear(scope: null);
        Host.Faults.IsOff = false;
        Limits.Reset();
        (Host.Limits.IsOff, Host.Limits.Server) = (false, null);
        Host.Prompts.Clear(scope: null);
        Clock.Reset();
        Delivery = DeliveryOf(_options);
    }

    /// <inheritdoc/>
    public override HttpClient CreateClient() => new() { BaseAddress = new Uri(Url) };

    /// <summary>Stops the server; open streams are cut.</summary>
    public ValueTask DisposeAsync()
    {
        Volatile.Write(ref _isDisposed, 1);
        return Host.DisposeAsync();
    }

    private static Delivery DeliveryOf(MockLlmServerOptions options)
    {
        if (options.Profile is not { } name)
        {
            return options.Delivery;
        }

        var profile =
            LatencyProfiles.Shipped.Find(name)
            ?? throw new ArgumentException(
                $"There is no profile '{name}'; there are {string.Join(", ", LatencyProfiles.Shipped.All.Select(known => known.Name))}.",
                nameof(options)
            );
        return options.Delivery.Over(profile.Delivery);
    }

    internal void End(MockScope scope)
    {
        _rules.Clear(scope.Name);
        ForgetCounters($"{scope.Name}\u001f");
        Host.Journal.Clear(scope.Name);
        scope.Faults.Clear();
        scope.Limits.Reset();
        Host.Prompts.Clear(scope.Name);
        _scopes.TryRemove(KeyValuePair.Create(scope.Name, scope));
    }

    private protected override void UseFallback(CompiledRules compiled)
    {
        if (compiled.Fallback is { } fallback)
        {
            _rules.Use(StrategiesOf(_options, fallback));
        }
    }

    private protected override void EnsureOpen() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);

    // A strict server answers by rules alone: what a prompt's own words set off elsewhere would hide that a rule is missing.
    private static IReadOnlyList<IReplyStrategy> StrategiesOf(MockLlmServerOptions options, RuleReply? fallback) =>
        StrategyCatalog.Create(
            options.IsStrict ? [nameof(RuleStrategy)] : StrategyCatalog.Names,
            FrozenDictionary<string, string>.Empty,
            fallback is null ? null : new FallbackStrategy(fallback),
            options.IsStrict,
            hasRules: true
        );

    // They are in this process's memory, so that there is nothing to wait for.
    private void ForgetCounters(string prefix) => Host.State.RemoveAsync(prefix, CancellationToken.None).AsTask().GetAwaiter().GetResult();
}
