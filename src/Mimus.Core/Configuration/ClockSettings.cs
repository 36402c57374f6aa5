using Mimus.Core.Configuration.Documents;
using Mimus.Core.Configuration.Schemas;
using Mimus.Core.Time;

namespace Mimus.Core.Configuration;

/// <summary>What is done to a clock, in this order: frozen or let go, set to a time, made faster, moved on.</summary>
internal sealed record ClockSettings
{
    private const double FarthestMilliseconds = 3652 * 86_400_000.0;

    private static readonly ConfigurationKey s_now = new("now") { Shape = ValueShape.Text };
    private static readonly ConfigurationKey s_freeze = new("freeze", "frozen") { Shape = ValueShape.Flag };
    private static readonly ConfigurationKey s_speed = new("speed") { Shape = ValueShape.Text };
    private static readonly ConfigurationKey s_advance = new("advance") { Shape = ValueShape.Duration };
    private static readonly ConfigurationKey s_pending = new("when-pending") { Shape = ValueShape.Whole(1) };

    /// <summary>The time of day to show.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>True to stand still, false to go.</summary>
    public bool? Freeze { get; init; }

    /// <summary>How many times faster than real time to go.</summary>
    public double? Speed { get; init; }

    /// <summary>How far to move on.</summary>
    public TimeSpan? Advance { get; init; }

    /// <summary>How many waits must be there before anything is done.</summary>
    public int? WhenPending { get; init; }

    /// <summary>Reads them from a mapping; null where something is wrong, which is reported.</summary>
    public static ClockSettings? Read(ConfigurationNode node, NodeReader reader, ConfigurationProblems problems)
    {
        if (reader.Mapping(node, "a mapping with freeze, advance, speed or now") is not { } mapping)
        {
            return null;
        }

        var fields = MappingFields.Of(mapping, [s_now, s_freeze, s_speed, s_advance, s_pending], problems);
        if (mapping.Entries.Count == 0)
        {
            problems.Add(
                new ConfigurationProblem(node.Location, "", "the body says nothing to do")
                {
                    Expected = "freeze, advance, speed or now, as in {\"advance\": \"PT5S\"}; DELETE lets the clock go as it did",
                }
            );
        }

        return new ClockSettings
        {
            Now = reader.Time(fields.Find(s_now)),
            Freeze = reader.Flag(fields.Find(s_freeze)),
            Speed = reader.Number(
                fields.Find(s_speed),
                MimusClock.SlowestSpeed,
                MimusClock.FastestSpeed,
                "a speed",
                "how many times faster than real time, from 0.001 to 1000000"
            ),
            Advance = reader.Duration(
                fields.Find(s_advance),
                unitMilliseconds: 1,
                "a time to move on",
                "milliseconds, or a text such as PT5S, 5s or 1h, up to ten years",
                FarthestMilliseconds
            ),
            WhenPending = (int?)reader.Whole(fields.Find(s_pending), 1, 1_000_000, "a number of waits", "a whole number from 1"),
        };
    }

    /// <summary>Does it.</summary>
    public void ApplyTo(MimusClock clock)
    {
        switch (Freeze)
        {
            case true:
                clock.Freeze();
                break;
            case false:
                clock.Resume();
                break;
            default:
                break;
        }

        if (Now is { } now)
        {
            clock.SetUtcNow(now);
        }

        if (Speed is { } speed)
        {
            clock.SetSpeed(speed);
        }

        if (Advance is { } by)
        {
            clock.Advance(by);
        }
    }
}
