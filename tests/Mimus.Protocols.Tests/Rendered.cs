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

    private static string Text(Action<ByteOutput> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var output = new ByteOutput(buffer);
        write(output);
        output.Commit();
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(buffer.WrittenSpan);
    }
}
