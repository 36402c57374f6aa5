namespace Mimus.Core.Configuration;

/// <summary>Where and how the server runs, as far as a configuration says so; null leaves it to flags and defaults.</summary>
public sealed record HostSettings
{
    /// <summary>The address to listen on; 127.0.0.1 by default.</summary>
    public string? Host { get; init; }

    /// <summary>The port, 0 to 65535; 0 picks a free one. 8000 by default.</summary>
    public int? Port { get; init; }

    /// <summary>How much is logged: none, error, warning, info, debug or all; warning by default.</summary>
    public string? LogLevel { get; init; }

    /// <summary>The largest request body, in bytes, before and after decompression; 32 MiB by default.</summary>
    public long? MaxBodyBytes { get; init; }

    /// <summary>How many requests the history keeps; 10,000 by default.</summary>
    public int? HistoryMaxRequests { get; init; }

    /// <summary>How many bytes of request bodies the history keeps; 32 MiB by default.</summary>
    public long? HistoryMaxBytes { get; init; }

    /// <summary>How long open streams may go on when the server is asked to stop; 5 seconds by default.</summary>
    public TimeSpan? ShutdownGrace { get; init; }

    /// <summary>The token that requests from other machines must carry to use the routes below <c>/_mimus</c>; none by default.</summary>
    public string? AdminToken { get; init; }

    /// <summary>Whether there are routes below <c>/_mimus</c>; there are by default.</summary>
    public bool? HasAdmin { get; init; }

    /// <summary>The seed of all ids; 0 by default.</summary>
    public ulong? Seed { get; init; }
}
