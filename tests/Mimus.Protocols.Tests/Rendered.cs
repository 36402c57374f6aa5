using System.Buffers;
using System.Text;
using Mimus.Core.Model;
using Mimus.Core.Text;
using Mimus.Protocols.Framings;
using Mimus.Protocols.Json;

namespace Mimus.Protocols.Tests;

/// <summary>What a format writes, as text.</summary>
internal static class Rendered
{
    public static string Whole(WireFormat format, MockRequest request, MockReply reply, ulong seed = 1) =>
        Text(output => format.WriteReply(output, Some.Context(request, seed), reply));

    public static string Error(WireFormat format, ErrorReply error, string requestId = "req_1") =>
        Text(output => format.WriteError(output, error, requestId));

    public static string Stream(
        WireFormat format,
        MockRequest request,
        GeneratedReply reply,
        int? chunkSize = null,
        ulong seed = 1,
        Framing? framing = null
    ) =>
        Text(output =>
        {
            var writer = format.OpenStream(Some.Context(request, seed), reply);
            var frames = (framing ?? SseFraming.Instance).Open(output);
            var deltas = new DeltaSequence(reply, request.Sampling.Choices, chunkSize);
            while (deltas.MoveNext())
            {
                writer.Write(deltas.Current, frames);
            }
        });

    /// <summary>A stream of one text, in pieces cut elsewhere.</summary>
    public static string Stream(WireFormat format, MockRequest request, GeneratedReply reply, IEnumerable<string> pieces) =>
        Text(output =>
        {
            var writer = format.OpenStream(Some.Context(request), reply);
            var frames = SseFraming.Instance.Open(output);
            Write(DeltaKind.Start, null);
            Write(DeltaKind.ChoiceStart, null);
            Write(DeltaKind.PartStart, reply.Parts[0]);
            foreach (var piece in pieces)
            {
                Write(DeltaKind.Piece, reply.Parts[0], piece);
            }

            Write(DeltaKind.PartEnd, reply.Parts[0]);
            Write(DeltaKind.ChoiceEnd, null);
            Write(DeltaKind.End, null);

            void Write(DeltaKind kind, ReplyPart? part, string text = "") =>
                writer.Write(new ReplyDelta(kind, 0, 0, part, text.AsMemory()), frames);
        });

    /// <summary>The events of an error inside a stream.</summary>
    public static string StreamError(WireFormat format, MockRequest request, ErrorReply error) =>
        Text(output =>
        {
            var reply = new GeneratedReply(new ReplyText("Hi"));
            var writer = format.OpenStream(Some.Context(request), reply);
            var frames = SseFraming.Instance.Open(output);
            writer.Write(new ReplyDelta(DeltaKind.Start, 0, 0, null, default), frames);
            writer.WriteError(error, frames);
        });

    private static string Text(Action<ByteOutput> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var output = new ByteOutput(buffer);
        write(output);
        output.Commit();
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(buffer.WrittenSpan);
    }
}
