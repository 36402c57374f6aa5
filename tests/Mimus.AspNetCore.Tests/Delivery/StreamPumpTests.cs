using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Mimus.AspNetCore.Delivery;
using Mimus.Core.Chance;
using Mimus.Core.Latency;
using Mimus.Core.Model;
using Mimus.Core.Text;
using Mimus.Protocols;
using Mimus.Protocols.Framings;
using Mimus.Protocols.Json;
using DeliveryPlan = Mimus.Core.Model.Delivery;

namespace Mimus.AspNetCore.Tests.Delivery;

public class StreamPumpTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task RunAsync_NoDelay_FlushesOnceAtTheEnd()
    {
        var pipe = new CountingPipe();

        await Run(pipe.Writer, "one two three", DeliveryPlan.Immediate);

        Assert.Equal(1, pipe.Writer.Flushes);
        Assert.Equal("[one][ two][ three]", await pipe.ReadAll());
    }

    [Fact]
    public async Task RunAsync_Interval_SendsEachPieceWhenItIsDue()
    {
        var pipe = new CountingPipe();
        var run = Run(pipe.Writer, "one two three", new DeliveryPlan { Interval = Interval });
        Assert.Equal("[one]", pipe.ReadNow());

        _time.Advance(Interval - TimeSpan.FromMilliseconds(1));
        Assert.Equal("", pipe.ReadNow());
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("[ two]", await pipe.ReadNext());
        _time.Advance(Interval);

        Assert.True(await run);
        Assert.Equal("[ three]", await pipe.ReadAll());
    }

    [Fact]
    public async Task RunAsync_TimeToFirstToken_HoldsBackTheFirstPiece()
    {
        var pipe = new CountingPipe();
        var run = Run(pipe.Writer, "one two", new DeliveryPlan { TimeToFirstToken = TimeSpan.FromSeconds(1), Interval = Interval });

        Assert.Equal("", pipe.ReadNow());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("[one]", await pipe.ReadNext());
        _time.Advance(Interval);

        Assert.True(await run);
    }

    [Fact]
    public async Task RunAsync_StreamFellBehind_CatchesUpInOneFlush()
    {
        var pipe = new CountingPipe();
        var run = Run(pipe.Writer, "1 2 3 4 5 6", new DeliveryPlan { Interval = Interval });
        Assert.Equal("[1]", pipe.ReadNow());

        _time.Advance(3.5 * Interval);
        Assert.Equal("[ 2][ 3][ 4]", await pipe.ReadNext());
        _time.Advance(0.5 * Interval);
        Assert.Equal("[ 5]", await pipe.ReadNext());
        _time.Advance(Interval);

        Assert.True(await run);
        Assert.Equal("[ 6]", await pipe.ReadAll());
    }

    [Fact]
    public async Task RunAsync_ClientLeavesDuringAWait_EndsAtOnce()
    {
        var pipe = new CountingPipe();
        using var left = new CancellationTokenSource();
        var run = Run(pipe.Writer, "one two", new DeliveryPlan { Interval = Interval }, left);

        await left.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task RunAsync_ClientHasLeft_WritesNoMore()
    {
        var pipe = new CountingPipe();
        await pipe.Reader.CompleteAsync();
        var text = string.Join(' ', Enumerable.Range(0, 100_000).Select(number => number.ToString(CultureInfo.InvariantCulture)));

        Assert.False(await Run(pipe.Writer, text, DeliveryPlan.Immediate));
        Assert.True(pipe.Writer.Bytes < 64 * 1024, $"{pipe.Writer.Bytes} bytes were composed for nobody.");
    }

    [Fact]
    public async Task RunAsync_ClientReadsSlowly_HoldsOnlyAWindowOfTheStream()
    {
        var pipe = new CountingPipe();
        var text = string.Join(' ', Enumerable.Range(0, 100_000).Select(number => number.ToString(CultureInfo.InvariantCulture)));
        var run = Run(pipe.Writer, text, DeliveryPlan.Immediate);

        Assert.False(run.IsCompleted);
        Assert.True(pipe.Writer.Bytes < 128 * 1024, $"{pipe.Writer.Bytes} bytes are held for a client that does not read.");

        var all = await pipe.ReadAll(run);
        Assert.True(await run);
        Assert.Equal(text, all.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal));
    }

    private Task<bool> Run(PipeWriter pipe, string text, DeliveryPlan delivery, CancellationTokenSource? left = null)
    {
        var sequence = new DeltaSequence(new GeneratedReply(new ReplyText(text)), 1, delivery.ChunkSize);
        return Completed();

        async Task<bool> Completed()
        {
            var frames = new Plain(new ByteOutput(pipe));
            var cancellation = left?.Token ?? default;
            var schedule = DeliverySchedule.IsNeeded(delivery) ? DeliverySchedule.Of(delivery, new SeededRandom(1)) : null;
            using var wait = schedule is null ? null : new PacedWait(_time, _time.GetTimestamp(), cancellation);
            return await new StreamPump(pipe, frames.Output, schedule, wait, cancellation).RunAsync(sequence, new Brackets(), frames) == PumpEnd.Complete;
        }
    }

    /// <summary>Writes each piece in brackets and nothing else.</summary>
    private sealed class Brackets : ReplyStreamWriter
    {
        public override void Write(in ReplyDelta delta, FrameWriter frames)
        {
            if (delta.Kind == DeltaKind.Piece)
            {
                frames.Begin(default);
                frames.Output.WriteEscaped(delta.Text.Span);
                frames.End();
            }
        }

        public override void WriteError(ErrorReply error, FrameWriter frames) { }
    }

    private sealed class Plain(ByteOutput output) : FrameWriter(output)
    {
        public override void Begin(ReadOnlySpan<byte> eventName) => Output.Write("["u8);

        public override void End() => Output.Write("]"u8);
    }

    /// <summary>A pipe that counts what the pump does to it.</summary>
    private sealed class CountingPipe
    {
        private readonly Pipe _pipe = new(new PipeOptions(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline));

        public CountingPipe() => Writer = new CountingWriter(_pipe.Writer);

        public CountingWriter Writer { get; }

        public PipeReader Reader => _pipe.Reader;

        public string ReadNow() => _pipe.Reader.TryRead(out var result) ? Take(result) : "";

        public async Task<string> ReadNext() => Take(await _pipe.Reader.ReadAsync(TestContext.Current.CancellationToken));

        public async Task<string> ReadAll(Task<bool>? run = null)
        {
            var text = new StringBuilder();
            while (run is { IsCompleted: false })
            {
                text.Append(await ReadNext());
            }

            await Writer.CompleteAsync();
            while (true)
            {
                var result = await _pipe.Reader.ReadAsync(TestContext.Current.CancellationToken);
                text.Append(Take(result));
                if (result.IsCompleted)
                {
                    return text.ToString();
                }
            }
        }

        private string Take(ReadResult result)
        {
            var text = Encoding.UTF8.GetString(result.Buffer);
            _pipe.Reader.AdvanceTo(result.Buffer.End);
            return text;
        }
    }

    private sealed class CountingWriter(PipeWriter inner) : PipeWriter
    {
        public int Flushes { get; private set; }

        public long Bytes { get; private set; }

        public override void Advance(int bytes)
        {
            Bytes += bytes;
            inner.Advance(bytes);
        }

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
        {
            Flushes++;
            return inner.FlushAsync(cancellationToken);
        }

        public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);
    }
}
