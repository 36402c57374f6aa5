using System.Globalization;
using Microsoft.AspNetCore.Http;
using Mimus.AspNetCore.Hosting;
using Mimus.Core.Chance;
using Mimus.Core.Journal;
using Mimus.Core.Model;
using Mimus.Core.Pipeline;
using Mimus.Core.Text;
using Mimus.Protocols;
using Mimus.Protocols.Json;
using Mimus.Protocols.Providers;

namespace Mimus.AspNetCore.Delivery;

/// <summary>Puts one reply on the wire: whole, as a stream, or as an error.</summary>
internal sealed class ReplyDelivery(MimusEngine engine, HttpContext context, RouteMatch match, long startedAt) : IHeaderWriter
{
    private const string LatenessHeader = "x-mimus-late-ms";

    // Less than this is not worth a header.
    private static readonly TimeSpan Noticeable = TimeSpan.FromMilliseconds(5);

    private DeliveryOutcome _outcome = DeliveryOutcome.Completed;
    private int _deltas;

    /// <summary>The time of day that the answer shows; null for the machine's.</summary>
    public DateTimeOffset? Date { get; set; }

    /// <summary>How it has ended; to be asked when it has.</summary>
    public DeliveryReport Report() =>
        new(_outcome, engine.Time.GetElapsedTime(startedAt), context.Response.HasStarted ? context.Response.StatusCode : 0, _deltas);

    /// <summary>Notes that the client has left before the end.</summary>
    public void Leave()
    {
        if (_outcome == DeliveryOutcome.Completed)
        {
            _outcome = DeliveryOutcome.ClientLeft;
        }
    }

    public void Set(string name, string value) => context.Response.Headers[name] = value;

    /// <summary>Sends a reply.</summary>
    public ValueTask SendAsync(MockExchange exchange, MockReply reply)
    {
        switch (reply)
        {
            case RefusalReply refusal:
                return SendErrorAsync(exchange, match.Format.Describe(refusal.Refusal));
            case ErrorReply error:
                return SendErrorAsync(exchange, error);
            case GeneratedReply generated when exchange.Request.Streaming && match.Route!.StreamFraming is not null:
                return StreamAsync(exchange, generated);
            default:
                return SendWholeAsync(exchange, reply);
        }
    }

    /// <summary>Sends an error; the status is the reply's own.</summary>
    public ValueTask SendErrorAsync(ErrorReply error, SeededRandom random)
    {
        var requestId = match.Provider.MakeRequestId(random);
        foreach (var (name, value) in error.Headers)
        {
            Set(name, value);
        }

        var buffer = ReplyBuffer.Rent();
        var output = new ByteOutput(buffer);
        match.Format.WriteError(output, error, requestId);
        output.Commit();
        return SendAsync(buffer, error.Status, match.Format.ErrorContentType, requestId);
    }

    /// <summary>Says that Mimus itself failed, where the answer has not begun; ends the connection where it has.</summary>
    public ValueTask SendFailureAsync(SeededRandom random)
    {
        _outcome = DeliveryOutcome.Failed;
        if (context.Response.HasStarted)
        {
            context.Abort();
            return ValueTask.CompletedTask;
        }

        context.Response.Clear();
        Set("x-mimus-error", "internal");
        return SendErrorAsync(match.Format.Describe(new InternalFailure()), random);
    }

    private async ValueTask SendErrorAsync(MockExchange exchange, ErrorReply error)
    {
        if (exchange.Schedule is { } schedule)
        {
            await WaitAsync(schedule.First).ConfigureAwait(false);
        }

        exchange.Finish();
        await SendErrorAsync(error, exchange.Random).ConfigureAwait(false);
    }

    private ValueTask SendWholeAsync(MockExchange exchange, MockReply reply) =>
        exchange.Schedule is { } schedule && reply is GeneratedReply generated
            ? SendWholeAsync(exchange, reply, schedule.Whole(generated, exchange.Request.Sampling.Choices))
            : SendNowAsync(exchange, reply);

