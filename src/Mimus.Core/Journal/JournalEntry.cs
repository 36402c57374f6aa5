using Mimus.Core.Model;

namespace Mimus.Core.Journal;

/// <summary>A request as it was received.</summary>
/// <param name="Number">Its number since the server started, from 1.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path without the query.</param>
/// <param name="Body">The body, decompressed but otherwise byte for byte; empty where there was none.</param>
/// <param name="ReceivedAt">When it arrived.</param>
/// <param name="Scope">The test's own world that it belongs to; null for the common one.</param>
public sealed record JournalEntry(
    long Number,
    string Method,
    string Path,
    ReadOnlyMemory<byte> Body,
    DateTimeOffset ReceivedAt,
    string? Scope = null
)
{
    /// <summary>The request as a format read it; null where it could not be read, and where the server does not keep it.</summary>
    public MockRequest? Request { get; internal set; }

    /// <summary>The strategy that answered; null where none did, because the request was turned away before.</summary>
    public string? AnsweredBy { get; internal set; }

    /// <summary>The rule that answered; null where none did.</summary>
    public string? MatchedRule { get; internal set; }

    /// <summary>The fault that was put into the answer, as a rule would write it; null where none was.</summary>
    public string? Fault { get; internal set; }

    /// <summary>How the delivery of the answer ended; null while it goes on.</summary>
    public DeliveryReport? Delivery { get; internal set; }
}
