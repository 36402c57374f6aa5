using Mimus.Core.Faults;
using Mimus.Protocols.Json;

namespace Mimus.AspNetCore.Delivery.Faulty;

/// <summary>Stops a stream at a fault's place: behind so many pieces, or at a time; at the latest before its end.</summary>
internal sealed class CutGuard(Fault fault, PacedWait wait) : PumpGuard
{
    public override async ValueTask<bool> MayGoOnAsync(StreamPump pump, bool isPiece, TimeSpan due)
    {
        if (fault.AfterBytes is not null)
        {
            return true;
        }

        if (fault.AfterTime is not { } time)
        {
            return isPiece && pump.Pieces < (fault.AfterDeltas ?? 1);
        }

        if (due < time && wait.Elapsed < time && isPiece)
        {
            return true;
        }

        if (await pump.FlushAsync().ConfigureAwait(false))
        {
            await wait.UntilAsync(time).ConfigureAwait(false);
        }

        return false;
    }
}

/// <summary>Holds a stream up once at a fault's place, for a time or for ever, with or without comments that keep the connection alive.</summary>
internal sealed class StallGuard(Fault fault, PacedWait wait, ByteOutput output) : PumpGuard
{
    private static readonly TimeSpan UsualInterval = TimeSpan.FromSeconds(15);

    private bool _isDone;

    public override async ValueTask<bool> MayGoOnAsync(StreamPump pump, bool isPiece, TimeSpan due)
    {
        if (_isDone || !IsReached(pump, isPiece, due))
        {
            return true;
        }

        _isDone = true;
        if (!await pump.FlushAsync().ConfigureAwait(false))
        {
            return true;
        }

        if (fault.AfterTime is { } start)
        {
            await wait.UntilAsync(start).ConfigureAwait(false);
        }

        await StallAsync(pump).ConfigureAwait(false);
        return true;
    }

    private bool IsReached(StreamPump pump, bool isPiece, TimeSpan due) =>
        fault.AfterTime is { } time ? due >= time || wait.Elapsed >= time || !isPiece
        : fault.AfterBytes is { } bytes ? output.Written >= bytes || !isPiece
        : pump.Pieces >= (fault.AfterDeltas ?? 1) || !isPiece;

    private async ValueTask StallAsync(StreamPump pump)
    {
        var end = fault.For is { } time ? wait.Elapsed + time : TimeSpan.MaxValue;
        var interval = fault.KeepAlive ? fault.Interval ?? UsualInterval : TimeSpan.FromHours(1);
        while (wait.Elapsed < end)
        {
            var next = end - wait.Elapsed > interval ? wait.Elapsed + interval : end;
            await wait.UntilAsync(next).ConfigureAwait(false);
            if (fault.KeepAlive && next < end)
            {
                output.Write(": keep-alive\n\n"u8);
                if (!await pump.FlushAsync().ConfigureAwait(false))
                {
                    return;
                }
            }
        }
    }
}
