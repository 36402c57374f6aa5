using System.Buffers;
using BenchmarkDotNet.Attributes;
using Mimus.Core.Chance;
using Mimus.Core.Model;
using Mimus.Core.Text;
using Mimus.Protocols;
using Mimus.Protocols.Framings;
using Mimus.Protocols.Json;
using Mimus.Protocols.Providers;

namespace Mimus.Microbenchmarks;

/// <summary>A format alone: bytes to a request, and a reply to bytes.</summary>
[MemoryDiagnoser]
public class FormatBenchmarks
{
    private readonly ArrayBufferWriter<byte> _buffer = new(256 * 1024);
    private readonly GeneratedReply _reply = new(new ReplyText(Questions.Words(100))) { Usage = new TokenUsage(10, 125) };
    private WireFormat _format = null!;
    private WireRequest _wire = null!;
    private MockRequest _request = null!;

    [Params("openai", "responses", "anthropic")]
    public string Format { get; set; } = "openai";

    [GlobalSetup]
    public void Setup()
    {
        var headers = new RequestHeaders([new("anthropic-version", "2023-06-01"), new("content-type", "application/json")]);
        var path = Questions.PathOf(Format);
        _format = RouteTable.Default.Find(new WireHead("POST", path, headers)).Format;
        _wire = new WireRequest { Operation = Operation.Generate, Path = path, Headers = headers, Body = Questions.BodyOf(Format, isStreaming: true) };
        _request = _format.Read(_wire);
    }

    [Benchmark]
    public object Read() => _format.Read(_wire);

    [Benchmark]
    public int RenderWhole()
    {
        _buffer.ResetWrittenCount();
        var output = new ByteOutput(_buffer);
        _format.WriteReply(output, Context(), _reply);
        output.Commit();
        return _buffer.WrittenCount;
    }

    [Benchmark]
    public int RenderStreamOf100()
    {
        _buffer.ResetWrittenCount();
        var output = new ByteOutput(_buffer);
        var frames = SseFraming.Instance.Open(output);
        var writer = _format.OpenStream(Context(), _reply);
        var deltas = new DeltaSequence(_reply, 1, null);
        while (deltas.MoveNext())
        {
            writer.Write(deltas.Current, frames);
        }

        output.Commit();
        return _buffer.WrittenCount;
    }

    private ReplyContext Context() => new(_request, new SeededRandom(1), DateTimeOffset.UnixEpoch);
}
