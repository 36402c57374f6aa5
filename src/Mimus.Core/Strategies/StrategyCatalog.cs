using System.Collections.Frozen;
using Mimus.Core.Rules;

namespace Mimus.Core.Strategies;

/// <summary>The built-in strategies by name.</summary>
internal static class StrategyCatalog
{
    /// <summary>The names in their default order.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [nameof(ErrorStrategy), nameof(CustomAnswersStrategy), nameof(ToolCallStrategy), nameof(MirrorStrategy)];

    /// <summary>All names that a configuration may choose.</summary>
    public static IReadOnlyList<string> Choices { get; } = [.. Names, nameof(RuleStrategy)];

    /// <summary>The strategies of a server without configuration.</summary>
    public static IReadOnlyList<IReplyStrategy> Default { get; } = Create(Names, FrozenDictionary<string, string>.Empty);

    /// <summary>
    /// Makes the named strategies. Where there are rules they are asked even if the list does not name them: behind the error trigger, before all
    /// else. What ends the chain takes the mirror's place: the fallback where there is one, on a strict server an error.
    /// </summary>
    public static IReadOnlyList<IReplyStrategy> Create(
        IReadOnlyList<string> names,
        FrozenDictionary<string, string> answers,
        IReplyStrategy? fallback = null,
        bool isStrict = false,
        bool hasRules = false
    )
    {
        var end = isStrict ? new UnmatchedStrategy() : fallback;
        var strategies = new List<IReplyStrategy>(names.Count + 2);
        foreach (var name in names)
        {
            if (end is null || name != nameof(MirrorStrategy))
            {
                strategies.Add(Create(name, answers));
            }
        }

        if (hasRules && !names.Contains(nameof(RuleStrategy)))
        {
            strategies.Insert(strategies is [ErrorStrategy, ..] ? 1 : 0, new RuleStrategy());
        }

        if (end is not null)
        {
            strategies.Add(end);
        }

        return strategies;
    }

    private static IReplyStrategy Create(string name, FrozenDictionary<string, string> answers) =>
        name switch
        {
            nameof(ErrorStrategy) => new ErrorStrategy(),
            nameof(RuleStrategy) => new RuleStrategy(),
            nameof(CustomAnswersStrategy) => new CustomAnswersStrategy(answers),
            nameof(ToolCallStrategy) => new ToolCallStrategy(),
            nameof(MirrorStrategy) => new MirrorStrategy(),
            _ => throw new ArgumentException($"There is no strategy named '{name}'.", nameof(name)),
        };
}
