using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Mimus.Conformance.Tests.Formats;
using Xunit;

namespace Mimus.Conformance.Tests.Servers;

/// <summary>What came over a connection, to the byte.</summary>
/// <param name="Bytes">All that came.</param>
/// <param name="IsReset">Whether the connection was reset, and not closed.</param>
internal sealed record RawReply(byte[] Bytes, bool IsReset)
{
    private int HeadLength => Bytes.AsSpan().IndexOf("\r\n\r\n"u8) is >= 0 and var end ? end + 4 : Bytes.Length;

    public string Head => Encoding.Latin1.GetString(Bytes, 0, HeadLength);

    public int Status => Bytes.Length == 0 ? 0 : int.Parse(Head.Split(' ')[1], CultureInfo.InvariantCulture);

    public bool IsChunked => Head.Contains("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase);

    /// <summary>The body, chunks put together.</summary>
    public byte[] Body => Parse().Body;

    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>Whether the HTTP message came to its proper end.</summary>
    public bool IsWhole => Parse().IsWhole;

    private (byte[] Body, bool IsWhole) Parse()
    {
        var rest = Bytes.AsSpan(HeadLength);
        if (!IsChunked)
        {
            var line = Head.Split("\r\n").FirstOrDefault(header => header.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
            return (rest.ToArray(), line is not null && int.Parse(line.AsSpan(15), CultureInfo.InvariantCulture) == rest.Length);
        }

        using var body = new MemoryStream();
        while (rest.IndexOf("\r\n"u8) is >= 0 and var end)
        {
            var size = int.Parse(Encoding.ASCII.GetString(rest[..end]), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (size == 0) return (body.ToArray(), rest[(end + 2)..].SequenceEqual("\r\n"u8));
            var there = Math.Min(size, rest.Length - end - 2);
            body.Write(rest.Slice(end + 2, there));
            rest = rest[Math.Min(rest.Length, end + 2 + there + 2)..];
        }

        return (body.ToArray(), false);
    }
}

/// <summary>A client without any manners: it sends a request and keeps every byte that comes.</summary>
internal static class RawClient
{
    public static async Task<RawReply> AskAsync(ServerFixture server, FormatAdapter format, string json, params (string Name, string Value)[] headers)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, new Uri(server.Url).Port), cancellation);
        var body = Encoding.UTF8.GetBytes(json);
        var head = new StringBuilder($"POST /v1{format.Path} HTTP/1.1\r\nHost: mimus\r\nContent-Type: application/json\r\n");
        if (format.IsAnthropic) head.Append("anthropic-version: 2023-06-01\r\n");
        foreach (var (name, value) in headers) head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        head.Append(CultureInfo.InvariantCulture, $"Connection: close\r\nContent-Length: {body.Length}\r\n\r\n");
        await socket.SendAsync(Encoding.ASCII.GetBytes(head.ToString()).Concat(body).ToArray(), cancellation);
        using var received = new MemoryStream();
        var buffer = new byte[4096];
        try
        {
            while (await socket.ReceiveAsync(buffer, cancellation) is > 0 and var count) received.Write(buffer, 0, count);
            return new RawReply(received.ToArray(), IsReset: false);
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown)
        {
            return new RawReply(received.ToArray(), IsReset: true);
        }
    }
}
