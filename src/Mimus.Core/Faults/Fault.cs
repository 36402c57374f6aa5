namespace Mimus.Core.Faults;

/// <summary>One thing that goes wrong with one answer, on purpose. What is null is left at the kind's default.</summary>
/// <param name="Kind">What goes wrong.</param>
public sealed record Fault(FaultKind Kind)
{
    /// <summary>The place of a fault inside a stream: after so many deltas; null for the kind's default.</summary>
    public int? AfterDeltas { get; init; }

    /// <summary>The place of a fault inside an answer: after so many bytes of the body.</summary>
    public long? AfterBytes { get; init; }

    /// <summary>The place of a fault inside an answer: so long after the request's arrival.</summary>
    public TimeSpan? AfterTime { get; init; }

    /// <summary>How a connection ends; by reset by default.</summary>
    public CutManner? By { get; init; }

    /// <summary>How long a hang or stall lasts; null for ever, until the client leaves.</summary>
    public TimeSpan? For { get; init; }

    /// <summary>The time between two bytes of a drip, or between two keep-alive comments of a stall.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>True where a stall sends comments that keep the connection alive.</summary>
    public bool KeepAlive { get; init; }

    /// <summary>The HTTP status of an error.</summary>
    public int? Status { get; init; }

    /// <summary>The sentence of an error; null for the vendor's.</summary>
    public string? Message { get; init; }

    /// <summary>The vendor's type of an error.</summary>
    public string? Type { get; init; }

    /// <summary>The vendor's code of an error.</summary>
    public string? Code { get; init; }

    /// <summary>How long clients are told to wait before they try again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Where a redirect points, or the model or content type that is named wrongly.</summary>
    public string? Value { get; init; }

    /// <summary>When it happens; null for always.</summary>
    public FaultChoice? When { get; init; }

    /// <summary>The name under which its counters are kept and reports show it; null for its text.</summary>
    public string? Name { get; init; }

    /// <summary>As a rule or a header would write it: <c>cut; after=3; by=close</c>.</summary>
    public override string ToString() => FaultText.Of(this);
}

/// <summary>How a connection is ended in the middle of an answer.</summary>
public enum CutManner
{
    /// <summary>By a TCP reset.</summary>
    Reset,

    /// <summary>By closing the connection, so that the HTTP message is incomplete.</summary>
    Close,

    /// <summary>By ending the HTTP message as if it were complete; what the vendor sends last is missing.</summary>
    End,
}
