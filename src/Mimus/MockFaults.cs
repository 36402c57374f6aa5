using Mimus.AspNetCore;
using Mimus.Core.Faults;

namespace Mimus;

/// <summary>What goes wrong on purpose while a mock runs: with the requests of one scope, or with all.</summary>
public sealed class MockFaults
{
    private readonly MimusServer _server;
    private readonly string? _scope;

    internal MockFaults(MimusServer server, string? scope) => (_server, _scope) = (server, scope);

    /// <summary>The faults that are there and not used up, as headers would ask for them.</summary>
    public IReadOnlyList<string> Armed => [.. _server.Faults.Armed.Where(armed => armed.Scope == _scope).Select(armed => armed.Fault.ToString())];

    /// <summary>False where nothing goes wrong on purpose any more, whatever asks for it, in all scopes; true by default.</summary>
    public bool AreEnabled
    {
        get => !_server.Faults.IsOff;
        set => _server.Faults.IsOff = !value;
    }

    /// <summary>Lets something go wrong; once, unless the fault itself says when.</summary>
    public void Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        _server.Faults.Arm(fault, _scope);
    }

    /// <summary>Takes away what is there; faults of rules stay.</summary>
    public void Clear() => _server.Faults.Clear(_scope);
}
