using Mimus.Core.Model;

namespace Mimus.Core.Latency;

/// <summary>What is said of latency while the server runs: it stands over what the configuration says of the server, and survives a reload.</summary>
internal sealed class LatencyControl
{
    private volatile Delivery? _server;
    private volatile bool _isOff;

    /// <summary>The layer over the server's; null for none.</summary>
    public Delivery? Server
    {
        get => _server;
        set => _server = value;
    }

    /// <summary>True where nothing waits, whatever asks for it.</summary>
    public bool IsOff
    {
        get => _isOff;
        set => _isOff = value;
    }

    /// <summary>The simulated hardware.</summary>
    public StreamLoads Loads { get; } = new();

    /// <summary>What holds for the server now.</summary>
    public Delivery Over(Delivery configured) => _server?.Over(configured) ?? configured;
}
