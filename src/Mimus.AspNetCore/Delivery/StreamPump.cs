using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Mimus.Core.Latency;
using Mimus.Core.Text;
using Mimus.Protocols;
using Mimus.Protocols.Framings;
using Mimus.Protocols.Json;

namespace Mimus.AspNetCore.Delivery;

/// <summary>How a pump ended.</summary>
internal enum PumpEnd
{
    /// <summary>All was sent.</summary>
    Complete,

    /// <summary>Its guard wanted no more; all before that was sent.</summary>
    Stopped,

    /// <summary>Nobody reads any more.</summary>
    Unread,
}

/// <summary>
/// Sends a stream's deltas, each when the schedule says that it is due, counted from the request's arrival, so that lateness never adds up. What is due
/// already goes out together; a flush happens only before a wait, or when enough is composed.
/// </summary>
internal sealed class StreamPump(
    PipeWriter pipe,
    ByteOutput output,
    DeliverySchedule? schedule,
    PacedWait? wait,
    CancellationToken cancellation,
    PumpGuard? guard = null
)
{
    // Just under what the server keeps for a connection before it makes the writer wait: a stream of 150 KB came out a third faster than with 16 KB.
    private const int FlushThreshold = 60 * 1024;

    private long _flushed;

    /// <summary>How many pieces have been sent.</summary>
    public int Pieces { get; private set; }

    /// <summary>By how much the piece was late that was the latest.</summary>
    public TimeSpan Lateness { get; private set; }

    /// <summary>Runs to the stream's end, or until nobody wants more.</summary>
    public async ValueTask<PumpEnd> RunAsync(DeltaSequence sequence, ReplyStreamWriter writer, FrameWriter frames)
    {
        while (sequence.MoveNext())
        {
            var delta = sequence.Current;
            var isPiece = delta.Kind == DeltaKind.Piece;
            var due = isPiece && schedule is not null ? schedule.Next(delta.Text.Length) : TimeSpan.Zero;
            if (guard is not null && (isPiece || delta.Kind == DeltaKind.End) && !await guard.MayGoOnAsync(this, isPiece, due).ConfigureAwait(false))
            {
                return await FlushAsync().ConfigureAwait(false) ? PumpEnd.Stopped : PumpEnd.Unread;
            }

            if (isPiece)
            {
                if (schedule is not null && !await WaitForTurnAsync(due).ConfigureAwait(false))
                {
                    return PumpEnd.Unread;
                }

                Pieces++;
            }

            writer.Write(delta, frames);
            if (output.Written - _flushed >= FlushThreshold && !await FlushAsync().ConfigureAwait(false))
            {
                return PumpEnd.Unread;
            }
        }

        return await FlushAsync().ConfigureAwait(false) ? PumpEnd.Complete : PumpEnd.Unread;
    }

    /// <summary>Hands over all that is composed; false where nobody reads any more.</summary>
    // Waits happen once a piece: their state machines come from a pool.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> FlushAsync()
    {
        output.Commit();
        _flushed = output.Written;
        var result = await pipe.FlushAsync(cancellation).ConfigureAwait(false);
        return !result.IsCompleted && !result.IsCanceled;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> WaitForTurnAsync(TimeSpan due)
    {
        if (wait!.Elapsed < due)
        {
            if (!await FlushAsync().ConfigureAwait(false))
            {
                return false;
            }

            await wait.UntilAsync(due).ConfigureAwait(false);
        }

        var late = wait.Elapsed - due;
        DeliveryMetrics.Record(late);
        Lateness = late > Lateness ? late : Lateness;
        return true;
    }
}

/// <summary>Is asked before each piece, and before the end, whether the stream goes on; it may hold it up.</summary>
internal abstract class PumpGuard
{
    /// <summary>True to go on, false to stop here.</summary>
    /// <param name="pump">The pump, with what has been sent.</param>
    /// <param name="isPiece">True before a piece, false before the end.</param>
    /// <param name="due">When the piece is due, from the request's arrival.</param>
    public abstract ValueTask<bool> MayGoOnAsync(StreamPump pump, bool isPiece, TimeSpan due);
}
