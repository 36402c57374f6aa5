using Microsoft.AspNetCore.Http;

namespace Mimus.Ceiling;

/// <summary>A stream whose pieces have their times, counted from its beginning: each is waited for, written and flushed by itself.</summary>
internal static class PacedStream
{
    private const int Pieces = 100;

    public static async Task WriteAsync(HttpResponse response, byte[] model, TimeSpan interval)
    {
        var begin = TimeProvider.System.GetTimestamp();
        Answers.WriteFirst(response.BodyWriter, model);
        for (var piece = 0; piece < Pieces; piece++)
        {
            var left = (interval * piece) - TimeProvider.System.GetElapsedTime(begin);
            if (left > TimeSpan.Zero)
            {
                await response.BodyWriter.FlushAsync();
                await Task.Delay(left);
            }

            Answers.WritePiece(response.BodyWriter, model, "w000 "u8);
        }

        Answers.WriteLast(response.BodyWriter, model);
        await response.BodyWriter.FlushAsync();
    }
}
