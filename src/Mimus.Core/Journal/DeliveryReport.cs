namespace Mimus.Core.Journal;

/// <summary>How the delivery of an answer ended.</summary>
public enum DeliveryOutcome
{
    /// <summary>All of it was sent.</summary>
    Completed,

    /// <summary>A fault ended it early.</summary>
    Cut,

    /// <summary>The client left before its end.</summary>
    ClientLeft,

    /// <summary>Mimus itself failed.</summary>
    Failed,
}

/// <summary>How the delivery of an answer ended, and when.</summary>
/// <param name="Outcome">How.</param>
/// <param name="After">When, from the request's arrival, by the server's clock.</param>
/// <param name="Status">The HTTP status that was sent; 0 where the answer had not begun.</param>
/// <param name="Deltas">How many pieces of a stream were sent.</param>
public sealed record DeliveryReport(DeliveryOutcome Outcome, TimeSpan After, int Status, int Deltas);
