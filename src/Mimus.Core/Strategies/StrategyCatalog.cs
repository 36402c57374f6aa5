using System.Collections.Frozen;

namespace Mimus.Core.Strategies;

/// <summary>The built-in strategies by name.</summary>
internal static class StrategyCatalog
{
    /// <summary>The names in their default order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [nameof(ErrorStrategy), nameof(CustomAnswersStrategy), nameof(ToolCallStrategy), nameof(MirrorStrategy)];

    /// <summary>The strategies of a server without configuration.</summary>
    public static IReadOnlyList<IReplyStrategy> Default { get; } = Create(Names, FrozenDictionary<string, string>.Empty, fallback: null);

    /// <summary>Makes the named strategies; a fallback, where there is one, takes the mirror's place or the end.</summary>
    public static IReadOnlyList<IReplyStrategy> Create(
        IReadOnlyList<string> names,
        FrozenDictionary<string, string> answers,
        string? fallback
    )
    {
        var strategies = new List<IReplyStrategy>(names.Count + 1);
        foreach (var name in names)
        {
            if (fallback is not null && name == nameof(MirrorStrategy))
            {
                continue;
            }

            strategies.Add(
                name switch
                {
                    nameof(ErrorStrategy) => new ErrorStrategy(),
                    nameof(CustomAnswersStrategy) => new CustomAnswersStrategy(answers),
                    nameof(ToolCallStrategy) => new ToolCallStrategy(),
                    nameof(MirrorStrategy) => new MirrorStrategy(),
                    _ => throw new ArgumentException($"There is no strategy named '{name}'.", nameof(names)),
                }
            );
        }

        if (fallback is not null)
        {
            strategies.Add(new FallbackStrategy(fallback));
        }

        return strategies;
    }
}
