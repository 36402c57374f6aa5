using System.Text;
using Microsoft.AspNetCore.Http;
using Mimus.Core.Faults;
using Mimus.Core.Model;
using Mimus.Core.Pipeline;
using Mimus.Protocols.Json;

namespace Mimus.AspNetCore.Delivery.Faulty;

/// <summary>Carries out a fault on the way of an answer that is right. What the fault promises before its place has always been delivered.</summary>
internal sealed class FaultyDelivery(ReplyDelivery delivery, MockExchange exchange, MockReply reply, Fault fault)
{
    // How long a server whose socket is not to be had may take to send what was flushed; real time, since it is the network that is waited for.
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    private HttpContext Context => delivery.HttpContext;

    private CancellationToken Cancellation => delivery.HttpContext.RequestAborted;

    private bool IsStreamed => delivery.IsStreamed(exchange, reply);

    /// <summary>Sends the answer.</summary>
    public ValueTask SendAsync() =>
        fault.Kind switch
        {
            FaultKind.Hang => HangAsync(),
            FaultKind.Reset or FaultKind.Close => EndWithoutAnswerAsync(),
            FaultKind.Html => SendPageAsync(),
            FaultKind.Empty => SendEmptyAsync(fault.Status ?? StatusCodes.Status200OK),
            FaultKind.Redirect => RedirectAsync(),
            FaultKind.ContentType => SendAsOtherTypeAsync(),
            FaultKind.Drip or FaultKind.Cut or FaultKind.OnePacket or FaultKind.OneBytePackets or FaultKind.SplitCharacter or FaultKind.CutCharacter =>
                SendRawAsync(),
            _ when IsStreamed => SendStreamAsync(),
            FaultKind.TruncatedJson or FaultKind.InvalidJson => SendBrokenBodyAsync(),
            FaultKind.Stall => StallWholeAsync(),
            FaultKind.ErrorEvent => delivery.SendErrorAsync(exchange, FaultReplies.Error(fault)),
            _ => SendUnfaultedAsync(),
        };

    // Only streams have events; an answer that is sent whole is left as it is, and the journal says so.
    private ValueTask SendUnfaultedAsync()
    {
        exchange.Fault = null;
        return delivery.SendPlainAsync(exchange, reply);
    }

    private async ValueTask HangAsync()
    {
        using (var wait = delivery.OpenWait())
        {
            // For ever is until the client leaves, or the server ends.
            await wait.UntilAsync(fault.For is { } time ? wait.Elapsed + time : TimeSpan.MaxValue).ConfigureAwait(false);
        }

        await delivery.SendPlainAsync(exchange, reply).ConfigureAwait(false);
    }

    private async ValueTask EndWithoutAnswerAsync()
    {
        delivery.NoteCut(exchange);
        if (FaultySocket.Of(Context) is not { } socket)
        {
            Context.Abort();
        }
        else if (fault.Kind == FaultKind.Reset)
        {
            await socket.ResetAsync().ConfigureAwait(false);
        }
        else
        {
            await socket.CloseAsync().ConfigureAwait(false);
        }
    }

    private ValueTask SendPageAsync()
    {
        var status = fault.Status ?? StatusCodes.Status502BadGateway;
        var title = $"{status} {Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status)}";
        var page = $"<!DOCTYPE html>\r\n<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<h1>{title}</h1>\r\n<p>The gateway got no valid answer.</p>\r\n</body>\r\n</html>\r\n";
        return SendBytesAsync(Encoding.UTF8.GetBytes(page), status, "text/html");
    }

    private ValueTask SendEmptyAsync(int status) => SendBytesAsync(default, status, "application/json");

    private ValueTask RedirectAsync()
    {
        delivery.Set("location", fault.Value ?? Context.Request.Path + Context.Request.QueryString);
        return SendBytesAsync(default, fault.Status ?? StatusCodes.Status307TemporaryRedirect, "text/plain");
    }

    private ValueTask SendAsOtherTypeAsync()
    {
        delivery.ContentTypeInstead = fault.Value ?? "text/html; charset=utf-8";
        return delivery.SendPlainAsync(exchange, reply);
    }

    private async ValueTask SendBrokenBodyAsync()
    {
        await delivery.WaitForWholeAsync(exchange, reply).ConfigureAwait(false);
        var whole = delivery.Compose(exchange, reply);
        var bytes = whole.Body.Written.ToArray();
        whole.Body.Return();
        var broken = fault.Kind == FaultKind.TruncatedJson ? bytes[..(bytes.Length / 2)] : "{\"broken\": tru, not json}"u8.ToArray();
        await SendBytesAsync(broken, whole.Status, whole.ContentType).ConfigureAwait(false);
    }

