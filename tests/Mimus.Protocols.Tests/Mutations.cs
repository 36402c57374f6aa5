using System.Text;
using System.Text.Json;
using Mimus.Core.Configuration;
using Mimus.Core.Model;
using Xunit;

namespace Mimus.Protocols.Tests;

/// <summary>Damages a body in all places and makes sure that a format reads it or turns it away, and does nothing else.</summary>
internal static class Mutations
{
    /// <summary>Puts bytes that mean something, or nothing, in place of each byte.</summary>
    public static void OfBytes(WireFormat format, byte[] body, ValidationLevel level)
    {
        foreach (var value in "0{}[]\",:xn\\\0\u0080"u8.ToArray())
        {
            for (var at = 0; at < body.Length; at++)
            {
                var damaged = (byte[])body.Clone();
                damaged[at] = value;
                IsReadOrRefused(format, damaged, level);
            }
        }
    }

    /// <summary>Puts values of all types in place of each property's value.</summary>
    public static void OfValues(WireFormat format, byte[] body, ValidationLevel level)
    {
        string[] values = ["null", "true", "1", "1.5", "-1e400", "\"\"", "\"\\ud800\"", "\"x\"", "[]", "{}", "[{}]", "[null]", "{\"type\":5}"];
        var text = Encoding.UTF8.GetString(body);
        for (var colon = text.IndexOf(':', StringComparison.Ordinal); colon >= 0; colon = text.IndexOf(':', colon + 1))
        {
            var end = ValueEnd(text, colon + 1);
            foreach (var value in values)
            {
                if (IsReadOrRefused(format, Encoding.UTF8.GetBytes(text[..(colon + 1)] + value + text[end..]), level) is { } request)
                {
                    IsAnswered(format, request);
                }
            }
        }
    }

    /// <summary>Cuts the body off behind each byte.</summary>
    public static void OfLength(WireFormat format, byte[] body, ValidationLevel level)
    {
        for (var length = 0; length < body.Length; length++)
        {
            IsReadOrRefused(format, body[..length], level);
        }
    }

    private static MockRequest? IsReadOrRefused(WireFormat format, byte[] body, ValidationLevel level)
    {
        var wire = new WireRequest
        {
            Operation = Operation.Generate,
            Path = "/",
            Body = body,
            Validation = level,
        };
        try
        {
            var request = format.Read(wire);
            _ = (request.LastUserText, request.SystemText, request.InputTokens);
            return request;
        }
        catch (JsonException) { }
        catch (WireFormatException exception)
        {
            var error = exception.Reply as ErrorReply ?? format.Describe(((RefusalReply)exception.Reply).Refusal);
            Assert.Equal(400, error.Status);
        }

        return null;
    }

    private static void IsAnswered(WireFormat format, MockRequest request)
    {
        var reply = new GeneratedReply(new ReplyText("Hi"), new ReplyToolCall("n", "{}"));
        SseText.Parse(Rendered.Stream(format, request, reply, chunkSize: 0));
        using var whole = JsonDocument.Parse(Rendered.Whole(format, request, reply));
    }

    private static int ValueEnd(string text, int start)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text[start..]), isFinalBlock: false, default);
        reader.Read();
        Assert.True(reader.TrySkip());
        return start + (int)reader.BytesConsumed;
    }
}
