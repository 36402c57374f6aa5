using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Mimus.Ceiling;

/// <summary>Reads model and last message and gives one of two answers, with no rules, no history, no validation and no counting: what is left when a product is left out.</summary>
internal sealed class CeilingApplication : IHttpApplication<HttpContext>
{
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception) { }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        var length = (int)context.Request.ContentLength.GetValueOrDefault();
        var body = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            await ReadAsync(context.Request.BodyReader, body);
            await AnswerAsync(context, body.AsMemory(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(body);
        }
    }

    // What comes is taken at once, into one piece, as Utf8JsonReader is fastest with that.
    private static async ValueTask ReadAsync(PipeReader reader, byte[] body)
    {
        var used = 0;
        while (true)
        {
            var result = await reader.ReadAsync();
            result.Buffer.CopyTo(body.AsSpan(used));
            used += (int)result.Buffer.Length;
            reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                return;
            }
        }
    }

    private static async ValueTask AnswerAsync(HttpContext context, ReadOnlyMemory<byte> body)
    {
        if (context.Request.Headers.TryGetValue("X-Mimus-Latency", out var latency))
        {
            Prepare(context.Response, isStreaming: true);
            var interval = double.Parse(latency.ToString().AsSpan().TrimEnd("ms"), CultureInfo.InvariantCulture);
            await PacedStream.WriteAsync(context.Response, "gpt-4o"u8.ToArray(), TimeSpan.FromMilliseconds(interval));
            return;
        }

        for (var next = Answer(context.Response, Question.Read(body.Span), 0); next is { } from; next = Answer(context.Response, Question.Read(body.Span), from))
        {
            await context.Response.BodyWriter.FlushAsync();
        }

        await context.Response.BodyWriter.FlushAsync();
    }

    // Says from which piece a stream goes on, and null where the answer is complete.
    private static int? Answer(HttpResponse response, Question question, int from)
    {
        if (question.Text.IsEmpty)
        {
            response.StatusCode = StatusCodes.Status400BadRequest;
            return null;
        }

        if (from == 0)
        {
            Prepare(response, question.IsStreaming);
        }

        if (question.IsStreaming)
        {
            return Answers.WriteStream(response.BodyWriter, question.Model, from);
        }

        response.ContentLength = Answers.WholeLength(question.Model);
        Answers.WriteWhole(response.BodyWriter, question.Model);
        return null;
    }

    private static void Prepare(HttpResponse response, bool isStreaming)
    {
        response.Headers["x-request-id"] = "req_78122863c75d51d69397f6761b0b7e11";
        response.Headers["openai-version"] = "2020-10-01";
        response.Headers["openai-processing-ms"] = "1";
        response.ContentType = isStreaming ? "text/event-stream; charset=utf-8" : "application/json";
        if (isStreaming)
        {
            response.Headers.CacheControl = "no-cache";
        }
    }
}
