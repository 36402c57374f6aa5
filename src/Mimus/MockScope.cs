using Mimus.Core.Model;

namespace Mimus;

/// <summary>One test's world on a shared server. Requests belong to it that carry its header, as those of its client do.</summary>
public sealed class MockScope : IDisposable
{
    /// <summary>The header that names a request's scope.</summary>
    public const string HeaderName = "X-Mimus-Scope";

    private readonly MockLlmServer _server;

    internal MockScope(MockLlmServer server, string name)
    {
        _server = server;
        Name = name;
        Received = new ReceivedRequests(server.Server, name);
    }

    /// <summary>The scope's name.</summary>
    public string Name { get; }

    /// <summary>The requests received in this scope.</summary>
    public ReceivedRequests Received { get; }

    /// <summary>A rule for this scope's requests whose last user text contains this, or matches it where it is a pattern.</summary>
    public RuleHandle When(string message) => When(match => match.Message(message));

    /// <summary>A rule for this scope's requests that are as the builder says.</summary>
    public RuleHandle When(Func<MatchBuilder, MatchBuilder> match) => _server.When(match, Name);

    /// <summary>A rule for this scope's requests of which a function says yes.</summary>
    public RuleHandle When(Func<MockRequest, bool> predicate) => When(match => match.Matching(predicate));

    /// <summary>An HTTP client whose base address is the server's and whose requests belong to this scope.</summary>
    public HttpClient CreateClient()
    {
        var client = _server.CreateClient();
        client.DefaultRequestHeaders.Add(HeaderName, Name);
        return client;
    }

    /// <summary>Forgets the scope's rules, counters and requests.</summary>
    public void Dispose() => _server.ForgetAsync(Name).GetAwaiter().GetResult();
}
