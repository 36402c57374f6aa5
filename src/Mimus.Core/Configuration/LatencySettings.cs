using Mimus.Core.Configuration.Documents;
using Mimus.Core.Latency;
using Mimus.Core.Model;
using Mimus.Core.Text;

namespace Mimus.Core.Configuration;

/// <summary>
/// Reads a latency, wherever it stands: the milliseconds between two pieces as the reference servers have it, the name of a profile, <c>off</c>, or
/// a mapping.
/// </summary>
internal sealed class LatencySettings(NodeReader reader, ConfigurationProblems problems, LatencyProfiles profiles)
{
    private const string Expected = "milliseconds from 0 to 86400000, or a duration such as 2s";

    private static readonly string[] s_off = ["off", "none"];

    /// <summary>The words for how waits scatter, in the order of <see cref="LatencySpread"/>.</summary>
    public static string[] Spreads { get; } = ["none", "uniform", "normal", "lognormal"];

    /// <summary>Nothing waits, whatever a wider layer says.</summary>
    public static Delivery Off { get; } = new() { Speed = double.PositiveInfinity };

    /// <summary>What it says; null where it is wrong, which is reported.</summary>
    public Delivery? Read(ConfigurationNode node)
    {
        if (node is ConfigurationMapping mapping)
        {
            return ReadMapping(mapping);
        }

        if (node is ConfigurationScalar { Kind: ScalarKind.Boolean, Boolean: false } or ConfigurationScalar { Kind: ScalarKind.Null })
        {
            return Off;
        }

        if (node is ConfigurationScalar { Kind: ScalarKind.String or ScalarKind.Untyped, Text: var text } && IsWord(text))
        {
            return s_off.Contains(text.Trim(), StringComparer.OrdinalIgnoreCase) ? Off : FindProfile(node, text.Trim(), "is not a latency", Expected + ", off, ")?.Delivery;
        }

        return reader.Duration(node, 1, "a latency", Expected + ", a profile's name, off, or a mapping such as { ttft: 200, tps: 50 }") is { } interval
            ? new Delivery { Interval = interval }
            : null;
    }

    /// <summary>How many times faster all is played; null where nothing is said, or it is wrong, which is reported.</summary>
    public double? ReadSpeed(ConfigurationNode? node)
    {
        if (node is ConfigurationScalar { Text: var text } && text.Trim().Equals("max", StringComparison.OrdinalIgnoreCase))
        {
            return double.PositiveInfinity;
        }

        return reader.Number(node, 0.001, 1_000_000, "a speed", "a number from 0.001 to 1000000, or max");
    }

    /// <summary>The profile that a node names; null where nothing is said, or there is none of that name, which is reported.</summary>
    public LatencyProfile? ReadProfile(ConfigurationNode? node) =>
        reader.Text(node, "a profile's name, such as gpt-4o") is { } name ? FindProfile(node!, name.Trim(), "is not a profile", "") : null;

    private Delivery? ReadMapping(ConfigurationMapping mapping)
    {
        var before = problems.Errors.Count;
        var fields = MappingFields.Of(mapping, LatencyKeys.All, problems);
        var perToken = Time(LatencyKeys.PerToken);
        var delivery = new Delivery
        {
            TimeToFirstToken = Time(LatencyKeys.TimeToFirstToken),
            Interval = Time(LatencyKeys.Interval),
            TokensPerSecond = ReadRate(fields, perToken),
            Spread = reader.Choice(fields.Find(LatencyKeys.Spread), Spreads, "a spread") is { } spread
                ? (LatencySpread)Array.IndexOf(Spreads, spread)
                : null,
            Deviation = reader.Number(fields.Find(LatencyKeys.Deviation), 0, 1, "a deviation", "a share of the wait from 0 to 1"),
            Prefill = Time(LatencyKeys.Prefill),
            CachedPrefill = Time(LatencyKeys.CachedPrefill),
            LoadFactor = reader.Number(fields.Find(LatencyKeys.Load), 0, 1_000, "a load factor", "a number from 0; 0.02 is two in a hundred"),
            Batch = ReadBatch(fields.Find(LatencyKeys.Batch)),
            Speed = ReadSpeed(fields.Find(LatencyKeys.Speed)),
        };
        var profile = ReadProfile(fields.Find(LatencyKeys.Profile));
        return problems.Errors.Count > before ? null : delivery.Over(profile?.Delivery);

        TimeSpan? Time(ConfigurationKey key) => reader.Duration(fields.Find(key), 1, "a time", Expected);
    }

    private double? ReadRate(MappingFields fields, TimeSpan? perToken)
    {
        var node = fields.Find(LatencyKeys.TokensPerSecond);
        if (node is not null && fields.Find(LatencyKeys.PerToken) is { } other)
        {
            Report(other, "ms-per-token says the same as tps in another way", "one of the two");
        }

        return perToken switch
        {
            null => reader.Number(node, 0.001, 1_000_000_000, "a number of tokens a second", "a number greater than 0"),
            { Ticks: 0 } => 1_000_000_000,
            { } time => 1 / time.TotalSeconds,
        };
    }

    private BatchLimits? ReadBatch(ConfigurationNode? node)
    {
        if (node is null)
        {
            return null;
        }

        if (node is not ConfigurationMapping mapping)
        {
            return Count(node) is { } simple ? new BatchLimits(simple, simple, 100) : null;
        }

        var fields = MappingFields.Of(mapping, LatencyKeys.BatchParts, problems);
        if (fields.Find(LatencyKeys.BatchMaximum) is not { } most)
        {
            Report(mapping, "the batch has no max", "how many answers are made at once, as in { max: 8, knee: 4, queue: 100 }");
            return null;
        }

        var maximum = Count(most) ?? 1;
        return new BatchLimits(
            maximum,
            Count(fields.Find(LatencyKeys.BatchKnee)) ?? maximum,
            (int?)reader.Whole(fields.Find(LatencyKeys.BatchQueue), 0, int.MaxValue, "a queue's length", "a whole number from 0") ?? 100
        );
    }

    private int? Count(ConfigurationNode? node) => (int?)reader.Whole(node, 1, int.MaxValue, "a number of answers", "a whole number from 1");

    private LatencyProfile? FindProfile(ConfigurationNode node, string name, string reason, string others)
    {
        if (profiles.Find(name) is { } profile)
        {
            return profile;
        }

        var names = profiles.All.Select(known => known.Name).ToList();
        var known = $"one of the profiles {string.Join(", ", names)}";
        reader.Reject(node, reason, others.Length > 0 ? $"{others}or {known}" : known, NearestName.Find(name, names));
        return null;
    }

    // Names begin with a letter and hold more than a unit; durations begin with a digit.
    private static bool IsWord(string text) => text.AsSpan().Trim() is [var first, ..] && char.IsAsciiLetter(first) && first is not 'P';

    private void Report(ConfigurationNode node, string sentence, string expected) =>
        problems.Add(new ConfigurationProblem(node.Location, node.Path, sentence) { Expected = expected });
}
