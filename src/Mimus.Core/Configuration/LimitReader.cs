using Mimus.Core.Configuration.Documents;
using Mimus.Core.Limits;

namespace Mimus.Core.Configuration;

/// <summary>Reads limits, wherever they stand: a mapping, or <c>off</c>.</summary>
internal sealed class LimitReader(NodeReader reader, ConfigurationProblems problems)
{
    private const string Expected = "limits, as in { rpm: 60, tpm: 10000 }, or off";

    /// <summary>The words for how time is looked at, in the order of <see cref="LimitAlgorithm"/>.</summary>
    public static string[] Algorithms { get; } = ["fixed-window", "sliding-window", "token-bucket", "azure"];

    /// <summary>The words for what shares limits, in the order of <see cref="LimitSharing"/>.</summary>
    public static string[] Sharings { get; } = ["key-and-model", "key", "model", "all"];

    /// <summary>The limits; null where they are wrong, which is reported.</summary>
    public LimitSettings? Read(ConfigurationNode node)
    {
        switch (node)
        {
            case ConfigurationMapping mapping:
                return ReadMapping(mapping);
            case ConfigurationScalar { Kind: ScalarKind.Boolean, Boolean: false }:
            case ConfigurationScalar { Kind: ScalarKind.String or ScalarKind.Untyped, Text: var text } when text.Trim() is "off" or "none":
                return LimitSettings.Off;
            case ConfigurationScalar { Kind: ScalarKind.String or ScalarKind.Untyped, Text: var text } when text.Contains('=', StringComparison.Ordinal):
                return ControlText.Read(node.Location.ToString(), text, null, problems) is ConfigurationMapping said ? ReadMapping(said) : null;
            default:
                reader.Reject(node, "is not a limit", Expected);
                return null;
        }
    }

    private LimitSettings? ReadMapping(ConfigurationMapping mapping)
    {
        var before = problems.Errors.Count;
        var fields = MappingFields.Of(mapping, LimitKeys.All, problems);
        var settings = new LimitSettings
        {
            RequestsPerMinute = Count(LimitKeys.RequestsPerMinute),
            RequestsPerDay = Count(LimitKeys.RequestsPerDay),
            TokensPerMinute = Count(LimitKeys.TokensPerMinute),
            TokensPerDay = Count(LimitKeys.TokensPerDay),
            InputTokensPerMinute = Count(LimitKeys.InputTokensPerMinute),
            OutputTokensPerMinute = Count(LimitKeys.OutputTokensPerMinute),
            Concurrent = (int?)reader.Whole(fields.Find(LimitKeys.Concurrent), 1, int.MaxValue, "a number of requests", "a whole number from 1"),
            Queue = (int?)reader.Whole(fields.Find(LimitKeys.Queue), 0, int.MaxValue, "a queue's length", "a whole number from 0"),
            Algorithm = reader.Choice(fields.Find(LimitKeys.Algorithm), Algorithms, "an algorithm") is { } algorithm
                ? (LimitAlgorithm)Array.IndexOf(Algorithms, algorithm)
                : LimitAlgorithm.TokenBucket,
            Sharing = reader.Choice(fields.Find(LimitKeys.Per), Sharings, "what limits can be shared by") is { } sharing
                ? (LimitSharing)Array.IndexOf(Sharings, sharing)
                : LimitSharing.KeyAndModel,
            Name = reader.Text(fields.Find(LimitKeys.Name), "a name"),
        };
        if (settings.Queue is not null && settings.Concurrent is null && fields.Find(LimitKeys.Queue) is { } queue)
        {
            problems.Add(
                new ConfigurationProblem(queue.Location, queue.Path, "a queue without a limit that makes anybody wait") { Expected = "concurrent beside it" }
            );
        }

        return problems.Errors.Count > before ? null : settings;

        long? Count(ConfigurationKey key) => (long?)reader.Whole(fields.Find(key), 0, long.MaxValue, "a limit", "a whole number from 0");
    }
}
