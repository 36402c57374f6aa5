using Mimus.Core.Configuration.Rules;

namespace Mimus;

/// <summary>
/// One test's world on a shared server. Requests belong to it that carry its header, as those of its client do. The server's rules answer
/// them too, where none of the scope does.
/// </summary>
public sealed class MockScope : MockWorld, IDisposable
{
    /// <summary>The header that names a request's scope.</summary>
    public const string HeaderName = "X-Mimus-Scope";

    private int _isDisposed;

    internal MockScope(MockLlmServer server, RuleSet rules, string name)
        : base(server, rules, name)
    {
        Name = name;
        Received = new ReceivedRequests(server.Host, name);
        Faults = new MockFaults(server.Host, name);
        Limits = new MockLimits(server.Host, name);
    }

    /// <summary>The scope's name: the header's value.</summary>
    public string Name { get; }

    /// <summary>The server's address.</summary>
    public string Url => Server.Url;

    /// <inheritdoc/>
    public override ReceivedRequests Received { get; }

    /// <inheritdoc/>
    public override MockFaults Faults { get; }

    /// <inheritdoc/>
    public override MockLimits Limits { get; }

    /// <summary>An HTTP client whose base address is the server's and whose requests belong to this scope; its owner disposes it.</summary>
    public override HttpClient CreateClient()
    {
        var client = Server.CreateClient();
        client.DefaultRequestHeaders.Add(HeaderName, Name);
        return client;
    }

    /// <summary>Forgets the scope's rules, counters and requests.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            Server.End(this);
        }
    }

    private protected override void UseFallback(CompiledRules compiled)
    {
        if (compiled.Fallback is not null)
        {
            throw new RuleFilesException(["A fallback is the server's, not a scope's; load the file into the server, or remove its fallback."]);
        }
    }

    private protected override void EnsureOpen() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);
}
