using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Mimus.Core.Latency;
using Mimus.Core.Text;
using Mimus.Protocols;
using Mimus.Protocols.Framings;

namespace Mimus.AspNetCore.Delivery;

/// <summary>
/// Sends a stream's deltas, each when the schedule says that it is due, counted from the request's arrival, so that lateness never adds up. What is due
/// already goes out together; a flush happens only before a wait, or when enough is composed.
/// </summary>
internal sealed class StreamPump(PipeWriter pipe, FrameWriter frames, DeliverySchedule? schedule, PacedWait? wait, CancellationToken cancellation)
{
    // Enough that a system call is worth its price, little enough that a slow client holds no memory.
    private const int FlushThreshold = 16 * 1024;

    private long _flushed;

    /// <summary>How many pieces have been sent.</summary>
    public int Pieces { get; private set; }

    /// <summary>By how much the piece was late that was the latest.</summary>
    public TimeSpan Lateness { get; private set; }

    /// <summary>Runs to the stream's end; false where the client has left before.</summary>
    public async ValueTask<bool> RunAsync(DeltaSequence sequence, ReplyStreamWriter writer)
    {
        while (sequence.MoveNext())
        {
            var delta = sequence.Current;
            if (delta.Kind == DeltaKind.Piece)
            {
                if (schedule is not null && !await WaitForTurnAsync(schedule.Next(delta.Text.Length)).ConfigureAwait(false))
                {
                    return false;
                }

                Pieces++;
            }

            writer.Write(delta, frames);
            if (frames.Output.Written - _flushed >= FlushThreshold && !await FlushAsync().ConfigureAwait(false))
            {
                return false;
            }
        }

        return await FlushAsync().ConfigureAwait(false);
    }

    // Waits happen once a piece: their state machines come from a pool.
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

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> FlushAsync()
    {
        frames.Output.Commit();
        _flushed = frames.Output.Written;
        var result = await pipe.FlushAsync(cancellation).ConfigureAwait(false);
        return !result.IsCompleted && !result.IsCanceled;
    }
}
