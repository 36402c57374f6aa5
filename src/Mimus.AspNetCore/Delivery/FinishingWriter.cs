using Mimus.Core.Model;
using Mimus.Core.Pipeline;
using Mimus.Core.Text;
using Mimus.Protocols;
using Mimus.Protocols.Framings;

namespace Mimus.AspNetCore.Delivery;

/// <summary>Tells an exchange that its answer is about to be complete, before the stream's last event can be seen.</summary>
internal sealed class FinishingWriter(ReplyStreamWriter writer, MockExchange exchange) : ReplyStreamWriter
{
    public override void Write(in ReplyDelta delta, FrameWriter frames)
    {
        if (delta.Kind == DeltaKind.End)
        {
            exchange.Finish();
        }

        writer.Write(delta, frames);
    }

    public override void WriteError(ErrorReply error, FrameWriter frames)
    {
        exchange.Finish();
        writer.WriteError(error, frames);
    }
}
