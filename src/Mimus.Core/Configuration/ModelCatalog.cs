using System.Collections.Frozen;
using Mimus.Core.Model;

namespace Mimus.Core.Configuration;

/// <summary>The models that Mimus lists, and whether others are welcome too.</summary>
public sealed class ModelCatalog
{
    private readonly FrozenDictionary<string, ModelEntry> _byId;

    private ModelCatalog(IReadOnlyList<ModelEntry> models, bool acceptsAny)
    {
        Models = models;
        AcceptsAny = acceptsAny;
        _byId = models.ToFrozenDictionary(model => model.Id);
    }

    /// <summary>What is listed when nothing is configured; every other model is welcome too.</summary>
    public static ModelCatalog Default { get; } =
        new(
            [
                new("gpt-4o", 1715367049, "openai"),
                new("gpt-4o-mini", 1721172741, "openai"),
                new("gpt-5.2", 1765313051, "openai"),
                new("gpt-5-mini", 1754425928, "openai"),
                new("claude-opus-4-5-20251101", 1763942400, "anthropic"),
                new("claude-sonnet-4-5-20250929", 1759104000, "anthropic"),
                new("claude-haiku-4-5-20251001", 1760486400, "anthropic"),
            ],
            acceptsAny: true
        );

    /// <summary>The models, in the configuration's order.</summary>
    public IReadOnlyList<ModelEntry> Models { get; }

    /// <summary>True where models that are not listed are accepted too.</summary>
    public bool AcceptsAny { get; }

    /// <summary>A catalogue of exactly these models; their ids must differ.</summary>
    public static ModelCatalog Of(IReadOnlyList<ModelEntry> models) => new(models, acceptsAny: false);

    /// <summary>The listed model of this id; null where there is none.</summary>
    public ModelEntry? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>True where requests for this model are answered.</summary>
    public bool Accepts(string id) => AcceptsAny || _byId.ContainsKey(id);
}
