using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Http;
using Mimus.AspNetCore;
using Mimus.AspNetCore.Exchanges;
using Mimus.AspNetCore.Hosting;

namespace Mimus.Microbenchmarks;

/// <summary>A whole exchange without a socket: route, read, journal, pipeline, render.</summary>
[MemoryDiagnoser]
public class ExchangeBenchmarks
{
    private RequestHandler _handler = null!;
    private byte[] _body = [];

    [Params("openai", "responses", "anthropic")]
    public string Format { get; set; } = "openai";

    [Params(0, 1, 100)]
    public int StreamedWords { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _handler = new RequestHandler(new MimusEngine(new MimusServerOptions()));
        _body = StreamedWords == 0 ? Questions.BodyOf(Format, isStreaming: false) : Questions.BodyOf(Format, isStreaming: true, Questions.Words(StreamedWords));
    }

    [Benchmark]
    public Task Exchange()
    {
        var context = new DefaultHttpContext();
        context.Request.Method = "POST";
        context.Request.Path = Questions.PathOf(Format);
        context.Request.ContentType = "application/json";
        context.Request.Headers.Authorization = "Bearer bench";
        context.Request.Headers["anthropic-version"] = "2023-06-01";
        context.Request.Body = new MemoryStream(_body);
        context.Response.Body = Stream.Null;
        return _handler.HandleAsync(context);
    }
}
