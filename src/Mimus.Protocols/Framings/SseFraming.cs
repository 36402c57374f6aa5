using Mimus.Protocols.Json;

namespace Mimus.Protocols.Framings;

/// <summary>Server-sent events: <c>event:</c> where there is a name, one <c>data:</c> line, an empty line; LF line ends.</summary>
internal sealed class SseFraming : Framing
{
    public static SseFraming Instance { get; } = new();

    public override string ContentType => "text/event-stream; charset=utf-8";

    public override FrameWriter Open(ByteOutput output) => new Writer(output);

    private sealed class Writer(ByteOutput output) : FrameWriter(output)
    {
        public override void Begin(ReadOnlySpan<byte> eventName)
        {
            if (!eventName.IsEmpty)
            {
                Output.Write("event: "u8);
                Output.Write(eventName);
                Output.Write("\n"u8);
            }

            Output.Write("data: "u8);
        }

        public override void End() => Output.Write("\n\n"u8);
    }
}
