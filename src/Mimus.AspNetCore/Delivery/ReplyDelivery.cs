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
                exchange.Finish();
                return SendErrorAsync(match.Format.Describe(refusal.Refusal), exchange.Random);
            case ErrorReply error:
                exchange.Finish();
                return SendErrorAsync(error, exchange.Random);
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

    private ValueTask SendWholeAsync(MockExchange exchange, MockReply reply)
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
        var request = exchange.Request;
        var framing = match.Route!.StreamFraming!;
        var response = context.Response;
        WriteHead(StatusCodes.Status200OK, framing.ContentType, match.Provider.MakeRequestId(exchange.Random));
        response.Headers.CacheControl = "no-cache";
        var delivery = exchange.Delivery;
        var sequence = new DeltaSequence(reply, request.Sampling.Choices, delivery.ChunkSize);
        var writer = new FinishingWriter(match.Format.OpenStream(Context(exchange), reply), exchange);
        await response.StartAsync(context.RequestAborted).ConfigureAwait(false);
        var frames = framing.Open(new ByteOutput(response.BodyWriter));
        var (isComplete, deltas) = await StreamPump
            .RunAsync(sequence, writer, frames, response.BodyWriter, delivery, engine.Time, context.RequestAborted)
            .ConfigureAwait(false);
        _deltas = deltas;
        if (!isComplete)
        {
            Leave();
        }
    }

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
