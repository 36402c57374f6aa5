using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using Mimus.AspNetCore;
using Mimus.Conformance.Tests.Formats;
using Mimus.Conformance.Tests.Servers;
using Xunit;

namespace Mimus.Conformance.Tests.Scenarios;

/// <summary>Bodies that come in another form than plain JSON of a decent size.</summary>
public sealed class BodyTests(ServerFixture server)
{
    public static TheoryData<string> Formats => FormatAdapters.Names;

    public static TheoryData<string, string> Encodings
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var format in FormatAdapters.All)
            {
                foreach (var encoding in new[] { "gzip", "br", "deflate", "GZip", "identity" }) data.Add(format.Name, encoding);
            }

            return data;
        }
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{\"model\": \"m\", ")]
    [InlineData("{\"model\": \"m\"} trailing")]
    [InlineData("{'model': 'm'}")]
    [InlineData("{\"model\": \"\\ud800\"}")]
    [InlineData("[]]")]
    [InlineData("")]
    [InlineData("\u0000")]
    public async Task Body_Malformed_Is400(string body)
    {
        foreach (var format in FormatAdapters.All)
        {
            var answer = await server.AskAsync(format, body);

            Assert.Equal(400, answer.Status);
            Assert.Equal("invalid_request_error", answer.Error!.Type);
        }
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("17")]
    [InlineData("{}")]
    public async Task Body_OfAnotherForm_Is400(string body)
    {
        foreach (var format in FormatAdapters.All)
        {
            Assert.Equal(400, (await server.AskAsync(format, body)).Status);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Body_NotUtf8_Is400(string name)
    {
        var format = FormatAdapters.Find(name);
        var body = Encoding.Latin1.GetBytes(format.Write(Prompt.Of("x"), false).ToJsonString().Replace("\"x\"", "\"ü\"", StringComparison.Ordinal));

        var answer = await server.AskAsync(format, format.Request(ServerFixture.Bytes(body)));

        Assert.Equal(400, answer.Status);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Body_WithByteOrderMark_IsRead(string name)
    {
        var format = FormatAdapters.Find(name);
        byte[] body = [0xEF, 0xBB, 0xBF, .. Valid(format)];

        Assert.Equal("Hello", (await server.AskAsync(format, format.Request(ServerFixture.Bytes(body)))).Text);
    }

    [Theory]
    [InlineData("text/plain", 400)]
    [InlineData("application/x-www-form-urlencoded", 400)]
    [InlineData("multipart/form-data; boundary=x", 400)]
    [InlineData("application/json", 200)]
    [InlineData("Application/JSON; charset=UTF-8", 200)]
    [InlineData("application/vnd.api+json", 200)]
    [InlineData(null, 200)]
    public async Task ContentType_OfABody_IsChecked(string? type, int status)
    {
        foreach (var format in FormatAdapters.All)
        {
            var content = new ByteArrayContent(Valid(format));
            if (type is not null) content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);

            var answer = await server.AskAsync(format, format.Request(content));

            Assert.Equal(status, answer.Status);
            if (status == 400) Assert.Contains(type!, answer.Error!.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task Body_Compressed_IsRead(string name, string encoding)
    {
        var format = FormatAdapters.Find(name);

        var answer = await server.AskAsync(format, format.Request(ServerFixture.Bytes(Compress(Valid(format), encoding), encoding)));

        Assert.Equal("Hello", answer.Text);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("zstd")]
    [InlineData("gzip, br")]
    public async Task Body_ThatDoesNotDecode_Is400(string encoding)
    {
        foreach (var format in FormatAdapters.All)
        {
            var content = ServerFixture.Bytes(Valid(format));
            content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);

            Assert.Equal(400, (await server.AskAsync(format, format.Request(content))).Status);
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task Body_CompressedAndCut_Is400(string encoding)
    {
        foreach (var format in FormatAdapters.All)
        {
            var whole = Compress(Valid(format), encoding);

            Assert.Equal(400, (await server.AskAsync(format, format.Request(ServerFixture.Bytes(whole[..(whole.Length / 2)], encoding)))).Status);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Body_OverTheLimit_Is413(string name)
    {
        await using var own = await ServerFixture.StartAsync(Limited);
        var format = FormatAdapters.Find(name);
        var body = Encoding.UTF8.GetBytes(format.Write(Prompt.Of(new string('x', 20_000)), false).ToJsonString());

        var declared = await own.AskAsync(format, format.Request(ServerFixture.Bytes(body)));
        var chunked = format.Request(ServerFixture.Bytes(body));
        chunked.Headers.TransferEncodingChunked = true;
        var undeclared = await own.AskAsync(format, chunked);
        var small = await own.AskAsync(format, Prompt.Of("Hello"), isStreamed: false);

        Assert.Equal(413, declared.Status);
        Assert.Equal(413, undeclared.Status);
        Assert.Equal(format.IsAnthropic ? "request_too_large" : "invalid_request_error", declared.Error!.Type);
        Assert.Equal("Hello", small.Text);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task Body_ThatDecompressesBeyondTheLimit_Is413(string encoding)
    {
        await using var own = await ServerFixture.StartAsync(Limited);
        var bomb = Compress(new byte[50_000_000], encoding);
        foreach (var format in FormatAdapters.All)
        {
            Assert.Equal(413, (await own.AskAsync(format, format.Request(ServerFixture.Bytes(bomb[..Math.Min(bomb.Length, 9000)], encoding)))).Status);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Body_Chunked_IsRead(string name)
    {
        var format = FormatAdapters.Find(name);
        var request = format.Request(ServerFixture.Bytes(Valid(format)));
        request.Headers.TransferEncodingChunked = true;

        Assert.Equal("Hello", (await server.AskAsync(format, request)).Text);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Request_ExpectingContinue_IsAnswered(string name)
    {
        var format = FormatAdapters.Find(name);
        var request = format.Request(ServerFixture.Bytes(Valid(format)));
        request.Headers.ExpectContinue = true;

        Assert.Equal("Hello", (await server.AskAsync(format, request)).Text);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Request_OfferingHttp2_IsAnsweredInHttp1(string name)
    {
        var format = FormatAdapters.Find(name);
        var request = format.Request(ServerFixture.Bytes(Valid(format)));
        request.Headers.TryAddWithoutValidation("Connection", "Upgrade, HTTP2-Settings");
        request.Headers.TryAddWithoutValidation("Upgrade", "h2c");
        request.Headers.TryAddWithoutValidation("HTTP2-Settings", "AAMAAABkAAQAAP__");

        var answer = await server.AskAsync(format, request);

        Assert.Equal("Hello", answer.Text);
        Assert.Equal(new Version(1, 1), answer.Response.Version);
    }

    private static MimusServerOptions Limited => new() { Configuration = ServerFixture.Scripted, MaxBodyBytes = 10_000 };

    private static byte[] Valid(FormatAdapter format) => Encoding.UTF8.GetBytes(format.Write(Prompt.Of("Hello"), false).ToJsonString());

    private static byte[] Compress(byte[] body, string encoding)
    {
        using var target = new MemoryStream();
        using (Stream stream = encoding.ToUpperInvariant() switch
        {
            "GZIP" => new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true),
            "BR" => new BrotliStream(target, CompressionLevel.Fastest, leaveOpen: true),
            "DEFLATE" => new ZLibStream(target, CompressionLevel.Fastest, leaveOpen: true),
            _ => new BufferedStream(new Kept(target)),
        })
        {
            stream.Write(body);
        }

        return target.ToArray();
    }

    /// <summary>A stream that writes to another and leaves it open.</summary>
    private sealed class Kept(MemoryStream target) : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => target.Write(buffer, offset, count);

        public override void Write(ReadOnlySpan<byte> buffer) => target.Write(buffer);
    }
}
