namespace Mimus.Core.Journal;

/// <summary>The last requests, bounded by their count and by the bytes of their bodies; the oldest make room for the newest.</summary>
public sealed class RequestJournal
{
    // What an entry costs beside its body, so that a flood of empty requests is bounded too.
    private const int EntryOverhead = 128;
    private const int FirstCapacity = 64;

    private readonly Lock _lock = new();
    private readonly BodyStore _bodies = new();
    private readonly int _maximumCount;
    private readonly long _maximumBytes;

    // A ring: the oldest stands at _oldest, and numbers rise from there.
    private JournalSlot[] _slots = [];
    private int _oldest;
    private int _count;
    private long _bytes;
    private long _dropped;
    private long _number;

    internal RequestJournal(int maximumCount, long maximumBytes)
    {
        _maximumCount = maximumCount;
        _maximumBytes = maximumBytes;
    }

    /// <summary>How many requests have made room for newer ones since the journal was last cleared.</summary>
    public long DroppedCount
    {
        get
        {
            lock (_lock)
            {
                return _dropped;
            }
        }
    }

    /// <summary>The requests kept, oldest first.</summary>
    public IReadOnlyList<JournalEntry> Entries
    {
        get
        {
            lock (_lock)
            {
                var entries = new JournalEntry[_count];
                for (var index = 0; index < entries.Length; index++)
                {
                    entries[index] = SlotAt(index).Show();
                }

                return entries;
            }
        }
    }

    /// <summary>The requests kept of one scope, oldest first.</summary>
    public IReadOnlyList<JournalEntry> Of(string scope)
    {
        lock (_lock)
        {
            var entries = new List<JournalEntry>();
            for (var index = 0; index < _count; index++)
            {
                ref var slot = ref SlotAt(index);
                if (slot.Scope == scope)
                {
                    entries.Add(slot.Show());
                }
            }

            return entries;
        }
    }

    internal JournalEntry Record(
        string method,
        string path,
        ReadOnlyMemory<byte> body,
        DateTimeOffset receivedAt,
        string? scope = null
    )
    {
        lock (_lock)
        {
            var entry = new JournalEntry(++_number, method, path, body, receivedAt, scope);
            Add(new JournalSlot(entry));
            while (_count > 0 && (_count > _maximumCount || _bytes > _maximumBytes))
            {
                DropOldest();
            }

            return entry;
        }
    }

    /// <summary>Notes that an entry changes no more: what it says is kept without it. One that holds a request as it was understood is kept as it is.</summary>
    internal void Settle(JournalEntry entry)
    {
        if (entry is not { Request: null, Delivery: { } delivery })
        {
            return;
        }

        lock (_lock)
        {
            if (IndexOf(entry.Number) is >= 0 and var index && SlotAt(index).Live == entry)
            {
                SlotAt(index).Settle(delivery, _bodies);
            }
        }
    }

    /// <summary>Forgets the requests of one scope.</summary>
    public void Clear(string scope)
    {
        lock (_lock)
        {
            var (slots, oldest, count) = (_slots, _oldest, _count);
            (_slots, _oldest, _count, _bytes) = ([], 0, 0, 0);
            for (var index = 0; index < count; index++)
            {
                var slot = slots[(oldest + index) % slots.Length];
                if (slot.Scope == scope)
                {
                    slot.Forget(_bodies);
                }
                else
                {
                    Add(slot);
                }
            }
        }
    }

    /// <summary>Forgets all requests.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            (_slots, _oldest, _count, _bytes, _dropped) = ([], 0, 0, 0, 0);
            _bodies.Clear();
        }
    }

    private ref JournalSlot SlotAt(int index)
    {
        var place = _oldest + index;
        return ref _slots[place < _slots.Length ? place : place - _slots.Length];
    }

    private void Add(JournalSlot slot)
    {
        if (_count == _slots.Length)
        {
            Grow();
        }

        _count++;
        SlotAt(_count - 1) = slot;
        _bytes += slot.BodyLength + EntryOverhead;
    }

    private void DropOldest()
    {
        ref var slot = ref SlotAt(0);
        slot.Forget(_bodies);
        _bytes -= slot.BodyLength + EntryOverhead;
        slot = default;
        _oldest = _oldest + 1 == _slots.Length ? 0 : _oldest + 1;
        _count--;
        _dropped++;
    }

    // One more than are kept: the newest comes before the oldest goes.
    private void Grow()
    {
        var wanted = Math.Max(FirstCapacity, _slots.Length * 2L);
        var slots = new JournalSlot[_maximumCount < wanted ? Math.Max(_maximumCount + 1, _slots.Length + 1) : (int)Math.Min(wanted, Array.MaxLength)];
        for (var index = 0; index < _count; index++)
        {
            slots[index] = SlotAt(index);
        }

        (_slots, _oldest) = (slots, 0);
    }

    // Where a scope was cleared, numbers are missing; where none was, the place follows from the number.
    private int IndexOf(long number)
    {
        if (_count == 0)
        {
            return -1;
        }

        var (low, high) = (0, _count - 1);
        var likely = number - SlotAt(0).Number;
        if (likely >= 0 && likely < _count && SlotAt((int)likely).Number == number)
        {
            return (int)likely;
        }

        while (low <= high)
        {
            var middle = (low + high) / 2;
            var found = SlotAt(middle).Number;
            if (found == number)
            {
                return middle;
            }

            (low, high) = found < number ? (middle + 1, high) : (low, middle - 1);
        }

        return -1;
    }
}
