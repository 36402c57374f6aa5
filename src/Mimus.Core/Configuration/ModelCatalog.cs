using System.Collections.Frozen;
using System.IO.Enumeration;
using Mimus.Core.Model;

namespace Mimus.Core.Configuration;

/// <summary>The models that Mimus lists, and whether others are welcome too.</summary>
public sealed class ModelCatalog
{
    private readonly FrozenDictionary<string, ModelEntry> _byId;
    private readonly FrozenDictionary<string, ModelBehavior> _behaviors;
    private readonly IReadOnlyList<KeyValuePair<string, ModelBehavior>> _patterns;

    private ModelCatalog(IReadOnlyList<ModelEntry> models, bool acceptsAny, IReadOnlyList<KeyValuePair<string, ModelBehavior>>? behaviors = null)
    {
        Models = models;
        AcceptsAny = acceptsAny;
        _byId = models.ToFrozenDictionary(model => model.Id);
        _behaviors = (behaviors ?? []).Where(pair => !IsPattern(pair.Key)).ToFrozenDictionary();
        _patterns = [.. (behaviors ?? []).Where(pair => IsPattern(pair.Key))];
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

    /// <summary>A catalogue of these models and of all that one of the patterns names.</summary>
    /// <param name="models">The models that are listed; where there are none, those of the default are.</param>
    /// <param name="behaviors">What holds for models and patterns, in the order in which patterns are tried.</param>
    internal static ModelCatalog Of(IReadOnlyList<ModelEntry> models, IReadOnlyList<KeyValuePair<string, ModelBehavior>> behaviors) =>
        new(models.Count == 0 ? Default.Models : models, acceptsAny: behaviors.Any(pair => pair.Key == AnyModel), behaviors);

    /// <summary>The pattern of all models.</summary>
    internal const string AnyModel = "*";

    /// <summary>True where a model's id stands for several, as <c>gpt-4o*</c> does.</summary>
    internal static bool IsPattern(string id) => id.Contains('*', StringComparison.Ordinal);

    /// <summary>The listed model of this id; null where there is none.</summary>
    public ModelEntry? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>True where requests for this model are answered.</summary>
    public bool Accepts(string id) => AcceptsAny || _byId.ContainsKey(id) || FindPattern(id) is not null;

    /// <summary>What holds for a model: what is said of its id, else of the first pattern that names it.</summary>
    internal ModelBehavior BehaviorOf(string id) => _behaviors.GetValueOrDefault(id) ?? FindPattern(id) ?? ModelBehavior.None;

    private ModelBehavior? FindPattern(string id)
    {
        foreach (var (pattern, behavior) in _patterns)
        {
            if (FileSystemName.MatchesSimpleExpression(pattern, id, ignoreCase: false))
            {
                return behavior;
            }
        }

        return null;
    }
}
