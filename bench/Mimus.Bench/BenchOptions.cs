using System.Globalization;

namespace Mimus.Bench;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchOptions(IReadOnlyList<string> Chosen, IReadOnlyList<string> ChosenTargets, int Seconds, int Rounds, bool Writes, double? SoakMinutes, bool IsPaced = false, bool Builds = true)
{
    /// <summary>How many paced streams there are at a time, row by row.</summary>
    public IReadOnlyList<int> Streams { get; init; } = [100, 500, 2_000, 5_000];

    public static string Help =>
        $"""
        bench/run [scenario ...] [--seconds N] [--rounds N] [--targets a,b] [--write]
        bench/run --soak MINUTES
        bench/run --paced [--streams 100,500,2000,5000] [--targets a,b] [--write]
        Scenarios: {string.Join(", ", Scenarios.All.Select(scenario => scenario.Name))} (all by default).
        Targets: {string.Join(", ", Targets.Names)} (all that are there by default).
        --seconds N  seconds a cell, 3 by default    --rounds N  rounds, in alternating order, 3 by default
        --no-build   measures what ./build cli has built before
        --write      puts the tables into docs/performance.md
        """;

    public static BenchOptions? Parse(string[] arguments)
    {
        var options = new BenchOptions([], [], 3, 3, false, null);
        for (var index = 0; index < arguments.Length; index++)
        {
            switch (arguments[index])
            {
                case "--no-build":
                    options = options with { Builds = false };
                    break;
                case "--paced":
                    options = options with { IsPaced = true };
                    break;
                case "--streams" when index + 1 < arguments.Length && Numbers(arguments[++index]) is { } streams:
                    options = options with { Streams = streams };
                    break;
                case "--write":
                    options = options with { Writes = true };
                    break;
                case "--soak" when index + 1 < arguments.Length && double.TryParse(arguments[++index], CultureInfo.InvariantCulture, out var minutes) && minutes is > 0 and <= 60:
                    options = options with { SoakMinutes = minutes };
                    break;
                case "--seconds" when Number(arguments, ++index) is { } seconds:
                    options = options with { Seconds = seconds };
                    break;
                case "--rounds" when Number(arguments, ++index) is { } rounds:
                    options = options with { Rounds = rounds };
                    break;
                case "--targets" when index + 1 < arguments.Length:
                    options = options with { ChosenTargets = arguments[++index].Split(',') };
                    break;
                case var name when Scenarios.All.Any(scenario => scenario.Name == name):
                    options = options with { Chosen = [.. options.Chosen, name] };
                    break;
                default:
                    return null;
            }
        }

        return options.ChosenTargets.All(Targets.Names.Contains) ? options : null;
    }

    public bool Includes(Scenario scenario) => Chosen.Count == 0 || Chosen.Contains(scenario.Name);

    public bool Includes(string target) => ChosenTargets.Count == 0 || ChosenTargets.Contains(target);

    private static List<int>? Numbers(string text)
    {
        var numbers = text.Split(',').Select(part => int.TryParse(part, CultureInfo.InvariantCulture, out var number) ? number : 0).ToList();
        return numbers.All(number => number is > 0 and <= 10_000) ? numbers : null;
    }

    private static int? Number(string[] arguments, int index) =>
        index < arguments.Length && int.TryParse(arguments[index], CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 600 ? number : null;
}
