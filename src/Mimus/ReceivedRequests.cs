using System.Collections;
using Mimus.AspNetCore;

namespace Mimus;

/// <summary>The requests received so far, oldest first.</summary>
public sealed class ReceivedRequests : IReadOnlyList<ReceivedRequest>
{
    private readonly MimusServer _server;
    private readonly string? _scope;

    internal ReceivedRequests(MimusServer server, string? scope)
    {
        _server = server;
        _scope = scope;
    }

    /// <inheritdoc/>
    public int Count => Snapshot().Count;

    /// <inheritdoc/>
    public ReceivedRequest this[int index] => Snapshot()[index];

    /// <summary>Expects this many requests; say which with <see cref="ReceivedExpectation.Matching"/>.</summary>
    public ReceivedExpectation ShouldHave(int count) => new(count, Snapshot());

    /// <summary>Expects that no request was received.</summary>
    /// <exception cref="ReceivedRequestsException">There was one; the message lists what arrived.</exception>
    public void ShouldBeEmpty() => ShouldHave(0).InAll();

    /// <inheritdoc/>
    public IEnumerator<ReceivedRequest> GetEnumerator() => Snapshot().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private List<ReceivedRequest> Snapshot()
    {
        var entries = _scope is null ? _server.Journal.Entries : _server.Journal.Of(_scope);
        return [.. entries.Select(entry => new ReceivedRequest(entry))];
    }
}