    private async ValueTask StallWholeAsync()
    {
        await delivery.WaitForWholeAsync(exchange, reply).ConfigureAwait(false);
        var whole = delivery.Compose(exchange, reply);
        var bytes = whole.Body.Written.ToArray();
        whole.Body.Return();
        delivery.WriteHead(exchange, whole.Status, whole.ContentType);
        Context.Response.ContentLength = bytes.Length;
        var first = (int)Math.Min(bytes.Length, fault.AfterBytes ?? (fault.AfterDeltas == 0 ? 0 : bytes.Length / 2));
        await Context.Response.BodyWriter.WriteAsync(bytes.AsMemory(0, first), Cancellation).ConfigureAwait(false);
        using (var wait = delivery.OpenWait())
        {
            var start = fault.AfterTime is { } time && time > wait.Elapsed ? time : wait.Elapsed;
            await wait.UntilAsync(fault.For is { } length ? start + length : TimeSpan.MaxValue).ConfigureAwait(false);
        }

        exchange.Finish();
        await Context.Response.BodyWriter.WriteAsync(bytes.AsMemory(first), Cancellation).ConfigureAwait(false);
    }

    private async ValueTask SendBytesAsync(ReadOnlyMemory<byte> bytes, int status, string contentType)
    {
        delivery.WriteHead(exchange, status, contentType);
        exchange.Finish();
        Context.Response.ContentLength = bytes.Length;
        await Context.Response.BodyWriter.WriteAsync(bytes, Cancellation).ConfigureAwait(false);
    }

    // Events that are changed, missing or an error, and waits between them: all that a server can send by itself.
    private async ValueTask SendStreamAsync()
    {
        var framing = delivery.WriteStreamHead(exchange);
        await Context.Response.StartAsync(Cancellation).ConfigureAwait(false);
        var output = new ByteOutput(Context.Response.BodyWriter);
        using var wait = delivery.OpenWait();
        PumpGuard? guard = fault.Kind switch
        {
            FaultKind.Stall => new StallGuard(fault, wait, output),
            FaultKind.ErrorEvent => new CutGuard(fault with { AfterBytes = null, AfterTime = null }, wait),
            _ => null,
        };
        var writer = delivery.OpenWriter(exchange, reply);
        var frames = FaultyFrames.Changes(fault.Kind) ? FaultyFrames.Open(fault, framing, output) : framing.Open(output);
        var pump = new StreamPump(Context.Response.BodyWriter, output, exchange.Schedule, wait, Cancellation, guard);
        var end = await pump
            .RunAsync(ReplyDelivery.Sequence(exchange, reply), frames is FaultyFrames faulty ? new FaultyWriter(writer, faulty) : writer, frames)
            .ConfigureAwait(false);
        if (end == PumpEnd.Stopped)
        {
            writer.WriteError(FaultReplies.Error(fault), frames);
            await pump.FlushAsync().ConfigureAwait(false);
        }

        delivery.Note(pump, end == PumpEnd.Unread);
        if (fault.Kind == FaultKind.NoTerminator)
        {
            delivery.MarkCut();
        }
    }

    // What breaks off in the middle, or comes in packets of its own, is written to the socket.
    private ValueTask SendRawAsync() =>
        FaultySocket.Of(Context) is { } socket ? new RawDelivery(delivery, exchange, reply, fault, socket).SendAsync() : SendWithoutSocketAsync();

    // Behind another server, or an encrypted connection, there is no socket: an answer can end there, but not be taken apart.
    private async ValueTask SendWithoutSocketAsync()
    {
        if (fault.Kind != FaultKind.Cut)
        {
            var sentence = $"The fault '{FaultKinds.NameOf(fault.Kind)}' needs the connection's own socket, which this server does not give; use 'mimus start' without encryption.";
            delivery.Set("x-mimus-error", "fault");
            await delivery.SendErrorAsync(exchange, new ErrorReply(StatusCodes.Status501NotImplemented, sentence)).ConfigureAwait(false);
            return;
        }

        delivery.MarkCut();
        if (IsStreamed)
        {
            var framing = delivery.WriteStreamHead(exchange);
            await Context.Response.StartAsync(Cancellation).ConfigureAwait(false);
            var output = new ByteOutput(Context.Response.BodyWriter);
            using var wait = delivery.OpenWait();
            var pump = new StreamPump(
                Context.Response.BodyWriter, output, exchange.Schedule, wait, Cancellation, new CutGuard(fault with { AfterBytes = null }, wait));
            await pump.RunAsync(ReplyDelivery.Sequence(exchange, reply), delivery.OpenWriter(exchange, reply), framing.Open(output)).ConfigureAwait(false);
            delivery.Note(pump, isUnread: false);
        }

        exchange.Finish();
        if (fault.By == CutManner.End)
        {
            return;
        }

        if (Context.Response.HasStarted)
        {
            await LetGoAsync().ConfigureAwait(false);
        }

        Context.Abort();
    }

    // A server throws away what it has not sent yet when it is told to abort, and does not tell when it has sent it.
    private async ValueTask LetGoAsync() =>
        await Task.Delay(Grace, TimeProvider.System, Cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
