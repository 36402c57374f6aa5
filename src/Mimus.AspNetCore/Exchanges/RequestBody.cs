using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Mimus.Core.Model;

namespace Mimus.AspNetCore.Exchanges;

/// <summary>Reads a request's body whole, within the limit, and undoes its compression.</summary>
internal static class RequestBody
{
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
            var body = await ReadAllAsync(request.BodyReader, limit, cancellation).ConfigureAwait(false);
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

    private static async ValueTask<byte[]?> ReadAllAsync(PipeReader reader, long limit, CancellationToken cancellation)
    {
        while (true)
        {
            var result = await reader.ReadAsync(cancellation).ConfigureAwait(false);
            if (result.Buffer.Length > limit)
            {
                reader.AdvanceTo(result.Buffer.End);
                return null;
            }

            if (result.IsCompleted)
            {
                var body = Copy(result.Buffer);
                reader.AdvanceTo(result.Buffer.End);
                return body;
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
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
