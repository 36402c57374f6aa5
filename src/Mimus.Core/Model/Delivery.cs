using Mimus.Core.Faults;

namespace Mimus.Core.Model;

/// <summary>
/// How a reply is sent: data for delivery, never an action. It is a layer: what is null is left to the next wider one, from a request's
/// header over its rule and its model to the server.
/// </summary>
public sealed record Delivery
{
    /// <summary>Nothing is said: at once, word by word, unless a wider layer knows better.</summary>
    public static Delivery Immediate { get; } = new();

    /// <summary>The wait before the first token, from the request's arrival. Whole answers and errors wait for it too.</summary>
    public TimeSpan? TimeToFirstToken { get; init; }

    /// <summary>The time between two pieces of a stream, whatever their size; whole answers do not wait for it.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>
    /// How many characters a piece has, never cutting what a reader sees as one; 0 sends each text in one piece, null word by word.
    /// </summary>
    public int? ChunkSize { get; init; }

    /// <summary>How many tokens are made a second, greater than 0. Whole answers take as long as their stream would.</summary>
    public double? TokensPerSecond { get; init; }

    /// <summary>How waits scatter around what is said; not at all by default.</summary>
    public LatencySpread? Spread { get; init; }

    /// <summary>How far they scatter, as a share of the wait, from 0 to 1; 0.25 by default.</summary>
    public double? Deviation { get; init; }

    /// <summary>What each token of the prompt adds to the wait before the first token.</summary>
    public TimeSpan? Prefill { get; init; }

    /// <summary>What each token adds that the prompt cache holds; a tenth of <see cref="Prefill"/> by default.</summary>
    public TimeSpan? CachedPrefill { get; init; }

    /// <summary>How much slower everything gets with each further stream at the same time: 0.02 is two in a hundred. 0 by default.</summary>
    public double? LoadFactor { get; init; }

    /// <summary>How many answers are made at once; as many as come by default.</summary>
    public BatchLimits? Batch { get; init; }

    /// <summary>How many times faster everything is played; infinity waits for nothing. 1 by default.</summary>
    public double? Speed { get; init; }

    /// <summary>What goes wrong on the way; nothing by default.</summary>
    public Fault? Fault { get; init; }

    /// <summary>This layer over a wider one.</summary>
    public Delivery Over(Delivery? wider)
    {
        if (wider is null || ReferenceEquals(wider, Immediate) || ReferenceEquals(wider, this))
        {
            return this;
        }

        if (ReferenceEquals(this, Immediate))
        {
            return wider;
        }

        // The two ways to say a pace replace one another.
        var saysPace = Interval is not null || TokensPerSecond is not null;
        return new Delivery
        {
            TimeToFirstToken = TimeToFirstToken ?? wider.TimeToFirstToken,
            Interval = saysPace ? Interval : wider.Interval,
            ChunkSize = ChunkSize ?? wider.ChunkSize,
            TokensPerSecond = saysPace ? TokensPerSecond : wider.TokensPerSecond,
            Spread = Spread ?? wider.Spread,
            Deviation = Deviation ?? wider.Deviation,
            Prefill = Prefill ?? wider.Prefill,
            CachedPrefill = CachedPrefill ?? wider.CachedPrefill,
            LoadFactor = LoadFactor ?? wider.LoadFactor,
            Batch = Batch ?? wider.Batch,
            Speed = Speed ?? wider.Speed,
            Fault = Fault ?? wider.Fault,
        };
    }
}

/// <summary>How waits scatter around their mean.</summary>
public enum LatencySpread
{
    /// <summary>They are exact.</summary>
    None,

    /// <summary>Evenly between the mean less and the mean more the deviation.</summary>
    Uniform,

    /// <summary>As a bell, cut off at 0.3 and 1.7 of the mean.</summary>
    Normal,

    /// <summary>As a bell with a long tail, as networks have it.</summary>
    LogNormal,
}

/// <summary>How a server that answers several requests at once shares its power among them.</summary>
/// <param name="Maximum">How many are answered at once, from 1.</param>
/// <param name="Knee">Up to how many nobody is slowed down, from 1; beyond, all share what this many would have had.</param>
/// <param name="Queue">How many more may wait, from 0; others are turned away as a vendor does that is overloaded.</param>
public sealed record BatchLimits(int Maximum, int Knee, int Queue);
