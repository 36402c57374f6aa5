using System.Collections;
using System.Diagnostics.Contracts;
using Mimus.AspNetCore;

namespace Mimus;

/// <summary>The requests received so far, oldest first: the last 10,000, or 32 MiB of bodies.</summary>
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

    /// <summary>
    /// Expects this many requests. Nothing is checked until it is said of which:
    /// <see cref="ReceivedExpectation.Matching(Func{ReceivedRequest, bool}, string)"/>, or <see cref="ReceivedExpectation.InAll"/>.
    /// </summary>
    [Pure]
    public ReceivedExpectation ShouldHave(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new ReceivedExpectation(count, Report());
    }

    /// <summary>Expects that no request was received.</summary>
    /// <exception cref="MockExpectationException">There was one; the message lists what arrived.</exception>
    public void ShouldBeEmpty() => ShouldHave(0).InAll();

    /// <inheritdoc/>
    public IEnumerator<ReceivedRequest> GetEnumerator() => Snapshot().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal ReceivedReport Report() => new(Snapshot(), _server.Configuration.Rules);

    private List<ReceivedRequest> Snapshot()
    {
        var entries = _scope is null ? _server.Journal.Entries : _server.Journal.Of(_scope);
        return [.. entries.Select(entry => new ReceivedRequest(entry))];
    }
}
