using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Mimus.Core.Configuration;
using Mimus.Core.Limits;
using Mimus.Core.Model;

namespace Mimus;

/// <summary>How a <see cref="MockLlmServer"/> runs.</summary>
public sealed record MockLlmServerOptions
{
    /// <summary>The port, 0 to 65535. The default of 0 picks a free one.</summary>
    public int Port { get; init; }

    /// <summary>
    /// True where rules alone answer, and a request that none answers gets the vendor's 404 with a sentence that names the nearest rule; false,
    /// the default, mirrors it and knows the trigger phrases of the command line's server too.
    /// </summary>
    public bool IsStrict { get; init; }

    /// <summary>What to answer where no rule does; null, the default, mirrors the request. A strict server has no use for it.</summary>
    public ReplyBuilder? Fallback { get; init; }

    /// <summary>The key that requests must carry; null, the default, accepts any request.</summary>
    public string? ApiKey { get; init; }

    /// <summary>
    /// True where a request's key is its scope, unless a header or the query names one: for clients that cannot be given a header. False by
    /// default.
    /// </summary>
    public bool IsScopedByKey { get; init; }

    /// <summary>How closely requests are checked against what the vendor accepts; in structure by default.</summary>
    public ValidationLevel Validation { get; init; } = ValidationLevel.Structure;

    /// <summary>How replies are sent that do not say it themselves; at once, word by word, by default.</summary>
    public Delivery Delivery { get; init; } = Delivery.Immediate;

    /// <summary>
    /// The profile by which answers come, such as <c>gpt-4o</c> or <c>local-8b-cpu</c>, below what <see cref="Delivery"/> says; none by default.
    /// </summary>
    public string? Profile { get; init; }

    /// <summary>How many requests and tokens are allowed; null, the default, refuses none.</summary>
    public LimitSettings? Limits { get; init; }

    /// <summary>True, the default, where prompts that begin alike are found in a simulated prompt cache, as the vendors' are.</summary>
    public bool HasPromptCache { get; init; } = true;

    /// <summary>
    /// The seed of all chance: the same requests in the same order, in each scope for itself, get the same ids. Where one is given, the times of
    /// day in answers are made of it too, so that a run can be repeated byte for byte; null, the default, takes 0 and the clock's time.
    /// </summary>
    public ulong? Seed { get; init; }

    /// <summary>The clock of the whole server; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where the log goes, such as the output of the running test; nowhere by default.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;
}
