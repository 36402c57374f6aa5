using Microsoft.AspNetCore.Http;

namespace Mimus.Ceiling;

/// <summary>A stream whose pieces have their times, counted from its beginning: each is waited for, written and flushed by itself.</summary>
internal static class PacedStream
{
    // As many, and as long, as the harness waits for.
    private const int Pieces = 100;

    public static async Task WriteAsync(HttpResponse response, ReadOnlyMemory<byte> model, TimeSpan interval)
    {
        var begin = TimeProvider.System.GetTimestamp();
        Answers.WriteFirst(response.BodyWriter, model.Span);
        for (var piece = 0; piece < Pieces; piece++)
        {
            var left = (interval * piece) - TimeProvider.System.GetElapsedTime(begin);
            if (left > TimeSpan.Zero)
            {
                await response.BodyWriter.FlushAsync();
                await Task.Delay(left);
            }

            Answers.WritePiece(response.BodyWriter, model.Span, "w000 "u8);
        }

        Answers.WriteLast(response.BodyWriter, model.Span);
        await response.BodyWriter.FlushAsync();
    }
}
