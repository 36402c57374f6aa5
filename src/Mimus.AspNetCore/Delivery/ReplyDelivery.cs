using System.Globalization;
using Microsoft.AspNetCore.Http;
using Mimus.AspNetCore.Delivery.Faulty;
using Mimus.AspNetCore.Hosting;
using Mimus.AspNetCore.Sockets;
using Mimus.Core.Chance;
using Mimus.Core.Faults;
using Mimus.Core.Journal;
using Mimus.Core.Limits;
using Mimus.Core.Model;
using Mimus.Core.Pipeline;
using Mimus.Core.Text;
using Mimus.Protocols;
using Mimus.Protocols.Framings;
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
    private IHeaderDictionary? _headers;
    private int _deltas;
    private bool _hasHead;

    /// <summary>The time of day that the answer shows; null for the machine's.</summary>
    public DateTimeOffset? Date { get; set; }

    /// <summary>How the request's limits stand.</summary>
    public LimitSnapshot? Limits { get; set; }

    /// <summary>The exchange's HTTP side.</summary>
    public HttpContext HttpContext => context;

    /// <summary>The time of day that an answer shows which is written by hand.</summary>
    public DateTimeOffset Now => Date ?? engine.Clock.GetUtcNow();

    /// <summary>The content type to name in place of the right one; null for the right one.</summary>
    public string? ContentTypeInstead { get; set; }

    /// <summary>True where the head has been written to the socket by hand.</summary>
    public bool HasRawHead { get; set; }

    private string? RequestId { get; set; }

    // A head that is made goes out at once, unless nobody is there any more.
    private bool IsSeen => context.Response.HasStarted || HasRawHead || (_hasHead && _outcome != DeliveryOutcome.ClientLeft);

    /// <summary>How it has ended; to be asked when it has, or just before the client can see it.</summary>
    public DeliveryReport Report() =>
        new(_outcome, engine.Time.GetElapsedTime(startedAt), IsSeen ? context.Response.StatusCode : 0, _deltas);

    /// <summary>Notes that the client has left before the end.</summary>
    public void Leave()
    {
        if (_outcome == DeliveryOutcome.Completed)
        {
            _outcome = DeliveryOutcome.ClientLeft;
        }
    }

    public void Set(string name, string value) => (_headers ??= context.Response.Headers)[name] = value;

    /// <summary>Sends a reply, with the fault that was decided for it.</summary>
    public ValueTask SendAsync(MockExchange exchange, MockReply reply) =>
        exchange.Fault is { } fault && FaultKinds.StageOf(fault.Kind) is FaultStage.Wire or FaultStage.Stream && fault.Kind != FaultKind.None
            ? new FaultyDelivery(this, exchange, reply, fault).SendAsync()
            : SendPlainAsync(exchange, reply);

    /// <summary>Sends a reply as it is.</summary>
    public ValueTask SendPlainAsync(MockExchange exchange, MockReply reply) =>
        IsStreamed(exchange, reply) ? StreamAsync(exchange, (GeneratedReply)reply)
        : exchange.Schedule is null ? SendNowAsync(exchange, reply)
        : SendWholeAsync(exchange, reply);

    /// <summary>True where the reply goes out as a stream.</summary>
    public bool IsStreamed(MockExchange exchange, MockReply reply) =>
        reply is GeneratedReply && exchange.Request.Streaming && match.Route!.StreamFraming is not null;

    /// <summary>Sends an error; the status is the reply's own.</summary>
    /// <param name="error">The error.</param>
    /// <param name="random">What its id is made of.</param>
    /// <param name="onSending">Is called just before the client can see it.</param>
    public ValueTask SendErrorAsync(ErrorReply error, SeededRandom random, Action? onSending = null)
    {
        var requestId = match.Provider.MakeRequestId(random);
        SetAll(error.Headers);
        var buffer = ReplyBuffer.Rent();
        var output = new ByteOutput(buffer);
        match.Format.WriteError(output, error, requestId);
        output.Commit();
        return SendAsync(buffer, error.Status, match.Format.ErrorContentType, requestId, onSending);
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

    /// <summary>Sends an error that belongs to an exchange, when it is due.</summary>
    public ValueTask SendErrorAsync(MockExchange exchange, ErrorReply error) => SendPlainAsync(exchange, error);

    /// <summary>Renders a reply that is sent whole, an error too.</summary>
    public (ReplyBuffer Body, int Status, string ContentType) Compose(MockExchange exchange, MockReply reply)
    {
        RequestId = match.Provider.MakeRequestId(exchange.Random);
        var error = reply as ErrorReply ?? (reply is RefusalReply refusal ? match.Format.Describe(refusal.Refusal) : null);
        var buffer = ReplyBuffer.Rent();
        var output = new ByteOutput(buffer);
        if (error is null)
        {
            match.Format.WriteReply(output, Context(exchange), reply);
        }
        else
        {
            SetAll(error.Headers);
            match.Format.WriteError(output, error, RequestId);
        }

        output.Commit();
        return error is null ? (buffer, StatusCodes.Status200OK, "application/json") : (buffer, error.Status, match.Format.ErrorContentType);
    }

    /// <summary>When a reply that is sent whole is due, from the request's arrival.</summary>
    public static TimeSpan DueOf(MockExchange exchange, MockReply reply) =>
        exchange.Schedule is not { } schedule ? TimeSpan.Zero
        : reply is GeneratedReply generated ? schedule.Whole(generated, exchange.Request.Sampling.Choices)
        : schedule.First;

    /// <summary>Waits until a reply that is sent whole is due.</summary>
    public ValueTask WaitForWholeAsync(MockExchange exchange, MockReply reply) =>
        exchange.Schedule is null ? ValueTask.CompletedTask : WaitAsync(DueOf(exchange, reply));

    /// <summary>Writes the head of an answer whose id was not yet made.</summary>
    public void WriteHead(MockExchange exchange, int status, string contentType) =>
        WriteHead(status, contentType, RequestId ??= match.Provider.MakeRequestId(exchange.Random));

    /// <summary>Writes the head of a stream.</summary>
    public Framing WriteStreamHead(MockExchange exchange)
    {
        var framing = match.Route!.StreamFraming!;
        WriteHead(StatusCodes.Status200OK, framing.ContentType, match.Provider.MakeRequestId(exchange.Random));
        context.Response.Headers.CacheControl = "no-cache";
        return framing;
    }

    /// <summary>The deltas of a reply.</summary>
    public static DeltaSequence Sequence(MockExchange exchange, MockReply reply) =>
        new((GeneratedReply)reply, exchange.Request.Sampling.Choices, exchange.Delivery.ChunkSize);

    /// <summary>Opens the writer of a stream.</summary>
    public ReplyStreamWriter OpenWriter(MockExchange exchange, MockReply reply) =>
        new FinishingWriter(OpenUnfinishedWriter(exchange, reply), exchange);

    /// <summary>Opens the writer of a stream whose end somebody else tells of.</summary>
    public ReplyStreamWriter OpenUnfinishedWriter(MockExchange exchange, MockReply reply) =>
        match.Format.OpenStream(Context(exchange), (GeneratedReply)reply);

    /// <summary>Opens the waits of the answer.</summary>
    public PacedWait OpenWait() => new(engine.Time, startedAt, context.RequestAborted, context.Features.Get<IReceiveBuffer>());

    /// <summary>Notes that a fault ended the answer early.</summary>
    public void MarkCut() => _outcome = DeliveryOutcome.Cut;

    /// <summary>Notes that a fault ends the answer, before the last byte that the client gets: what it looks at next says how the answer ended.</summary>
    public void NoteCut(MockExchange exchange)
    {
        MarkCut();
        exchange.Finish();
    }

    /// <summary>Notes what a pump has done.</summary>
    public void Note(StreamPump pump, bool isUnread)
    {
        _deltas = pump.Pieces;
        Report(pump.Lateness);
        if (isUnread)
        {
            Leave();
        }
    }

    private async ValueTask SendWholeAsync(MockExchange exchange, MockReply reply)
    {
        await WaitForWholeAsync(exchange, reply).ConfigureAwait(false);
        await SendNowAsync(exchange, reply).ConfigureAwait(false);
    }

    private ValueTask SendNowAsync(MockExchange exchange, MockReply reply)
    {
        var (body, status, contentType) = Compose(exchange, reply);
        return SendAsync(body, status, contentType, RequestId!, exchange.Finish);
    }

    private async ValueTask StreamAsync(MockExchange exchange, GeneratedReply reply)
    {
        var framing = WriteStreamHead(exchange);
        var response = context.Response;
        // Kestrel has trailers over HTTP/2 alone, which Mimus speaks only in another application.
        var hasTrailer = exchange.Schedule is not null && response.SupportsTrailers();
        if (hasTrailer)
        {
            response.DeclareTrailer(LatenessHeader);
        }

        var writer = OpenWriter(exchange, reply);
        await response.StartAsync(context.RequestAborted).ConfigureAwait(false);
        var output = new ByteOutput(response.BodyWriter);
        using var wait = exchange.Schedule is null ? null : OpenWait();
        var pump = new StreamPump(response.BodyWriter, output, exchange.Schedule, wait, context.RequestAborted);
        var end = await pump.RunAsync(Sequence(exchange, reply), writer, framing.Open(output)).ConfigureAwait(false);
        Note(pump, end == PumpEnd.Unread);
        if (hasTrailer && end == PumpEnd.Complete)
        {
            response.AppendTrailer(LatenessHeader, Milliseconds(pump.Lateness));
        }
    }

    private async ValueTask WaitAsync(TimeSpan due)
    {
        using (var wait = OpenWait())
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

    private async ValueTask SendAsync(ReplyBuffer body, int status, string contentType, string requestId, Action? onSending)
    {
        WriteHead(status, contentType, requestId);
        onSending?.Invoke();
        context.Response.ContentLength = body.Written.Length;
        await context.Response.BodyWriter.WriteAsync(body.Written, context.RequestAborted).ConfigureAwait(false);
        body.Return();
    }

    private void WriteHead(int status, string contentType, string requestId)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = ContentTypeInstead ?? contentType;
        if (Date is { } date)
        {
            Set("date", date.ToString("r", CultureInfo.InvariantCulture));
        }

        var elapsed = engine.Turns.IsRepeatable ? TimeSpan.Zero : engine.Time.GetElapsedTime(startedAt);
        _hasHead = true;
        match.Provider.WriteHeaders(this, new AnswerHead(requestId, status, elapsed, Limits));
    }

    private void SetAll(IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        for (var index = 0; index < headers.Count; index++)
        {
            Set(headers[index].Key, headers[index].Value);
        }
    }

    private static ReplyContext Context(MockExchange exchange) => new(exchange.Request, exchange.Random, exchange.StartedAt);
}
