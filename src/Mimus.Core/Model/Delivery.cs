namespace Mimus.Core.Model;

/// <summary>How a reply is sent: data for the pump, never an action.</summary>
public sealed record Delivery
{
    /// <summary>At once, word by word.</summary>
    public static Delivery Immediate { get; } = new();

    /// <summary>The wait before a stream's first piece; none by default.</summary>
    public TimeSpan TimeToFirstToken { get; init; }

    /// <summary>The time between two pieces of a stream, on a schedule fixed at its start; none by default.</summary>
    public TimeSpan Interval { get; init; }

    /// <summary>
    /// How many characters a piece has, never cutting what a reader sees as one; 0 sends each text in one piece, null word by word.
    /// </summary>
    public int? ChunkSize { get; init; }
}
