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
        WriteText(output, ",\"scope\":"u8, entry.Scope);
        WriteText(output, ",\"strategy\":"u8, entry.AnsweredBy);
        WriteText(output, ",\"rule\":"u8, entry.MatchedRule);
        WriteText(output, ",\"fault\":"u8, entry.Fault);
        if (entry.Delivery is { } delivery)
        {
            WriteDelivery(output, delivery);
        }
    }

    private static void WriteText(ByteOutput output, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            output.Write(name);
            output.WriteString(text);
        }
    }

    private static void WriteDelivery(ByteOutput output, DeliveryReport delivery)
    {
        output.Write(",\"delivery\":{\"outcome\":"u8);
        output.WriteString(
            delivery.Outcome switch
            {
                DeliveryOutcome.Completed => "completed",
                DeliveryOutcome.Cut => "cut",
                DeliveryOutcome.ClientLeft => "client-left",
                _ => "failed",
            }
        );
        output.Write(",\"status\":"u8);
        output.Write(delivery.Status);
        output.Write(",\"deltas\":"u8);
        output.Write(delivery.Deltas);
        output.Write(",\"after_ms\":"u8);
        output.WriteEscaped(delivery.After.TotalMilliseconds.ToString("0.###", CultureInfo.InvariantCulture));
        output.Write("}"u8);
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
