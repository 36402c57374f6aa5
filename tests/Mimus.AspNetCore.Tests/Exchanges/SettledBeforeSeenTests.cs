using System.Text;
using Microsoft.AspNetCore.Http;
using Mimus.AspNetCore.Exchanges;
using Mimus.AspNetCore.Hosting;
using Mimus.Core.Journal;

namespace Mimus.AspNetCore.Tests.Exchanges;

/// <summary>What the history says of an answer at the moment its bytes leave: a client that has just read them may ask.</summary>
public class SettledBeforeSeenTests
{
    [Theory]
    [InlineData("/v1/chat/completions", """{"model":"gpt-4o","messages":[{"role":"user","content":"Hello!"}]}""", null, 200)]
    [InlineData("/v1/chat/completions", """{"model":"gpt-4o","stream":true,"messages":[{"role":"user","content":"Hello!"}]}""", null, 200)]
    [InlineData("/v1/chat/completions", """{"model":"gpt-4o"}""", null, 400)]
    [InlineData("/v1/chat/completions", """{"model":"gpt-4o","messages":[{"role":"user","content":"Hello!"}]}""", "error", 500)]
    [InlineData("/v1/chat/completions", """{"model":"gpt-4o","messages":[{"role":"user","content":"Hello!"}]}""", "html", 502)]
    [InlineData("/v1/nothing", "{}", null, 404)]
    public async Task History_AnswerIsBeingSent_SaysItsStatus(string path, string body, string? fault, int status)
    {
        var engine = new MimusEngine(new MimusServerOptions());
        var bytes = Encoding.UTF8.GetBytes(body);
        var probe = new Probe(() => engine.Journal.Entries[^1].Delivery);
        var context = new DefaultHttpContext();
        context.Request.Method = "POST";
        context.Request.Path = path;
        context.Request.ContentType = "application/json";
        context.Request.ContentLength = bytes.Length;
        context.Request.Body = new MemoryStream(bytes);
        if (fault is not null)
        {
            context.Request.Headers["X-Mimus-Fault"] = fault;
        }

        context.Response.Body = probe;
        await new RequestHandler(engine).HandleAsync(context);

        Assert.Equal(status, context.Response.StatusCode);
        Assert.NotEmpty(probe.Seen);
        Assert.Equal(status, probe.Seen[^1]?.Status);
        Assert.Equal(DeliveryOutcome.Completed, probe.Seen[^1]?.Outcome);
    }

    private sealed class Probe(Func<DeliveryReport?> ask) : MemoryStream
    {
        public List<DeliveryReport?> Seen { get; } = [];

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Seen.Add(ask());
            base.Write(buffer);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            return ValueTask.CompletedTask;
        }
    }
}
