using Mimus.Core.Configuration.Schemas;
using Mimus.Core.Faults;

namespace Mimus.Core.Configuration;

/// <summary>The keys of a fault, the same in files, headers, flags and requests to a running server.</summary>
internal static class FaultKeys
{
    public static ConfigurationKey Kind { get; } = new("fault", "kind") { Shape = ValueShape.Choice(FaultKinds.Names), Summary = "What goes wrong" };

    public static ConfigurationKey After { get; } =
        new("after")
        {
            Shape = ValueShape.Either(ValueShape.Whole(0, int.MaxValue), ValueShape.Text),
            Summary = "Where: after so many deltas (3), bytes ('200 bytes') or a time ('500ms')",
        };

    public static ConfigurationKey By { get; } =
        new("by") { Shape = ValueShape.Choice("reset", "close", "end"), Summary = "How a connection ends: by reset, by closing it, or as if all were said" };

    public static ConfigurationKey For { get; } = new("for") { Shape = ValueShape.Duration, Summary = "How long; for ever by default" };

    public static ConfigurationKey Interval { get; } =
        new("interval") { Shape = ValueShape.Duration, Summary = "The time between two bytes of a drip, or two comments of a stall" };

    public static ConfigurationKey KeepAlive { get; } =
        new("keep-alive") { Shape = ValueShape.Flag, Summary = "Whether a stall sends comments that keep the connection alive" };

    public static ConfigurationKey Status { get; } = new("status") { Shape = ValueShape.Whole(200, 599), Summary = "The HTTP status" };

    public static ConfigurationKey Message { get; } = new("message") { Shape = ValueShape.Text, Summary = "The sentence of an error or a refusal" };

    public static ConfigurationKey Type { get; } = new("type") { Shape = ValueShape.Text, Summary = "The vendor's error type" };

    public static ConfigurationKey Code { get; } = new("code") { Shape = ValueShape.Text, Summary = "The vendor's error code" };

    public static ConfigurationKey RetryAfter { get; } =
        new("retry-after") { Shape = ValueShape.Duration, Summary = "The seconds after which the client is told to try again" };

    public static ConfigurationKey Value { get; } =
        new("value", "location", "content-type", "model") { Shape = ValueShape.Text, Summary = "Where a redirect points; the wrong content type or model" };

    public static ConfigurationKey Name { get; } = new("name") { Shape = ValueShape.Text, Summary = "What counters and reports call it" };

    public static ConfigurationKey Rate { get; } = new("rate") { Shape = ValueShape.Number(0), Summary = "By chance: 0 is never, 1 always" };

    public static ConfigurationKey First { get; } = new("first") { Shape = ValueShape.Whole(1, int.MaxValue), Summary = "To the first so many requests only" };

    public static ConfigurationKey Every { get; } = new("every") { Shape = ValueShape.Whole(1, int.MaxValue), Summary = "To each so manieth request" };

    public static ConfigurationKey Budget { get; } = new("budget") { Shape = ValueShape.Text, Summary = "'3 of 100': to exactly so many of the next" };

    public static ConfigurationKey Times { get; } = new("times") { Shape = ValueShape.Whole(1, int.MaxValue), Summary = "So often at most" };

    public static ConfigurationKey From { get; } = new("from") { Shape = ValueShape.Duration, Summary = "From so long after the start, by the mock's clock" };

    public static ConfigurationKey To { get; } = new("to", "until") { Shape = ValueShape.Duration, Summary = "Until so long after the start" };

    public static ConfigurationKey BurstEvery { get; } = new("burst-every") { Shape = ValueShape.Duration, Summary = "In bursts that begin this often" };

    public static ConfigurationKey BurstFor { get; } = new("burst-for") { Shape = ValueShape.Duration, Summary = "How long a burst lasts" };

    public static ConfigurationKey Models { get; } =
        new("models")
        {
            Shape = ValueShape.Either(ValueShape.Text, ValueShape.ListOf(ValueShape.Text)),
            Summary = "Only to requests for these models; * stands for anything",
        };

    /// <summary>The keys that say when.</summary>
    public static IReadOnlyList<ConfigurationKey> Choice { get; } =
        [Rate, First, Every, Budget, Times, From, To, BurstEvery, BurstFor, Models];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ConfigurationKey> All { get; } =
    [
        Kind, After, By, For, Interval, KeepAlive, Status, Message, Type, Code, RetryAfter, Value, Name, .. Choice,
    ];

    /// <summary>What a fault looks like: its short form, or a mapping.</summary>
    public static ValueShape Shape { get; } = ValueShape.Named("fault");

    /// <summary>The keys that one kind takes, besides its name and when it happens.</summary>
    public static IReadOnlyList<ConfigurationKey> Of(FaultKind kind) =>
        kind switch
        {
            FaultKind.Error => [Status, Message, Type, Code, RetryAfter],
            FaultKind.RateLimit or FaultKind.Overloaded => [RetryAfter],
            FaultKind.Hang => [For],
            FaultKind.Drip => [Interval],
            FaultKind.ContentType => [Value],
            FaultKind.Html or FaultKind.Empty => [Status],
            FaultKind.Redirect => [Status, Value],
            FaultKind.Cut => [After, By],
            FaultKind.Stall => [After, For, Interval, KeepAlive],
            FaultKind.ErrorEvent => [After, Status, Message, Type, Code],
            FaultKind.CutCharacter => [After, By],
            FaultKind.DuplicateEvent or FaultKind.MissingEvent or FaultKind.ReorderedEvents or FaultKind.InvalidEvent => [After],
            FaultKind.LengthLimit or FaultKind.Repetition or FaultKind.ContentFilter => [After],
            FaultKind.Refusal => [Message],
            FaultKind.WrongModel => [Value],
            _ => [],
        };
}
