using System.Buffers;
using System.Globalization;
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
        var reader = context.Request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync();
            if (!result.IsCompleted)
            {
                reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
                continue;
            }

            if (context.Request.Headers.TryGetValue("X-Mimus-Latency", out var latency))
            {
                reader.AdvanceTo(result.Buffer.End);
                Prepare(context.Response, isStreaming: true);
                var interval = double.Parse(latency.ToString().AsSpan().TrimEnd("ms"), CultureInfo.InvariantCulture);
                await PacedStream.WriteAsync(context.Response, "gpt-4o"u8.ToArray(), TimeSpan.FromMilliseconds(interval));
                return;
            }

            Answer(context, result.Buffer);
            reader.AdvanceTo(result.Buffer.End);
            await context.Response.BodyWriter.FlushAsync();
            return;
        }
    }

    // The body is one piece, or is copied into one, as Utf8JsonReader is fastest with that.
    private static void Answer(HttpContext context, ReadOnlySequence<byte> body)
    {
        if (body.IsSingleSegment)
        {
            Answer(context.Response, Question.Read(body.FirstSpan));
            return;
        }

        var copy = ArrayPool<byte>.Shared.Rent((int)body.Length);
        body.CopyTo(copy);
        Answer(context.Response, Question.Read(copy.AsSpan(0, (int)body.Length)));
        ArrayPool<byte>.Shared.Return(copy);
    }

    private static void Answer(HttpResponse response, Question question)
    {
        if (question.Text.IsEmpty)
        {
            response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        Prepare(response, question.IsStreaming);
        if (question.IsStreaming)
        {
            Answers.WriteStream(response.BodyWriter, question.Model);
        }
        else
        {
            response.ContentLength = Answers.WholeLength(question.Model);
            Answers.WriteWhole(response.BodyWriter, question.Model);
        }
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
