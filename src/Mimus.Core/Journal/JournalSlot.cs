namespace Mimus.Core.Journal;

/// <summary>
/// The place of one request in the journal: the entry itself as long as it is answered, and afterwards what it says, without an object of its own.
/// Ten thousand entries of four objects each were what the garbage collector stopped the server for (11 to 16 ms).
/// </summary>
internal struct JournalSlot
{
    private string _method;
    private string _path;
    private string? _scope;
    private string? _answeredBy;
    private string? _matchedRule;
    private string? _fault;
    private BodySlab? _slab;
    private ReadOnlyMemory<byte> _body;
    private DateTimeOffset _receivedAt;
    private TimeSpan _after;
    private DeliveryOutcome _outcome;
    private int _status;
    private int _deltas;

    public JournalSlot(JournalEntry entry)
    {
        (_method, _path) = ("", "");
        (Number, Live, BodyLength) = (entry.Number, entry, entry.Body.Length);
    }

    /// <summary>The request's number.</summary>
    public long Number { get; }

    /// <summary>The length of its body in bytes.</summary>
    public int BodyLength { get; }

    /// <summary>The entry while it is answered; null afterwards.</summary>
    public JournalEntry? Live { get; private set; }

    /// <summary>The scope it belongs to.</summary>
    public readonly string? Scope => Live is null ? _scope : Live.Scope;

    /// <summary>Takes what the entry says, which changes no more, and lets go of it.</summary>
    public void Settle(DeliveryReport delivery, BodyStore bodies)
    {
        var entry = Live!;
        (_method, _path, _scope, _receivedAt) = (entry.Method, entry.Path, entry.Scope, entry.ReceivedAt);
        (_answeredBy, _matchedRule, _fault) = (entry.AnsweredBy, entry.MatchedRule, entry.Fault);
        (_outcome, _after, _status, _deltas) = delivery;
        (_body, _slab) = bodies.Keep(entry.Body);
        Live = null;
    }

    /// <summary>Gives the body's place back.</summary>
    public readonly void Forget(BodyStore bodies) => bodies.Forget(_slab);

    /// <summary>The entry, for somebody to look at.</summary>
    public readonly JournalEntry Show()
    {
        if (Live is { } live)
        {
            return live;
        }

        _slab?.Show();
        return new JournalEntry(Number, _method, _path, _body, _receivedAt, _scope)
        {
            AnsweredBy = _answeredBy,
            MatchedRule = _matchedRule,
            Fault = _fault,
            Delivery = new DeliveryReport(_outcome, _after, _status, _deltas),
        };
    }
}
