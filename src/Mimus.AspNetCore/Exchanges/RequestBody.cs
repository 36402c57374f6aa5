using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Mimus.Core.Model;

namespace Mimus.AspNetCore.Exchanges;

/// <summary>Reads a request's body whole, within the limit, and undoes its compression.</summary>
internal static class RequestBody
{
    // Of a body whose length is not said.
    private const int FirstRoom = 16 * 1024;

    // A length that is only said takes no more memory than this.
    private const int MostRoomAhead = 256 * 1024;

    /// <summary>The body, or why it is refused.</summary>
    public static ValueTask<(byte[] Body, Refusal? Refusal)> ReadAsync(HttpRequest request, long limit, CancellationToken cancellation)
    {
        try
        {
            return TryReadAtOnce(request, limit) is { } body ? new((body, null)) : ReadSlowlyAsync(request, limit, cancellation);
        }
        catch (BadHttpRequestException exception)
        {
            return new(([], Broken(exception)));
        }
    }

    // A short body has come with its head, as a rule.
    private static byte[]? TryReadAtOnce(HttpRequest request, long limit)
    {
        if (request.ContentLength is not { } length || length > limit || request.Headers.ContentEncoding.Count > 0 || !request.BodyReader.TryRead(out var result))
        {
            return null;
        }

        var body = result.IsCompleted ? Copy(result.Buffer) : null;
        request.BodyReader.AdvanceTo(body is null ? result.Buffer.Start : result.Buffer.End, result.Buffer.End);
        return body;
    }

    private static async ValueTask<(byte[] Body, Refusal? Refusal)> ReadSlowlyAsync(HttpRequest request, long limit, CancellationToken cancellation)
    {
        if (request.ContentLength > limit)
        {
            return ([], new BodyTooLarge(limit));
        }

        try
        {
            var body = await ReadAllAsync(request.BodyReader, request.ContentLength, limit, cancellation).ConfigureAwait(false);
            if (body is null)
            {
                return ([], new BodyTooLarge(limit));
            }

            return request.Headers.ContentEncoding.Count == 0
                ? (body, null)
                : Decompress(body, request.Headers.ContentEncoding.ToString().Trim(), limit);
        }
        catch (BadHttpRequestException exception)
        {
            return ([], Broken(exception));
        }
    }

    private static MalformedBody Broken(BadHttpRequestException exception) => new($"The body did not arrive whole: {exception.Message}");

    // What comes is taken at once: a body that waits for its end in the server's blocks is read when they are no longer in the processor's cache.
    private static async ValueTask<byte[]?> ReadAllAsync(PipeReader reader, long? length, long limit, CancellationToken cancellation)
    {
        byte[] body = [];
        var used = 0;
        while (true)
        {
            var result = await reader.ReadAsync(cancellation).ConfigureAwait(false);
            var buffer = result.Buffer;
            if (used + buffer.Length > limit)
            {
                reader.AdvanceTo(buffer.End);
                return null;
            }

            if (used + buffer.Length > body.Length)
            {
                var room = result.IsCompleted ? 0 : Math.Min(Math.Min(length ?? FirstRoom, MostRoomAhead) + (2L * used), length ?? limit);
                var larger = GC.AllocateUninitializedArray<byte>((int)Math.Max(used + buffer.Length, room));
                body.AsSpan(0, used).CopyTo(larger);
                body = larger;
            }

            buffer.CopyTo(body.AsSpan(used));
            used += (int)buffer.Length;
            reader.AdvanceTo(buffer.End);
            if (result.IsCompleted)
            {
                return used == body.Length ? body : body[..used];
            }
        }
    }

    // Not cleared first: for a conversation of 100 KB that was a thirtieth of the whole answer.
    private static byte[] Copy(in ReadOnlySequence<byte> buffer)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(checked((int)buffer.Length));
        buffer.CopyTo(bytes);
        return bytes;
    }

    private static (byte[] Body, Refusal? Refusal) Decompress(byte[] body, string encoding, long limit)
    {
        using var source = new MemoryStream(body);
        Stream? stream = encoding.ToUpperInvariant() switch
        {
            "IDENTITY" or "" => source,
            "GZIP" or "X-GZIP" => new GZipStream(source, CompressionMode.Decompress),
            "BR" => new BrotliStream(source, CompressionMode.Decompress),
            "DEFLATE" => new ZLibStream(source, CompressionMode.Decompress),
            _ => null,
        };
        if (stream is null)
        {
            return ([], new UnsupportedEncoding(encoding));
        }

        using (stream)
        {
            try
            {
                return ReadStream(stream, limit) is { } plain ? (plain, null) : ([], new BodyTooLarge(limit));
            }
            catch (Exception exception) when (exception is InvalidDataException or InvalidOperationException)
            {
                return ([], new UnsupportedEncoding(encoding));
            }
        }
    }

    // A few kilobytes may decompress to gigabytes: reading ends at the limit.
    private static byte[]? ReadStream(Stream stream, long limit)
    {
        var output = new ArrayBufferWriter<byte>();
        while (true)
        {
            var read = stream.Read(output.GetSpan(16 * 1024));
            if (read == 0)
            {
                return output.WrittenSpan.ToArray();
            }

            output.Advance(read);
            if (output.WrittenCount > limit)
            {
                return null;
            }
        }
    }
}
