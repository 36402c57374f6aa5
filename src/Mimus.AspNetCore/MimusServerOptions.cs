using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Mimus.Core.Configuration;

namespace Mimus.AspNetCore;

/// <summary>Where and how a <see cref="MimusServer"/> runs.</summary>
public sealed record MimusServerOptions
{
    /// <summary>The address to listen on; the loopback address by default.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port, 0 to 65535. The default of 0 picks a free one.</summary>
    public int Port { get; init; }

    /// <summary>How the mock behaves.</summary>
    public MockConfiguration Configuration { get; init; } = MockConfiguration.Default;

    /// <summary>The largest request body in bytes, before and after decompression; 32 MiB by default. Larger ones get the vendor's 413.</summary>
    public long MaxBodyBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>How many requests the history keeps; 10,000 by default.</summary>
    public int HistoryMaxRequests { get; init; } = 10_000;

    /// <summary>How many bytes of request bodies the history keeps; 32 MiB by default.</summary>
    public long HistoryMaxBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>Whether the journal keeps requests as they were understood, beside their bytes; a server that is load-tested has no room for that.</summary>
    internal bool KeepsReadRequests { get; init; }

    /// <summary>How long open streams may go on when the server is asked to stop; 5 seconds by default, 24 days at most.</summary>
    public TimeSpan ShutdownGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The seed of all chance: the same requests in the same order, in each scope for itself, get the same ids. Where one is given, the times of
    /// day in answers are made of it too, so that a run can be repeated byte for byte; null, the default, takes 0 and the clock's time.
    /// </summary>
    public ulong? Seed { get; init; }

    /// <summary>
    /// The token that requests from other machines must carry to use the routes below <c>/_mimus</c>; null, the default, leaves them to this
    /// machine.
    /// </summary>
    public string? AdminToken { get; init; }

    /// <summary>Whether there are routes below <c>/_mimus</c>; true by default.</summary>
    public bool HasAdmin { get; init; } = true;

    /// <summary>The clock of the whole server; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where the log goes; nowhere by default.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;
}
