using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Mimus.AspNetCore.Exchanges;
using Mimus.Core.Model;

namespace Mimus.AspNetCore.Tests.Exchanges;

public class RequestBodyTests
{
    private const int Limit = 2 * 1024 * 1024;

    [Theory]
    [InlineData(0, 1, true)]
    [InlineData(1, 1, false)]
    [InlineData(5_000, 1, true)]
    [InlineData(5_000, 4_096, false)]
    [InlineData(100_000, 4_096, true)]
    [InlineData(128 * 1024, 4_096, true)]
    [InlineData(700_001, 4_096, true)]
    [InlineData(700_001, 4_096, false)]
    [InlineData(Limit, 60_000, true)]
    [InlineData(Limit, 60_000, false)]
    public async Task ReadAsync_ComesInPieces_IsWhole(int size, int piece, bool isLengthSaid)
    {
        var sent = new byte[size];
        new Random(7).NextBytes(sent);
        var pipe = InlinePipe();
        var read = RequestBody.ReadAsync(RequestOf(pipe, isLengthSaid ? size : null), Limit, TestContext.Current.CancellationToken).AsTask();
        for (var offset = 0; offset < size; offset += piece)
        {
            await pipe.Writer.WriteAsync(sent.AsMemory(offset, Math.Min(piece, size - offset)), TestContext.Current.CancellationToken);
        }

        await pipe.Writer.CompleteAsync();
        var (body, refusal) = await read;

        Assert.Null(refusal);
        Assert.Equal(sent, body);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ReadAsync_OverTheLimit_IsRefused(bool isLengthSaid)
    {
        var pipe = InlinePipe();
        var read = RequestBody.ReadAsync(RequestOf(pipe, isLengthSaid ? Limit + 1 : null), Limit, TestContext.Current.CancellationToken).AsTask();
        for (var sent = 0; sent <= Limit && !read.IsCompleted; sent += 64 * 1024)
        {
            await pipe.Writer.WriteAsync(new byte[64 * 1024], TestContext.Current.CancellationToken);
        }

        var (body, refusal) = await read;

        Assert.Empty(body);
        Assert.Equal(new BodyTooLarge(Limit), refusal);
    }

    [Fact]
    public async Task ReadAsync_LengthIsOnlySaid_TakesLittleMemory()
    {
        var pipe = InlinePipe();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var read = RequestBody.ReadAsync(RequestOf(pipe, Limit), Limit, TestContext.Current.CancellationToken).AsTask();
        await pipe.Writer.WriteAsync(new byte[1], TestContext.Current.CancellationToken);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 256 * 1024);
        await pipe.Writer.CompleteAsync();
        Assert.Single((await read).Body);
    }

    // Whoever writes runs the reader, so that each piece is read by itself.
    private static Pipe InlinePipe() =>
        new(new PipeOptions(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, pauseWriterThreshold: 0, useSynchronizationContext: false));

    private static HttpRequest RequestOf(Pipe pipe, long? length)
    {
        var context = new DefaultHttpContext();
        context.Features.Set<IRequestBodyPipeFeature>(new Body(pipe.Reader));
        context.Request.ContentLength = length;
        return context.Request;
    }

    private sealed class Body(PipeReader reader) : IRequestBodyPipeFeature
    {
        public PipeReader Reader { get; } = reader;
    }
}
