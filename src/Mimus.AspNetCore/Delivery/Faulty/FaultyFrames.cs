using System.Buffers;
using Mimus.Core.Faults;
using Mimus.Core.Text;
using Mimus.Protocols;
using Mimus.Protocols.Framings;
using Mimus.Protocols.Json;

namespace Mimus.AspNetCore.Delivery.Faulty;

/// <summary>Changes what the events of a stream look like: one comes twice, one is missing, two change places, one is no JSON, and so on.</summary>
internal sealed class FaultyFrames : FrameWriter
{
    private readonly Fault _fault;
    private readonly ByteOutput _real;
    private readonly ArrayBufferWriter<byte> _frame;
    private readonly FrameWriter _inner;
    private byte[]? _held;
    private bool _isDone;

    private FaultyFrames(Fault fault, ByteOutput real, ArrayBufferWriter<byte> frame, FrameWriter inner)
        : base(inner.Output) => (_fault, _real, _frame, _inner) = (fault, real, frame, inner);

    /// <summary>How many pieces the stream has had.</summary>
    public int Pieces { get; set; }

    /// <summary>True for the stream's very last step.</summary>
    public bool IsEnd { get; set; }

    /// <summary>True for kinds that change events.</summary>
    public static bool Changes(FaultKind kind) =>
        kind
            is FaultKind.DuplicateEvent
                or FaultKind.MissingEvent
                or FaultKind.ReorderedEvents
                or FaultKind.InvalidEvent
                or FaultKind.InvalidJson
                or FaultKind.TruncatedJson
                or FaultKind.NoTerminator
                or FaultKind.CarriageReturns
                or FaultKind.Comments;

    /// <summary>Opens the frames of a stream.</summary>
    public static FaultyFrames Open(Fault fault, Framing framing, ByteOutput real)
    {
        var frame = new ArrayBufferWriter<byte>(1024);
        return new FaultyFrames(fault, real, frame, framing.Open(new ByteOutput(frame)));
    }

    public override void Begin(ReadOnlySpan<byte> eventName) => _inner.Begin(eventName);

    public override void End()
    {
        _inner.End();
        Output.Commit();
        Pass(_frame.WrittenSpan);
        _frame.ResetWrittenCount();
    }

    /// <summary>Sends what is still held back; what ends the stream is left out where that is the fault.</summary>
    public void Finish()
    {
        if (_held is { } held && _fault.Kind != FaultKind.NoTerminator)
        {
            _real.Write(held);
        }

        _held = null;
    }

    private void Pass(ReadOnlySpan<byte> frame)
    {
        switch (_fault.Kind)
        {
            case FaultKind.NoTerminator:
                // What was held was not the last.
                _real.Write(_held);
                _held = IsEnd ? frame.ToArray() : null;
                if (!IsEnd)
                {
                    _real.Write(frame);
                }

                break;
            case FaultKind.CarriageReturns:
                WriteWithCarriageReturns(frame);
                break;
            case FaultKind.Comments:
                _real.Write(": a comment that means nothing\n\n: another\n"u8);
                _real.Write(frame);
                _real.Write("\n\n"u8);
                break;
            case FaultKind.DuplicateEvent when IsTurn():
                _real.Write(frame);
                _real.Write(frame);
                break;
            case FaultKind.MissingEvent when IsTurn():
                break;
            case FaultKind.ReorderedEvents when _held is { } held:
                _real.Write(frame);
                _real.Write(held);
                _held = null;
                break;
            case FaultKind.ReorderedEvents when IsTurn():
                _held = frame.ToArray();
                break;
            case FaultKind.InvalidEvent or FaultKind.InvalidJson when IsTurn():
                WriteBroken(frame, "data: {\"broken\": tru, not json}\n\n"u8);
                break;
            case FaultKind.TruncatedJson when IsTurn():
                WriteBroken(frame, default);
                break;
            default:
                _real.Write(frame);
                break;
        }
    }

    // The first event behind so many pieces; by default the first of all that belongs to a piece.
    private bool IsTurn()
    {
        if (_isDone || Pieces < (_fault.AfterDeltas ?? 1))
        {
            return false;
        }

        _isDone = true;
        return true;
    }

    // The event's name stays; its data is something else, or ends in the middle.
    private void WriteBroken(ReadOnlySpan<byte> frame, ReadOnlySpan<byte> data)
    {
        var start = Math.Max(0, frame.IndexOf("data: "u8));
        _real.Write(frame[..start]);
        if (!data.IsEmpty)
        {
            _real.Write(data);
            return;
        }

        _real.Write(frame[start..(start + ((frame.Length - start) / 2))]);
        _real.Write("\n\n"u8);
    }

    private void WriteWithCarriageReturns(ReadOnlySpan<byte> frame)
    {
        while (frame.IndexOf((byte)'\n') is >= 0 and var end)
        {
            _real.Write(frame[..end]);
            _real.Write("\r\n"u8);
            frame = frame[(end + 1)..];
        }

        _real.Write(frame);
    }
}

/// <summary>Tells the frames where in the stream they are.</summary>
internal sealed class FaultyWriter(ReplyStreamWriter writer, FaultyFrames faulty) : ReplyStreamWriter
{
    public override void Write(in ReplyDelta delta, FrameWriter frames)
    {
        faulty.Pieces += delta.Kind == DeltaKind.Piece ? 1 : 0;
        faulty.IsEnd = delta.Kind == DeltaKind.End;
        writer.Write(delta, frames);
        if (faulty.IsEnd)
        {
            faulty.Finish();
        }
    }

    public override void WriteError(Mimus.Core.Model.ErrorReply error, FrameWriter frames) => writer.WriteError(error, frames);
}
