namespace Mimus.Core.Journal;

/// <summary>A block of memory that holds the bodies of many requests; it is used again when the last of them is forgotten.</summary>
internal sealed class BodySlab
{
    /// <summary>Below the size from which an array counts as a large object: while the journal fills, those bring on whole collections.</summary>
    public const int Size = 64 * 1024;

    private readonly byte[] _bytes = new byte[Size];
    private int _used;
    private int _bodies;
    private bool _isSeen;

    /// <summary>True where no body in it is kept any more, and nobody has been shown one.</summary>
    public bool IsFree => _bodies == 0 && !_isSeen;

    /// <summary>Copies a body, where there is room.</summary>
    public bool TryKeep(ReadOnlySpan<byte> body, out ReadOnlyMemory<byte> kept)
    {
        if (body.Length > Size - _used)
        {
            kept = default;
            return false;
        }

        var room = _bytes.AsMemory(_used, body.Length);
        body.CopyTo(room.Span);
        _used += body.Length;
        _bodies++;
        kept = room;
        return true;
    }

    /// <summary>Notes that somebody looks at a body, for how long nobody knows: the block is never written again.</summary>
    public void Show() => _isSeen = true;

    /// <summary>Forgets one body.</summary>
    public void Forget() => _bodies--;

    /// <summary>Begins anew.</summary>
    public void Reset() => _used = 0;
}
