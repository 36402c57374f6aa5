namespace Mimus.Core.Journal;

/// <summary>Keeps bodies in blocks that are used again, so that a full journal is no work for the garbage collector. Its owner makes one call at a time.</summary>
internal sealed class BodyStore
{
    // A longer one stays the array that it is: to copy it costs more than to keep it.
    private const int LongestCopied = 8 * 1024;

    // Bodies come and go in the same order: what is forgotten at one end is needed at the other.
    private const int MostSpare = 4;

    private readonly Stack<BodySlab> _spare = new();
    private BodySlab? _current;

    /// <summary>Keeps a body; the slab is null where the body stays where it is.</summary>
    public (ReadOnlyMemory<byte> Body, BodySlab? Slab) Keep(ReadOnlyMemory<byte> body)
    {
        if (body.Length is 0 or > LongestCopied)
        {
            return (body, null);
        }

        _current ??= Next();
        if (!_current.TryKeep(body.Span, out var kept))
        {
            var full = _current;
            _current = Next();
            _current.TryKeep(body.Span, out kept);
            Offer(full);
        }

        return (kept, _current);
    }

    /// <summary>Forgets a body.</summary>
    public void Forget(BodySlab? slab)
    {
        if (slab is not null)
        {
            slab.Forget();
            if (slab != _current)
            {
                Offer(slab);
            }
        }
    }

    /// <summary>Forgets everything, the blocks too.</summary>
    public void Clear()
    {
        _spare.Clear();
        _current = null;
    }

    private BodySlab Next() => _spare.TryPop(out var spare) ? spare : new BodySlab();

    private void Offer(BodySlab slab)
    {
        if (slab.IsFree && _spare.Count < MostSpare)
        {
            slab.Reset();
            _spare.Push(slab);
        }
    }
}
