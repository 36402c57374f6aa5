using Mimus.Core.Faults;
using Mimus.Core.Latency;
using Mimus.Core.Limits;
using Mimus.Core.Model;
using Mimus.Core.Rules;
using Mimus.Core.Strategies;

namespace Mimus.Core.Configuration;

/// <summary>How Mimus behaves: an immutable snapshot, of which every exchange sees exactly one.</summary>
public sealed record MockConfiguration
{
    /// <summary>The behaviour without any configuration.</summary>
    public static MockConfiguration Default { get; } = new();

    /// <summary>The key that requests must carry; null accepts any request.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The models.</summary>
    public ModelCatalog Models { get; init; } = ModelCatalog.Default;

    /// <summary>The strategies in the order in which they are asked: by default error, custom answers, tool call, mirror.</summary>
    public IReadOnlyList<IReplyStrategy> Strategies { get; init; } = StrategyCatalog.Default;

    /// <summary>The rules, which <see cref="RuleStrategy"/> answers by.</summary>
    internal RuleBook Rules { get; init; } = RuleBook.Empty;

    /// <summary>True where a request that nothing scripted answers is an error instead of being mirrored.</summary>
    public bool IsStrict { get; init; }

    /// <summary>True where a request's key is its scope, unless a header or the query names one.</summary>
    public bool IsScopedByKey { get; init; }

    /// <summary>How closely requests are checked.</summary>
    public ValidationLevel Validation { get; init; } = ValidationLevel.Structure;

    /// <summary>How replies that do not say it themselves are sent.</summary>
    public Delivery Delivery { get; init; } = Delivery.Immediate;

    /// <summary>The profiles of latency that requests, rules and models can name.</summary>
    internal LatencyProfiles Profiles { get; init; } = LatencyProfiles.Shipped;

    /// <summary>True, the default, where prompts that begin alike are found in a simulated prompt cache.</summary>
    public bool HasPromptCache { get; init; } = true;

    /// <summary>How many requests and tokens are allowed; null, the default, refuses none, and answers tell of generous limits.</summary>
    public LimitSettings? Limits { get; init; }

    /// <summary>What goes wrong on purpose with any request; the first that happens to one is taken.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>
    /// Whether requests may say by headers how they are answered; null, the default, allows it where the server listens on a loopback address.
    /// </summary>
    public bool? AllowsHeaderControl { get; init; }

    /// <summary>The origins whose web pages may call Mimus; <c>*</c> stands for all, none is the default.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>True where each request is printed.</summary>
    public bool Debug { get; init; }
}
