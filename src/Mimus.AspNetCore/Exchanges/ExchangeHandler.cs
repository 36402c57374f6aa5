using System.Net;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Mimus.AspNetCore.Delivery;
using Mimus.AspNetCore.Hosting;
using Mimus.Core.Chance;
using Mimus.Core.Configuration;
using Mimus.Core.Journal;
using Mimus.Core.Model;
using Mimus.Core.Pipeline;
using Mimus.Protocols;
using Mimus.Protocols.Providers;

namespace Mimus.AspNetCore.Exchanges;

/// <summary>One exchange from the first byte to the last: find the route, read, keep in the journal, ask the pipeline, deliver.</summary>
internal sealed class ExchangeHandler(MimusEngine engine)
{
    private readonly UnknownParameterLog _unknownParameters = new(engine.RequestLog);
    private readonly IgnoredControlLog _ignoredControls = new(engine.RequestLog);
    private readonly UnmatchedLog _unmatched = new(engine.RequestLog);

    public async Task HandleAsync(HttpContext context)
    {
        var cancellation = context.RequestAborted;
        var startedAt = engine.Time.GetUtcNow();
        var timestamp = engine.Time.GetTimestamp();
        var configuration = engine.Configuration.Current;
        var head = new WireHead(context.Request.Method, context.Request.Path.Value ?? "/", CopyHeaders(context.Request.Headers));
        var match = engine.Routes.Find(head);
        var number = engine.NextExchange();
        var scope = RequestScope.Of(context.Request, head.Headers, configuration.IsScopedByKey);
        var delivery = new ReplyDelivery(engine, context, match, timestamp);
        JournalEntry? entry = null;
        MockExchange? exchange = null;
        try
        {
            var (body, refusal) = await RequestBody
                .ReadAsync(context.Request, engine.Options.MaxBodyBytes, cancellation)
                .ConfigureAwait(false);
            entry = engine.Journal.Record(head.Method, head.Path, body, startedAt, scope);
            Print(configuration, head, body);
            var turn = await engine.Turns.NextAsync(scope, startedAt, cancellation).ConfigureAwait(false);
            delivery.Date = engine.Turns.IsRepeatable || !engine.Clock.IsReal ? turn.Time : null;
            var random = SeededRandom.ForExchange(engine.Turns.Seed, turn.Number, body);
            if ((match.Refusal ?? refusal) is { } turnedAway)
            {
                var settled = entry;
                await delivery
                    .SendErrorAsync(match.Format.Describe(turnedAway), random, () => settled.Delivery = delivery.Report())
                    .ConfigureAwait(false);
                return;
            }

            exchange = Read(context, head, match, body, scope, configuration, random, turn.Time);
            entry.Request = engine.Options.KeepsReadRequests && exchange.ReadFailure is null ? exchange.Request : null;
            var reply = await engine.Pipeline.HandleAsync(exchange, cancellation).ConfigureAwait(false);
            (entry.AnsweredBy, entry.MatchedRule, entry.Fault) = (exchange.AnsweredBy, exchange.MatchedRule, exchange.Fault?.ToString());
            delivery.Limits = exchange.Limits;
            exchange.OnFinishing(() => (entry.Delivery, entry.Fault) = (delivery.Report(), exchange.Fault?.ToString()));
            await delivery.SendAsync(exchange, reply).ConfigureAwait(false);
            Report(context, exchange, number, timestamp);
            _unmatched.Report(exchange, number);
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            // The client has left, or the server is ending: there is nobody to tell.
            delivery.Leave();
        }
        catch (Exception exception)
        {
            engine.RequestLog.LogError(exception, "Exchange {Number} ({Method} {Path}) failed inside Mimus.", number, head.Method, head.Path);
            await delivery.SendFailureAsync(new SeededRandom((ulong)number)).ConfigureAwait(false);
        }
        finally
        {
            var report = delivery.Report();
            exchange?.End(report);
            if (entry is not null)
            {
                entry.Delivery = report;
                engine.Journal.Settle(entry);
            }
        }
    }

