using Mimus.Core.Model;

namespace Mimus.Core.Text;

/// <summary>Lays an answer out as deltas, one at a time: nothing of the stream is held beyond the step at hand.</summary>
internal sealed class DeltaSequence(GeneratedReply reply, int choices, int? chunkSize)
{
    private DeltaKind _next = DeltaKind.Start;
    private int _choice;
    private int _index;
    private int _offset;

    /// <summary>The step at hand.</summary>
    public ReplyDelta Current { get; private set; }

    /// <summary>Goes on to the next step; false after the last.</summary>
    public bool MoveNext()
    {
        switch (_next)
        {
            case DeltaKind.Start:
                return Yield(DeltaKind.Start, null, DeltaKind.ChoiceStart);

            case DeltaKind.ChoiceStart:
                _index = 0;
                return Yield(DeltaKind.ChoiceStart, null, AfterPart(0));

            case DeltaKind.PartStart:
                _offset = 0;
                var opened = reply.Choice(_choice)[_index];
                return Yield(DeltaKind.PartStart, opened, opened.Content.Length > 0 ? DeltaKind.Piece : DeltaKind.PartEnd);

            case DeltaKind.Piece:
                return NextPiece();

            case DeltaKind.PartEnd:
                var closed = reply.Choice(_choice)[_index];
                Yield(DeltaKind.PartEnd, closed, AfterPart(_index + 1));
                _index++;
                return true;

            case DeltaKind.ChoiceEnd:
                Yield(DeltaKind.ChoiceEnd, null, _choice + 1 < choices ? DeltaKind.ChoiceStart : DeltaKind.End);
                _choice++;
                return true;

            case DeltaKind.End:
                _choice = choices - 1;
                Yield(DeltaKind.End, null, DeltaKind.End);
                _next = (DeltaKind)(-1);
                return true;

            default:
                return false;
        }
    }

    private DeltaKind AfterPart(int index) => index < reply.Choice(_choice).Count ? DeltaKind.PartStart : DeltaKind.ChoiceEnd;

    private bool Yield(DeltaKind kind, ReplyPart? part, DeltaKind next)
    {
        Current = new ReplyDelta(kind, _choice, _index, part, default);
        _next = next;
        return true;
    }

    private bool NextPiece()
    {
        var part = reply.Choice(_choice)[_index];
        var rest = part.Content.AsMemory(_offset);
        var length = chunkSize switch
        {
            { } size => TextSplitter.NextCharacters(rest.Span, size),
            null when part is ReplyToolCall => TextSplitter.NextArgumentPiece(rest.Span),
            null => TextSplitter.NextWord(rest.Span),
        };
        _offset += length;
        Current = new ReplyDelta(DeltaKind.Piece, _choice, _index, part, rest[..length]);
        _next = _offset < part.Content.Length ? DeltaKind.Piece : DeltaKind.PartEnd;
        return true;
    }
}
