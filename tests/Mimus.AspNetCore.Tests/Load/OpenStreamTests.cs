using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Mimus.AspNetCore.Tests.Load;

/// <summary>
/// What a stream holds while its client waits for the next piece: a guard of how many fit into a machine. The limit is a little above what was measured
/// when it was set (16.3 KB, the client's socket included).
/// </summary>
[Collection(Alone)]
[CollectionDefinition(Alone, DisableParallelization = true)]
public class OpenStreamTests
{
    // What the whole process holds is counted, and so no other test may run beside it.
    private const string Alone = "alone";

    private const int Warmup = 50;
    private const int Streams = 1_000;
    private const double Largest = 20;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OpenStream_Waiting_HoldsLittleMemory()
    {
        await using var server = await MimusServer.StartAsync(new MimusServerOptions { Port = 0 }, Cancellation);
        server.Clock.Freeze();
        var address = new IPEndPoint(IPAddress.Loopback, new Uri(server.Url).Port);
        var clients = new List<Socket>();
        await OpenAsync(clients, Warmup, address, server);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await OpenAsync(clients, Streams, address, server);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        clients.ForEach(client => client.Dispose());

        var perStream = (after - before) / 1024.0 / Streams;
        Assert.True(perStream < Largest, string.Create(CultureInfo.InvariantCulture, $"An open stream holds {perStream:0.0} KB."));
    }

    private static async Task OpenAsync(List<Socket> clients, int count, IPEndPoint address, MimusServer server)
    {
        var body = $$"""{"model":"gpt-4o","stream":true,"messages":[{"role":"user","content":"{{new string('x', 500)}}"}]}""";
        var request = Encoding.ASCII.GetBytes(
            $"POST /v1/chat/completions HTTP/1.1\r\nHost: mimus\r\nContent-Type: application/json\r\nX-Mimus-Latency: ttft=60s\r\nContent-Length: {body.Length}\r\n\r\n{body}"
        );
        for (var number = 0; number < count; number++)
        {
            var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            clients.Add(client);
            await client.ConnectAsync(address, Cancellation);
            await client.SendAsync(request, Cancellation);
        }

        await server.Clock.WhenPendingAsync(clients.Count, Cancellation);
    }
}
