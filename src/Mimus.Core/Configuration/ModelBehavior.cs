using Mimus.Core.Faults;
using Mimus.Core.Limits;
using Mimus.Core.Model;

namespace Mimus.Core.Configuration;

/// <summary>What holds for the requests to one model, or to the models that a pattern names: a layer over the server's.</summary>
internal sealed record ModelBehavior
{
    /// <summary>Nothing of its own.</summary>
    public static ModelBehavior None { get; } = new();

    /// <summary>The model's id or pattern; null for none.</summary>
    public string? Name { get; init; }

    /// <summary>How its answers are sent; null as the server says.</summary>
    public Delivery? Delivery { get; init; }

    /// <summary>How many requests and tokens are allowed; null as the server says.</summary>
    public LimitSettings? Limits { get; init; }

    /// <summary>What goes wrong with requests to it, besides what does with all; null for nothing.</summary>
    public IReadOnlyList<Fault>? Faults { get; init; }
}
