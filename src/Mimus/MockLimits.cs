using Mimus.AspNetCore;
using Mimus.Core.Limits;

namespace Mimus;

/// <summary>The limits of a running mock, and what is counted of them: of one scope, or of all.</summary>
public sealed class MockLimits
{
    private readonly MimusServer _server;
    private readonly string? _scope;

    internal MockLimits(MimusServer server, string? scope) => (_server, _scope) = (server, scope);

    /// <summary>False where nothing is limited any more, whatever asks for it, in all scopes; true by default.</summary>
    public bool AreEnabled
    {
        get => !_server.Limits.IsOff;
        set => _server.Limits.IsOff = !value;
    }

    /// <summary>The server's limits, in all scopes; null for what the options say.</summary>
    public LimitSettings? Server
    {
        get => _server.Limits.Server;
        set => _server.Limits.Server = value;
    }

    /// <summary>Forgets what was counted.</summary>
    public void Reset() => _server.Limits.Reset(_scope);
}
