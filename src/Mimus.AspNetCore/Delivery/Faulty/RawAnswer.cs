using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Mimus.Core.Faults;

namespace Mimus.AspNetCore.Delivery.Faulty;

/// <summary>
/// An answer that is written to the socket byte by byte as it is to be on the wire: the head, and a body that may break off anywhere. To the pump it
/// is a pipe; it says that it is complete when no more is wanted.
/// </summary>
internal sealed class RawAnswer(FaultySocket socket, HttpContext context, DateTimeOffset now, Fault fault, bool isStream, Action onCut) : PipeWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new(16 * 1024);
    private bool _hasHead;
    private bool _hasSplit;

    /// <summary>How many bytes of the body have been sent.</summary>
    public long Sent { get; private set; }

    /// <summary>True where the answer has broken off as it was to.</summary>
    public bool IsCut { get; private set; }

    private bool IsChunked => isStream;

    private bool BreaksOff => fault.Kind is FaultKind.Cut or FaultKind.CutCharacter && fault.By != CutManner.End;

    private bool IsByteByByte => fault.Kind == FaultKind.OneBytePackets;

    public override void Advance(int bytes) => _buffer.Advance(bytes);

    public override Memory<byte> GetMemory(int sizeHint = 0) => _buffer.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _buffer.GetSpan(sizeHint);

    public override void CancelPendingFlush() { }

    public override void Complete(Exception? exception = null) { }

    public override async ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        // All in one packet: nothing goes before the end.
        if (fault.Kind != FaultKind.OnePacket)
        {
            await SendBodyAsync(cancellationToken).ConfigureAwait(false);
        }

        return new FlushResult(isCanceled: false, isCompleted: IsCut);
    }

    /// <summary>Sends what is left, and what ends a body.</summary>
    public async ValueTask EndAsync(CancellationToken cancellation)
    {
        await SendBodyAsync(cancellation).ConfigureAwait(false);
        if (!IsCut && IsChunked)
        {
            await socket.SendAsync("0\r\n\r\n"u8.ToArray(), cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Breaks off: as if all were said, or in the middle of the message.</summary>
    public async ValueTask CutAsync(CutManner manner, CancellationToken cancellation)
    {
        await SendHeadAsync(cancellation).ConfigureAwait(false);
        IsCut = true;
        if (manner == CutManner.Reset)
        {
            await socket.ResetAsync().ConfigureAwait(false);
            return;
        }

        if (manner == CutManner.End && IsChunked)
        {
            await socket.SendAsync("0\r\n\r\n"u8.ToArray(), cancellation).ConfigureAwait(false);
        }

        await socket.CloseAsync().ConfigureAwait(false);
    }

    /// <summary>Sends the head, if it is not there yet: bit by bit where the fault is a drip.</summary>
    public async ValueTask SendHeadAsync(CancellationToken cancellation, Func<int, ValueTask>? drip = null)
    {
        if (_hasHead)
        {
            return;
        }

        _hasHead = true;
        socket.SendAtOnce();
        var head = Head();
        if (drip is null)
        {
            await socket.SendAsync(head, cancellation).ConfigureAwait(false);
            return;
        }

        for (var index = 0; index < head.Length; index++)
        {
            await drip(index).ConfigureAwait(false);
            await socket.SendAsync(head.AsMemory(index, 1), cancellation).ConfigureAwait(false);
        }
    }

    private async ValueTask SendBodyAsync(CancellationToken cancellation)
    {
        await SendHeadAsync(cancellation).ConfigureAwait(false);
        var bytes = _buffer.WrittenMemory;
        if (fault is { Kind: FaultKind.Cut, AfterBytes: { } limit } && Sent + bytes.Length >= limit)
        {
            bytes = bytes[..(int)(limit - Sent)];
            IsCut = true;
            onCut();
        }

        if (!bytes.IsEmpty)
        {
            await SendPiecesAsync(bytes, cancellation).ConfigureAwait(false);
            Sent += bytes.Length;
        }

        _buffer.ResetWrittenCount();
    }

    private async ValueTask SendPiecesAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        if (fault.Kind == FaultKind.SplitCharacter && InsideCharacter(bytes.Span) is > 0 and var split)
        {
            _hasSplit = true;
            await SendChunkAsync(bytes[..split], cancellation).ConfigureAwait(false);
            await Task.Yield();
            bytes = bytes[split..];
        }

        if (!IsByteByByte)
        {
            await SendChunkAsync(bytes, cancellation).ConfigureAwait(false);
            return;
        }

        for (var index = 0; index < bytes.Length; index++)
        {
            await SendChunkAsync(bytes.Slice(index, 1), cancellation).ConfigureAwait(false);
        }
    }

    private async ValueTask SendChunkAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        if (!IsChunked)
        {
            await socket.SendAsync(bytes, cancellation).ConfigureAwait(false);
            return;
        }

        var size = Encoding.ASCII.GetBytes(bytes.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n");
        var chunk = ArrayPool<byte>.Shared.Rent(size.Length + bytes.Length + 2);
        size.CopyTo(chunk, 0);
        bytes.Span.CopyTo(chunk.AsSpan(size.Length));
        "\r\n"u8.CopyTo(chunk.AsSpan(size.Length + bytes.Length));
        await socket.SendAsync(chunk.AsMemory(0, size.Length + bytes.Length + 2), cancellation).ConfigureAwait(false);
        ArrayPool<byte>.Shared.Return(chunk);
    }

    // Where the first character of several bytes has its second one; 0 where there is none.
    private int InsideCharacter(ReadOnlySpan<byte> bytes) => _hasSplit ? 0 : bytes.IndexOfAnyInRange((byte)0xC0, (byte)0xFF) + 1;

    private byte[] Head()
    {
        var response = context.Response;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {response.StatusCode} {ReasonPhrases.GetReasonPhrase(response.StatusCode)}\r\n");
        foreach (var (name, values) in response.Headers)
        {
            foreach (var value in values)
            {
                text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
            }
        }

        if (!response.Headers.ContainsKey("date"))
        {
            text.Append("Date: ").Append(now.ToString("r", CultureInfo.InvariantCulture)).Append("\r\n");
        }

        text.Append(IsChunked ? "Transfer-Encoding: chunked\r\n" : "");

        // A server that dies does not say so before: and clients that were told of a close take a missing end for a good one (measured: Node's fetch).
        text.Append(BreaksOff ? "\r\n" : "Connection: close\r\n\r\n");
        return Encoding.Latin1.GetBytes(text.ToString());
    }
}
