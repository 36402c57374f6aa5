using Mimus.Core.Configuration;

namespace Mimus;

/// <summary>How a <see cref="MockLlmServer"/> runs.</summary>
public sealed record MockLlmServerOptions
{
    /// <summary>The port, 0 to 65535. The default of 0 picks a free one.</summary>
    public int Port { get; init; }

    /// <summary>True where a request that no rule answers is an error that names the nearest rule; false, the default, mirrors it.</summary>
    public bool IsStrict { get; init; }

    /// <summary>What to answer where no rule does; null, the default, mirrors the request. A strict server has no use for it.</summary>
    public ReplyBuilder? Fallback { get; init; }

    /// <summary>The key that requests must carry; null, the default, accepts any request.</summary>
    public string? ApiKey { get; init; }

    /// <summary>How closely requests are checked against what the vendor accepts.</summary>
    public ValidationLevel Validation { get; init; } = ValidationLevel.Structure;

    /// <summary>The seed of all ids: the same requests in the same order get the same ids. 0 by default.</summary>
    public ulong Seed { get; init; }

    /// <summary>The clock of the whole server; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
