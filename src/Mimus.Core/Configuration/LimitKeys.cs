using Mimus.Core.Configuration.Schemas;

namespace Mimus.Core.Configuration;

/// <summary>The keys of limits, the same in files, headers and requests to a running server.</summary>
internal static class LimitKeys
{
    public static ConfigurationKey RequestsPerMinute { get; } = Count("rpm", "Requests a minute", "requests-per-minute");

    public static ConfigurationKey RequestsPerDay { get; } = Count("rpd", "Requests a day", "requests-per-day");

    public static ConfigurationKey TokensPerMinute { get; } = Count("tpm", "Tokens a minute, in and out together", "tokens-per-minute");

    public static ConfigurationKey TokensPerDay { get; } = Count("tpd", "Tokens a day, in and out together", "tokens-per-day");

    public static ConfigurationKey InputTokensPerMinute { get; } =
        Count("input-tpm", "Tokens of prompts a minute; cached ones do not count", "itpm", "input-tokens-per-minute");

    public static ConfigurationKey OutputTokensPerMinute { get; } =
        Count("output-tpm", "Tokens of answers a minute", "otpm", "output-tokens-per-minute");

    public static ConfigurationKey Concurrent { get; } =
        new("concurrent") { Shape = ValueShape.Whole(1, int.MaxValue), Summary = "Requests at the same time" };

    public static ConfigurationKey Queue { get; } =
        new("queue") { Shape = ValueShape.Whole(0, int.MaxValue), Summary = "How many more may wait for their turn; 0 by default" };

    public static ConfigurationKey Algorithm { get; } =
        new("algorithm")
        {
            Shape = ValueShape.Choice(LimitReader.Algorithms),
            Summary = "How time is looked at: token-bucket by default",
        };

    public static ConfigurationKey Per { get; } =
        new("per") { Shape = ValueShape.Choice(LimitReader.Sharings), Summary = "What shares the limits: key-and-model by default" };

    public static ConfigurationKey Name { get; } = new("name") { Shape = ValueShape.Text, Summary = "Whatever has the same name shares the same counters" };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ConfigurationKey> All { get; } =
    [
        RequestsPerMinute, RequestsPerDay, TokensPerMinute, TokensPerDay, InputTokensPerMinute, OutputTokensPerMinute,
        Concurrent, Queue, Algorithm, Per, Name,
    ];

    /// <summary>What limits look like: off, or a mapping.</summary>
    public static ValueShape Shape { get; } = ValueShape.Named("limits");

    private static ConfigurationKey Count(string name, string summary, params string[] otherNames) =>
        new(name, otherNames) { Shape = ValueShape.Whole(0, long.MaxValue), Summary = summary };
}
