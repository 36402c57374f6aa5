using Mimus.Conformance.Tests.Servers;
using Mimus.Core.Configuration;
using Xunit;

namespace Mimus.Conformance.Tests.Validation;

/// <summary>One server for each level of validation.</summary>
public sealed class ValidationServers : IAsyncLifetime
{
    private readonly Dictionary<ValidationLevel, ServerFixture> _servers = [];

    internal ServerFixture At(ValidationLevel level) => _servers[level];

    public async ValueTask InitializeAsync()
    {
        foreach (var level in Enum.GetValues<ValidationLevel>())
        {
            _servers[level] = await ServerFixture.StartAsync(ServerFixture.Scripted with { Validation = level });
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers.Values) await server.DisposeAsync();
    }
}
