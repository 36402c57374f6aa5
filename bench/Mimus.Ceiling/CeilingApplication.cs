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
            await AnswerAsync(context, Question.Read(body.AsMemory(0, length)));
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

    private static async ValueTask AnswerAsync(HttpContext context, Question question)
    {
        var response = context.Response;
        if (!question.HasText)
        {
            response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        Prepare(response, question.IsStreaming);
        if (!question.IsStreaming)
        {
            response.ContentLength = Answers.WholeLength(question.Model.Span);
            Answers.WriteWhole(response.BodyWriter, question.Model.Span);
            await response.BodyWriter.FlushAsync();
        }
        else if (context.Request.Headers.TryGetValue("X-Mimus-Latency", out var latency))
        {
            var interval = double.Parse(latency.ToString().AsSpan().TrimEnd("ms"), CultureInfo.InvariantCulture);
            await PacedStream.WriteAsync(response, question.Model, TimeSpan.FromMilliseconds(interval));
        }
        else
        {
            int? from = 0;
            do
            {
                from = Answers.WriteStream(response.BodyWriter, question.Model.Span, from.Value);
                await response.BodyWriter.FlushAsync();
            }
            while (from is not null);
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
