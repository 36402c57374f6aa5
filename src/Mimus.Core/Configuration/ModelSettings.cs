using Mimus.Core.Configuration.Documents;
using Mimus.Core.Model;

namespace Mimus.Core.Configuration;

/// <summary>Reads <c>models</c>: ids, or mappings of an id with what the model list says of it.</summary>
internal static class ModelSettings
{
    // 2026-01-01, for models of which nobody says when they were made.
    private const long DefaultCreated = 1767225600;

    public static ModelCatalog Read(ConfigurationNode? node, NodeReader reader, ConfigurationProblems problems, LatencySettings latency)
    {
        if (reader.Items(node, "a list of model ids, or of mappings with an id") is not { } items)
        {
            return ModelCatalog.Default;
        }

        if (items.Count == 0)
        {
            problems.Add(
                new ConfigurationProblem(node!.Location, node.Path, "the list is empty, so every request would be refused")
                {
                    Expected = "at least one model, or remove the key to accept all",
                }
            );
        }

        var models = new Dictionary<string, (ModelEntry Entry, SourceLocation Location)>();
        var behaviors = new List<KeyValuePair<string, ModelBehavior>>();
        foreach (var item in items)
        {
            if (ReadModel(item, reader, problems, latency) is not var (model, behavior))
            {
                continue;
            }

            if (models.TryAdd(model.Id, (model, item.Location)))
            {
                behaviors.Add(new(model.Id, behavior));
                continue;
            }

            var first = models[model.Id].Location;
            problems.Add(
                new ConfigurationProblem(
                    item.Location,
                    item.Path,
                    $"the model {Quotation.Of(model.Id)} is there already{(first.Line > 0 ? $" on line {first.Line}" : "")}"
                )
                {
                    Value = model.Id,
                    Expected = "each id once",
                }
            );
        }

        return models.Count == 0
            ? ModelCatalog.Default
            : ModelCatalog.Of([.. models.Values.Select(model => model.Entry).Where(model => !ModelCatalog.IsPattern(model.Id))], behaviors);
    }

    private static (ModelEntry Entry, ModelBehavior Behavior)? ReadModel(
        ConfigurationNode node,
        NodeReader reader,
        ConfigurationProblems problems,
        LatencySettings latency
    )
    {
        if (node is not ConfigurationMapping mapping)
        {
            return reader.Text(node, "a model id, or a mapping with an id") is { } name
                ? (Complete(name.Trim(), null, null), ModelBehavior.None)
                : null;
        }

        var fields = MappingFields.Of(mapping, ConfigurationKeys.ModelParts, problems);
        var created = reader.Whole(
            fields.Find(ConfigurationKeys.ModelCreated),
            0,
            long.MaxValue,
            "a time",
            "a whole number of seconds since 1970"
        );
        var owner = reader.Text(fields.Find(ConfigurationKeys.ModelOwnedBy), "whose model it is");
        var delivery = fields.Find(ConfigurationKeys.ModelLatency) is { } said ? latency.Read(said) : null;
        var profile = latency.ReadProfile(fields.Find(ConfigurationKeys.ModelProfile))?.Delivery;
        var limits = fields.Find(ConfigurationKeys.ModelLimits) is { } limited ? new LimitReader(reader, problems).Read(limited) : null;
        var faults = new FaultSettings(reader, problems).ReadAll(fields.Find(ConfigurationKeys.ModelFaults));
        if (fields.Find(ConfigurationKeys.ModelId) is { } id)
        {
            return reader.Text(id, "the model's id")?.Trim() is { } name
                ? (Complete(name, (long?)created, owner), Behavior(name))
                : null;
        }

        problems.Add(new ConfigurationProblem(node.Location, node.Path, "the model has no id") { Expected = "'id' and the name that requests use" });
        return null;

        ModelBehavior Behavior(string name) =>
            new()
            {
                Name = name,
                Delivery = delivery?.Over(profile) ?? profile,
                Limits = limits,
                Faults = faults.Count > 0 ? faults : null,
            };
    }

    private static ModelEntry Complete(string id, long? created, string? owner)
    {
        var known = ModelCatalog.Default.Find(id);
        var guess = id.StartsWith("claude", StringComparison.OrdinalIgnoreCase) ? "anthropic" : "openai";
        return new ModelEntry(id, created ?? known?.Created ?? DefaultCreated, owner ?? known?.OwnedBy ?? guess);
    }
}