    private MockExchange Read(
        HttpContext context,
        WireHead head,
        RouteMatch match,
        byte[] body,
        string? scope,
        MockConfiguration configuration,
        SeededRandom random,
        DateTimeOffset startedAt
    )
    {
        var wire = new WireRequest
        {
            Operation = match.Route!.Operation,
            Path = head.Path,
            Query = context.Request.QueryString.Value ?? "",
            Headers = head.Headers,
            RouteValue = match.Value,
            Scope = scope,
            Body = SkipByteOrderMark(body),
            Validation = configuration.Validation,
        };
        try
        {
            if (HttpMethods.IsPost(head.Method))
            {
                CheckForm(context.Request, wire);
            }

            var request = match.Format.Read(wire);
            _unknownParameters.Report(match.Format.Name, wire.UnknownParameters);
            return new MockExchange(request, configuration, random, startedAt, engine.State)
            {
                Controls = Controls(context, configuration, head),
                IsRepeatable = engine.Turns.IsRepeatable,
            };
        }
        catch (WireFormatException exception)
        {
            return Unreadable(exception.Reply);
        }
        catch (JsonException exception)
        {
            return Unreadable(new RefusalReply(new MalformedBody(Explain(exception, body.Length))));
        }

        MockExchange Unreadable(MockReply failure)
        {
            var request = new MockRequest
            {
                Format = match.Format.Name,
                Operation = wire.Operation,
                Headers = head.Headers,
                Path = head.Path,
                RawBody = body,
                Scope = scope,
            };
            return new MockExchange(request, configuration, random, startedAt, engine.State) { ReadFailure = failure };
        }
    }

    private ControlHeaders Controls(HttpContext context, MockConfiguration configuration, WireHead head)
    {
        var controls = new ControlHeaders(head.Headers);
        if (!controls.Any || (configuration.AllowsHeaderControl ?? IsLoopback(context.Connection.LocalIpAddress)))
        {
            return controls;
        }

        _ignoredControls.Report(head.Headers);
        return default;
    }

    // A server inside a test's process has no address at all.
    private static bool IsLoopback(IPAddress? address) => address is null || IPAddress.IsLoopback(address);

    private static void CheckForm(HttpRequest request, WireRequest wire)
    {
        if (wire.IsChecked && request.ContentType is { Length: > 0 } type && !IsJson(type))
        {
            throw new WireFormatException(new UnsupportedContentType(type));
        }

        if (wire.Body.IsEmpty)
        {
            throw new WireFormatException(new MalformedBody("The body is empty."));
        }

        if (!Utf8.IsValid(wire.Body.Span))
        {
            throw new WireFormatException(new MalformedBody("The body is not UTF-8."));
        }
    }

    private static bool IsJson(string contentType)
    {
        var type = contentType.AsSpan();
        type = (type.IndexOf(';') is >= 0 and var end ? type[..end] : type).Trim();
        return type.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
    }

    // Some editors and serialisers on Windows begin a text with this mark; it is no part of the JSON.
    private static ReadOnlyMemory<byte> SkipByteOrderMark(byte[] body) =>
        body is [0xEF, 0xBB, 0xBF, ..] ? body.AsMemory(3) : body;

    private static string Explain(JsonException exception, int length) =>
        exception is { LineNumber: { } line, BytePositionInLine: { } column }
            ? $"Something is wrong at line {line + 1}, byte {column + 1} of the {length} bytes received."
            : exception.Message;

    private static RequestHeaders CopyHeaders(IHeaderDictionary headers)
    {
        var copy = new KeyValuePair<string, string>[headers.Count];
        var index = 0;
        foreach (var (name, values) in headers)
        {
            copy[index++] = new(name, values.ToString());
        }

        return new RequestHeaders(copy);
    }

    private void Report(HttpContext context, MockExchange exchange, long number, long timestamp)
    {
        if (exchange.Failure is { } failure)
        {
            engine.RequestLog.LogError("{Number}: {Failure}", number, failure);
        }

        if (engine.RequestLog.IsEnabled(LogLevel.Information))
        {
            engine.RequestLog.LogInformation(
                "{Number}: {Method} {Path} {Model} -> {Status} by {AnsweredBy} in {Elapsed:0.0} ms",
                number,
                context.Request.Method,
                exchange.Request.Path,
                exchange.Request.Model,
                context.Response.StatusCode,
                exchange.MatchedRule ?? exchange.AnsweredBy ?? "no strategy",
                engine.Time.GetElapsedTime(timestamp).TotalMilliseconds
            );
        }
    }

    private void Print(MockConfiguration configuration, WireHead head, byte[] body)
    {
        if (configuration.Debug && engine.RequestLog.IsEnabled(LogLevel.Debug))
        {
            engine.RequestLog.LogDebug("{Method} {Path} {Body}", head.Method, head.Path, System.Text.Encoding.UTF8.GetString(body));
        }
    }
}
