using Mimus.Core.Configuration.Documents;
using Mimus.Core.Model;
using Mimus.Core.Strategies;

namespace Mimus.Core.Configuration;

/// <summary>Reads what is replied and how it is sent.</summary>
internal sealed class ReplySettings(
    NodeReader reader,
    ConfigurationProblems problems,
    Func<ConfigurationKey, ConfigurationNode?> find,
    RuleSettings rules,
    LatencySettings latency
)
{
    private static readonly string[] s_validationLevels = ["off", "structure", "exact"];

    public (MockConfiguration Configuration, int CustomReplyCount) Read()
    {
        var answers = CustomReplySettings.Read(find(ConfigurationKeys.CustomReplies), reader, problems);
        var names = ReadStrategies(find(ConfigurationKeys.Strategies));
        if (answers.Count > 0 && names is not null && !names.Contains(nameof(CustomAnswersStrategy)))
        {
            var node = find(ConfigurationKeys.CustomReplies)!;
            problems.Warn(
                new ConfigurationProblem(node.Location, node.Path, "the strategies do not use these replies")
                {
                    Expected = $"{nameof(CustomAnswersStrategy)} into 'strategies', or remove the replies",
                }
            );
        }

        var fallback = rules.Rules.Fallback is { } reply ? new FallbackStrategy(reply) : null;
        var configuration = MockConfiguration.Default with
        {
            Strategies = StrategyCatalog.Create(names ?? StrategyCatalog.Names, answers, fallback, rules.IsStrict, hasRules: rules.Paths.Count > 0),
            Rules = rules.Rules.Book,
            IsStrict = rules.IsStrict,
            IsScopedByKey = rules.IsScopedByKey,
            Validation = ReadValidation(),
            Delivery = ReadDelivery(),
        };
        return (configuration, answers.Count);
    }

    private List<string>? ReadStrategies(ConfigurationNode? node)
    {
        if (reader.Items(node, "a list of strategies, as in [ErrorStrategy, MirrorStrategy]") is not { } items)
        {
            return null;
        }

        if (items.Count == 0)
        {
            problems.Add(
                new ConfigurationProblem(node!.Location, node.Path, "the list is empty, so nothing could be answered")
                {
                    Expected = "at least one strategy, or remove the key for the default",
                }
            );
        }

        var names = items.Select(item => reader.Choice(item, StrategyCatalog.Choices, "a strategy"));
        return [.. names.OfType<string>()];
    }

    private ValidationLevel ReadValidation() =>
        reader.Choice(find(ConfigurationKeys.Validation), s_validationLevels, "a validation level") switch
        {
            "off" => ValidationLevel.Off,
            "exact" => ValidationLevel.Exact,
            _ => ValidationLevel.Structure,
        };

    private Delivery ReadDelivery()
    {
        var chunkSize = reader.Whole(
            find(ConfigurationKeys.ChunkSize),
            0,
            int.MaxValue,
            "a chunk size",
            "a whole number of characters from 0; 0 sends the text in one chunk"
        );
        var said = find(ConfigurationKeys.Latency) is { } node ? latency.Read(node) : null;
        var own = new Delivery { ChunkSize = (int?)chunkSize, Speed = latency.ReadSpeed(find(ConfigurationKeys.Speed)) };
        var profile = latency.ReadProfile(find(ConfigurationKeys.Profile));
        return own.Over(said).Over(profile?.Delivery);
    }
}
