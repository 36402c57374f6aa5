using Mimus.Core.Chance;
using Mimus.Core.Model;
using Mimus.Core.Text;

namespace Mimus.Core.Latency;

/// <summary>
/// When each piece of an answer is due, counted from the request's arrival, so that lateness never adds up. It is asked piece by piece, in order;
/// what it answers never goes back.
/// </summary>
internal sealed class DeliverySchedule
{
    // Some thirty years, in milliseconds: for ever, and still a time that can be added to.
    private const double Farthest = 1e12;

    private readonly Delivery _delivery;
    private readonly SeededRandom _random;
    private readonly StreamLoad? _load;
    private readonly double _speed;
    private double _due;

    private DeliverySchedule(Delivery delivery, SeededRandom random, StreamLoad? load, TimeSpan queued, double firstMilliseconds)
    {
        (_delivery, _random, _load) = (delivery, random, load);
        _speed = delivery.Speed ?? 1;
        _due = Math.Min(Farthest, queued.TotalMilliseconds + (firstMilliseconds * Factor() / _speed));
        First = TimeSpan.FromMilliseconds(_due);
    }

    /// <summary>When the first piece is due, and an error.</summary>
    public TimeSpan First { get; }

    /// <summary>True where an answer that is sent whole waits for more than its first token.</summary>
    private bool DelaysWhole => _delivery.TokensPerSecond is not null;

    /// <summary>The schedule of an answer.</summary>
    /// <param name="delivery">How it is sent.</param>
    /// <param name="random">The chance by which waits scatter.</param>
    /// <param name="promptTokens">The prompt's tokens that must be read anew.</param>
    /// <param name="cachedTokens">The prompt's tokens that the prompt cache holds.</param>
    /// <param name="load">Who else is being answered; null where that makes no difference.</param>
    /// <param name="queued">How long the request has waited for its turn.</param>
    public static DeliverySchedule Of(
        Delivery delivery,
        SeededRandom random,
        int promptTokens = 0,
        int cachedTokens = 0,
        StreamLoad? load = null,
        TimeSpan queued = default
    )
    {
        var prefill = (delivery.Prefill ?? TimeSpan.Zero).TotalMilliseconds;
        var cached = delivery.CachedPrefill?.TotalMilliseconds ?? (prefill / 10);
        var first = (delivery.TimeToFirstToken ?? TimeSpan.Zero).TotalMilliseconds + (promptTokens * prefill) + (cachedTokens * cached);
        return new DeliverySchedule(delivery, random, load, queued, first);
    }

    /// <summary>True where there is anything to wait for.</summary>
    public static bool IsNeeded(Delivery delivery) =>
        delivery.Speed is not double.PositiveInfinity
        && (
            delivery.TimeToFirstToken > TimeSpan.Zero
            || delivery.Interval > TimeSpan.Zero
            || delivery.TokensPerSecond is not null
            || delivery.Prefill > TimeSpan.Zero
            || delivery.Batch is not null
        );

    /// <summary>When the next piece is due; the one after it is as much later as this one takes to make.</summary>
    /// <param name="characters">The piece's length.</param>
    public TimeSpan Next(int characters)
    {
        var due = _due;
        var milliseconds = _delivery.TokensPerSecond is { } rate
            ? characters * 1000.0 / TokenEstimator.CharactersPerToken / rate
            : (_delivery.Interval ?? TimeSpan.Zero).TotalMilliseconds;
        if (milliseconds > 0)
        {
            _due = Math.Min(Farthest, _due + (milliseconds * Factor() / _speed));
        }

        return TimeSpan.FromMilliseconds(due);
    }

    /// <summary>When an answer that is sent whole is due: with the last piece that its stream would have had.</summary>
    public TimeSpan Whole(GeneratedReply reply, int choices)
    {
        var due = First;
        if (DelaysWhole)
        {
            var sequence = new DeltaSequence(reply, choices, _delivery.ChunkSize);
            while (sequence.MoveNext())
            {
                if (sequence.Current.Kind == DeltaKind.Piece)
                {
                    due = Next(sequence.Current.Text.Length);
                }
            }
        }

        return due;
    }

    private double Factor() => Spread() * (_load?.Slowdown(_delivery) ?? 1);

    private double Spread()
    {
        var deviation = _delivery.Deviation ?? 0.25;
        switch (_delivery.Spread ?? LatencySpread.None)
        {
            case LatencySpread.Uniform:
                return 1 + (deviation * ((2 * _random.NextDouble()) - 1));
            case LatencySpread.Normal:
                return Math.Clamp(1 + (deviation * _random.NextNormal()), 0.3, 1.7);
            case LatencySpread.LogNormal:
                // So that the mean stays 1.
                var variance = Math.Log(1 + (deviation * deviation));
                return Math.Exp((Math.Sqrt(variance) * _random.NextNormal()) - (variance / 2));
            default:
                return 1;
        }
    }
}
