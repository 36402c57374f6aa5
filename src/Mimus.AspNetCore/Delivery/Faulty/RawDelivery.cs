using Microsoft.AspNetCore.Http;
using Mimus.Core.Faults;
using Mimus.Core.Model;
using Mimus.Core.Pipeline;
using Mimus.Protocols.Json;

namespace Mimus.AspNetCore.Delivery.Faulty;

/// <summary>Carries out a fault that needs the connection's own socket: what breaks off in the middle, or comes in packets of its own.</summary>
internal sealed class RawDelivery(ReplyDelivery delivery, MockExchange exchange, MockReply reply, Fault fault, FaultySocket socket)
{
    private static readonly TimeSpan UsualDrip = TimeSpan.FromMilliseconds(100);

    private HttpContext Context => delivery.HttpContext;

    private CancellationToken Cancellation => delivery.HttpContext.RequestAborted;

    /// <summary>Sends the answer.</summary>
    public ValueTask SendAsync() => delivery.IsStreamed(exchange, reply) ? StreamAsync() : SendWholeAsync();

    private async ValueTask StreamAsync()
    {
        var framing = delivery.WriteStreamHead(exchange);
        var raw = new RawAnswer(socket, Context, delivery.Now, fault, isStream: true, () => delivery.NoteCut(exchange));
        var output = new ByteOutput(raw);
        using var wait = delivery.OpenWait();
        delivery.HasRawHead = true;
        await raw.SendHeadAsync(Cancellation, Drip(wait)).ConfigureAwait(false);
        var guard = fault.Kind is FaultKind.Cut or FaultKind.CutCharacter ? new CutGuard(fault, wait) : null;
        var pump = new StreamPump(raw, output, fault.Kind == FaultKind.OnePacket ? null : exchange.Schedule, wait, Cancellation, guard);
        var writer = delivery.OpenUnfinishedWriter(exchange, reply);
        var end = await pump.RunAsync(ReplyDelivery.Sequence(exchange, reply), writer, framing.Open(output)).ConfigureAwait(false);
        if (end == PumpEnd.Stopped || raw.IsCut)
        {
            await BreakOffAsync(raw, output).ConfigureAwait(false);
        }
        else
        {
            exchange.Finish();
            await raw.EndAsync(Cancellation).ConfigureAwait(false);
            await socket.CloseAsync().ConfigureAwait(false);
        }

        delivery.Note(pump, isUnread: false);
    }

    private async ValueTask BreakOffAsync(RawAnswer raw, ByteOutput output)
    {
        if (fault.Kind == FaultKind.CutCharacter)
        {
            // Two of the three bytes of the euro sign.
            output.Write("data: {\"text\":\""u8);
            output.Write([0xE2, 0x82]);
            output.Commit();
            await raw.FlushAsync(Cancellation).ConfigureAwait(false);
        }

        delivery.NoteCut(exchange);
        await raw.CutAsync(fault.By ?? (fault.Kind == FaultKind.CutCharacter ? CutManner.Close : CutManner.Reset), Cancellation).ConfigureAwait(false);
    }

    private async ValueTask SendWholeAsync()
    {
        using var wait = delivery.OpenWait();
        var due = ReplyDelivery.DueOf(exchange, reply);
        if (fault is { Kind: FaultKind.Cut, AfterTime: { } time } && time < due)
        {
            await wait.UntilAsync(time).ConfigureAwait(false);
            await new FaultyDelivery(delivery, exchange, reply, new Fault(fault.By == CutManner.Close ? FaultKind.Close : FaultKind.Reset))
                .SendAsync()
                .ConfigureAwait(false);
            return;
        }

        await wait.UntilAsync(due).ConfigureAwait(false);
        var whole = delivery.Compose(exchange, reply);
        var bytes = whole.Body.Written.ToArray();
        whole.Body.Return();
        var isCut = fault is { Kind: FaultKind.Cut, AfterTime: null } or { Kind: FaultKind.CutCharacter };
        var length = isCut ? CutLength(bytes) : bytes.Length;
        delivery.WriteHead(exchange, whole.Status, whole.ContentType);
        Context.Response.ContentLength = fault.By == CutManner.End ? length : bytes.Length;
        var raw = new RawAnswer(socket, Context, delivery.Now, fault with { AfterBytes = null }, isStream: false, () => delivery.NoteCut(exchange));
        delivery.HasRawHead = true;
        await raw.SendHeadAsync(Cancellation, Drip(wait)).ConfigureAwait(false);
        bytes.AsSpan(0, length).CopyTo(raw.GetSpan(length));
        raw.Advance(length);
        if (isCut)
        {
            delivery.MarkCut();
        }

        exchange.Finish();
        await raw.EndAsync(Cancellation).ConfigureAwait(false);
        if (isCut)
        {
            await raw.CutAsync(fault.By ?? CutManner.Reset, Cancellation).ConfigureAwait(false);
        }
        else
        {
            await socket.CloseAsync().ConfigureAwait(false);
        }
    }

    // A whole answer has no pieces: its middle stands for any of them.
    private int CutLength(byte[] bytes)
    {
        if (fault.Kind == FaultKind.CutCharacter && bytes.AsSpan().IndexOfAnyInRange((byte)0xC0, (byte)0xFF) is >= 0 and var character)
        {
            return character + 1;
        }

        return (int)Math.Min(bytes.Length, fault.AfterBytes ?? (fault.AfterDeltas == 0 ? 0 : bytes.Length / 2));
    }

    private Func<int, ValueTask>? Drip(PacedWait wait)
    {
        if (fault.Kind != FaultKind.Drip)
        {
            return null;
        }

        var (start, interval) = (wait.Elapsed, fault.Interval ?? UsualDrip);
        return index => wait.UntilAsync(start + (index * interval));
    }
}
