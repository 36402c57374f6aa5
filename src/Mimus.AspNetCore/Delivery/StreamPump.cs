using System.IO.Pipelines;
using Mimus.Core.Text;
using Mimus.Protocols;
using Mimus.Protocols.Framings;

namespace Mimus.AspNetCore.Delivery;

/// <summary>
/// Sends a stream's deltas on a schedule fixed at its start: piece k is due at first-token time plus k intervals, so that lateness never
/// adds up. What is due already goes out together; a flush happens only before a wait, or when enough is composed.
/// </summary>
internal static class StreamPump
{
    // Enough that a system call is worth its price, little enough that a slow client holds no memory.
    private const int FlushThreshold = 16 * 1024;

    /// <summary>Runs to the stream's end, or until the client has left, and says which, and how many pieces it has sent.</summary>
    public static async ValueTask<(bool IsComplete, int Pieces)> RunAsync(
        DeltaSequence sequence,
        ReplyStreamWriter writer,
        FrameWriter frames,
        PipeWriter pipe,
        Mimus.Core.Model.Delivery delivery,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var (first, interval) = (delivery.TimeToFirstToken ?? TimeSpan.Zero, delivery.Interval ?? TimeSpan.Zero);
        var start = time.GetTimestamp();
        var output = frames.Output;
        var flushed = 0L;
        var pieces = 0;
        while (sequence.MoveNext())
        {
            var delta = sequence.Current;
            if (delta.Kind == DeltaKind.Piece)
            {
                var due = first + (pieces * interval);
                pieces++;
                if (due > TimeSpan.Zero && due > time.GetElapsedTime(start))
                {
                    output.Commit();
                    if (!await FlushAsync(pipe, cancellation).ConfigureAwait(false))
                    {
                        return (false, pieces - 1);
                    }

                    flushed = output.Written;

                    // A slow client may have held the flush for longer than the wait.
                    if (due - time.GetElapsedTime(start) is var wait && wait > TimeSpan.Zero)
                    {
                        await Task.Delay(wait, time, cancellation).ConfigureAwait(false);
                    }
                }
            }

            writer.Write(delta, frames);
            if (output.Written - flushed >= FlushThreshold)
            {
                output.Commit();
                if (!await FlushAsync(pipe, cancellation).ConfigureAwait(false))
                {
                    return (false, pieces);
                }

                flushed = output.Written;
            }
        }

        output.Commit();
        return (await FlushAsync(pipe, cancellation).ConfigureAwait(false), pieces);
    }

    private static async ValueTask<bool> FlushAsync(PipeWriter pipe, CancellationToken cancellation)
    {
        var result = await pipe.FlushAsync(cancellation).ConfigureAwait(false);
        return !result.IsCompleted && !result.IsCanceled;
    }
}
