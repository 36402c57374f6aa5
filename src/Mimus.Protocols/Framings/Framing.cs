using Mimus.Protocols.Json;

namespace Mimus.Protocols.Framings;

/// <summary>The envelope of a stream's payloads. The route chooses it, not the format.</summary>
internal abstract class Framing
{
    /// <summary>The stream's content type.</summary>
    public abstract string ContentType { get; }

    /// <summary>Opens the writer of one stream.</summary>
    public abstract FrameWriter Open(ByteOutput output);
}

/// <summary>Writes the frames of one stream.</summary>
internal abstract class FrameWriter(ByteOutput output)
{
    /// <summary>Where the payload goes between <see cref="Begin"/> and <see cref="End"/>.</summary>
    public ByteOutput Output { get; } = output;

    /// <summary>Begins a frame.</summary>
    /// <param name="eventName">The event's name; empty for none.</param>
    public abstract void Begin(ReadOnlySpan<byte> eventName);

    /// <summary>Ends the frame.</summary>
    public abstract void End();
}
