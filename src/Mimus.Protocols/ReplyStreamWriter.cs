using Mimus.Core.Model;
using Mimus.Core.Text;
using Mimus.Protocols.Framings;

namespace Mimus.Protocols;

/// <summary>Turns the deltas of one streamed reply into frames: none, one or several for each delta.</summary>
internal abstract class ReplyStreamWriter
{
    public abstract void Write(in ReplyDelta delta, FrameWriter frames);

    /// <summary>Writes the vendor's own event for an error inside a stream; nothing may be written behind it.</summary>
    public abstract void WriteError(ErrorReply error, FrameWriter frames);
}