    private async ValueTask SendWholeAsync(MockExchange exchange, MockReply reply, TimeSpan due)
    {
        await WaitAsync(due).ConfigureAwait(false);
        await SendNowAsync(exchange, reply).ConfigureAwait(false);
    }

    private ValueTask SendNowAsync(MockExchange exchange, MockReply reply)
    {
        var requestId = match.Provider.MakeRequestId(exchange.Random);
        var buffer = ReplyBuffer.Rent();
        var output = new ByteOutput(buffer);
        match.Format.WriteReply(output, Context(exchange), reply);
        output.Commit();
        exchange.Finish();
        return SendAsync(buffer, StatusCodes.Status200OK, "application/json", requestId);
    }

    private async ValueTask StreamAsync(MockExchange exchange, GeneratedReply reply)
    {
        var framing = match.Route!.StreamFraming!;
        var response = context.Response;
        WriteHead(StatusCodes.Status200OK, framing.ContentType, match.Provider.MakeRequestId(exchange.Random));
        response.Headers.CacheControl = "no-cache";
        var hasTrailer = exchange.Schedule is not null && context.Request.Headers.TE.ToString().Contains("trailers", StringComparison.OrdinalIgnoreCase);
        if (hasTrailer)
        {
            response.DeclareTrailer(LatenessHeader);
        }

        var sequence = new DeltaSequence(reply, exchange.Request.Sampling.Choices, exchange.Delivery.ChunkSize);
        var writer = new FinishingWriter(match.Format.OpenStream(Context(exchange), reply), exchange);
        await response.StartAsync(context.RequestAborted).ConfigureAwait(false);
        var frames = framing.Open(new ByteOutput(response.BodyWriter));
        using var wait = exchange.Schedule is null ? null : new PacedWait(engine.Time, startedAt, context.RequestAborted);
        var pump = new StreamPump(response.BodyWriter, frames, exchange.Schedule, wait, context.RequestAborted);
        var isComplete = await pump.RunAsync(sequence, writer).ConfigureAwait(false);
        _deltas = pump.Pieces;
        if (!isComplete)
        {
            Leave();
        }

        Report(pump.Lateness);
        if (hasTrailer && isComplete)
        {
            response.AppendTrailer(LatenessHeader, Milliseconds(pump.Lateness));
        }
    }

    private async ValueTask WaitAsync(TimeSpan due)
    {
        using (var wait = new PacedWait(engine.Time, startedAt, context.RequestAborted))
        {
            await wait.UntilAsync(due).ConfigureAwait(false);
        }

        var late = engine.Time.GetElapsedTime(startedAt) - due;
        DeliveryMetrics.Record(late);
        Report(late);
        if (late >= Noticeable && engine.Clock.IsReal)
        {
            Set(LatenessHeader, Milliseconds(late));
        }
    }

    // A clock that is moved on by hand makes everything late, and nobody's fault.
    private void Report(TimeSpan late)
    {
        if (engine.Clock.IsReal)
        {
            engine.Lateness.Report(late);
        }
    }

    private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture);

    private async ValueTask SendAsync(ReplyBuffer body, int status, string contentType, string requestId)
    {
        WriteHead(status, contentType, requestId);
        context.Response.ContentLength = body.Written.Length;
        await context.Response.BodyWriter.WriteAsync(body.Written, context.RequestAborted).ConfigureAwait(false);
        body.Return();
    }

    private void WriteHead(int status, string contentType, string requestId)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        if (Date is { } date)
        {
            Set("date", date.ToString("r", CultureInfo.InvariantCulture));
        }

        var elapsed = engine.Turns.IsRepeatable ? TimeSpan.Zero : engine.Time.GetElapsedTime(startedAt);
        match.Provider.WriteHeaders(this, new AnswerHead(requestId, status, elapsed));
    }

    private static ReplyContext Context(MockExchange exchange) => new(exchange.Request, exchange.Random, exchange.StartedAt);
}
