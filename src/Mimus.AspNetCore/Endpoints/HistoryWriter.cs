using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Mimus.Core.Journal;
using Mimus.Protocols.Json;

namespace Mimus.AspNetCore.Endpoints;

/// <summary>Writes <c>GET /history</c>. A body that is JSON stands there as it was sent; any other one as a string; none as null.</summary>
internal static class HistoryWriter
{
    private const int FlushThreshold = 64 * 1024;

    public static async Task WriteAsync(
        HttpResponse response,
        IReadOnlyList<JournalEntry> entries,
        long droppedCount,
        CancellationToken cancellation
    )
    {
        response.ContentType = "application/json";
        response.Headers["x-mimus-history-dropped"] = droppedCount.ToString(CultureInfo.InvariantCulture);
        await response.StartAsync(cancellation).ConfigureAwait(false);
        var output = new ByteOutput(response.BodyWriter);
        output.Write("{\"requests\":["u8);
        var flushed = 0L;
        for (var index = 0; index < entries.Count; index++)
        {
            output.Write(index == 0 ? "{"u8 : ",{"u8);
            WriteEntry(output, entries[index]);
            output.Write("}"u8);
            if (output.Written - flushed >= FlushThreshold)
            {
                output.Commit();
                await response.BodyWriter.FlushAsync(cancellation).ConfigureAwait(false);
                flushed = output.Written;
            }
        }

        output.Write("]}"u8);
        output.Commit();
        await response.BodyWriter.FlushAsync(cancellation).ConfigureAwait(false);
    }

    private static void WriteEntry(ByteOutput output, JournalEntry entry)
    {
        output.Write("\"method\":"u8);
        output.WriteString(entry.Method);
        output.Write(",\"path\":"u8);
        output.WriteString(entry.Path);
        output.Write(",\"body\":"u8);
        WriteBody(output, entry.Body.Span);
        output.Write(",\"timestamp\":"u8);
        output.WriteString(entry.ReceivedAt.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture));
    }

    private static void WriteBody(ByteOutput output, ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
        {
            output.Write("null"u8);
        }
        else if (IsJson(body))
        {
            output.Write(body);
        }
        else
        {
            output.WriteString(Encoding.UTF8.GetString(body));
        }
    }

    private static bool IsJson(ReadOnlySpan<byte> body)
    {
        if (!System.Text.Unicode.Utf8.IsValid(body))
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 1024 });
            while (reader.Read()) { }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
