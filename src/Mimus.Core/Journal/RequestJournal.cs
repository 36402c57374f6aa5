namespace Mimus.Core.Journal;

/// <summary>The last requests, bounded by their count and by the bytes of their bodies; the oldest make room for the newest.</summary>
public sealed class RequestJournal
{
    // What an entry costs beside its body, so that a flood of empty requests is bounded too.
    private const int EntryOverhead = 128;

    private readonly Lock _lock = new();
    private readonly Queue<JournalEntry> _entries = new();
    private readonly int _maximumCount;
    private readonly long _maximumBytes;
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
                return _entries.ToArray();
            }
        }
    }

    /// <summary>The requests kept of one scope, oldest first.</summary>
    public IReadOnlyList<JournalEntry> Of(string scope) => [.. Entries.Where(entry => entry.Scope == scope)];

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
            _entries.Enqueue(entry);
            _bytes += body.Length + EntryOverhead;
            while (_entries.Count > 0 && (_entries.Count > _maximumCount || _bytes > _maximumBytes))
            {
                _bytes -= _entries.Dequeue().Body.Length + EntryOverhead;
                _dropped++;
            }

            return entry;
        }
    }

    /// <summary>Forgets the requests of one scope.</summary>
    public void Clear(string scope)
    {
        lock (_lock)
        {
            var kept = _entries.Where(entry => entry.Scope != scope).ToList();
            _entries.Clear();
            _bytes = 0;
            foreach (var entry in kept)
            {
                _entries.Enqueue(entry);
                _bytes += entry.Body.Length + EntryOverhead;
            }
        }
    }

    /// <summary>Forgets all requests.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
            _bytes = 0;
            _dropped = 0;
        }
    }
}
