using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Mimus.AspNetCore;
using Mimus.Conformance.Tests.Formats;
using Mimus.Conformance.Tests.Servers;
using Mimus.Core.Model;
using Xunit;

namespace Mimus.Conformance.Tests.Load;

/// <summary>Many clients at once. Nothing here measures time.</summary>
public sealed class LoadTests
{
    private const int Clients = 64;
    private const int RequestsOfEach = 100;
    private const int Leavers = 100;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ParallelClients_OfAllFormats_AreAllAnsweredAndKept()
    {
        await using var server = await ServerFixture.StartAsync(
            new MimusServerOptions { Configuration = ServerFixture.Scripted, HistoryMaxRequests = 1_000_000 });
        var ids = new ConcurrentBag<string>();

        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(() => AskAllAsync(server, client, ids), Cancellation)));

        Assert.Equal(2 * Clients * RequestsOfEach, ids.Count);
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(0, server.Server.Journal.DroppedCount);
        var texts = server.Server.Journal.Entries.Select(entry => Encoding.UTF8.GetString(entry.Body.Span)).ToHashSet();
        Assert.Equal(Clients * RequestsOfEach, texts.Count);
        Assert.Equal(Clients * RequestsOfEach, server.Server.Journal.Entries.Count);
        Assert.Equal(
            Enumerable.Range(1, Clients * RequestsOfEach).Select(number => (long)number),
            server.Server.Journal.Entries.Select(entry => entry.Number));
    }

    [Fact]
    public async Task ClientsThatLeave_InMidStream_LeaveTheServerAlive()
    {
        // An hour between two pieces: no stream would end by itself.
        var slow = new Delivery { Interval = TimeSpan.FromHours(1) };
        await using var server = await ServerFixture.StartAsync(ServerFixture.Scripted with { Delivery = slow });

        await Task.WhenAll(Enumerable.Range(0, Leavers).Select(client => LeaveAsync(server, client)));

        foreach (var format in FormatAdapters.All)
        {
            Assert.Equal("Alive", (await server.AskAsync(format, Prompt.Of("Alive"), isStreamed: false)).Text);
        }

        Assert.Equal(Leavers + FormatAdapters.All.Count, server.Server.Journal.Entries.Count);
        server.Server.Configuration = ServerFixture.Scripted;
        Assert.Equal("All is well.", (await server.AskAsync(FormatAdapters.All[0], Prompt.Of("All is well."), isStreamed: true)).Text);
    }

    [Fact]
    public async Task ClientsThatLeave_InMidRequest_LeaveTheServerAlive()
    {
        await using var server = await ServerFixture.StartAsync(ServerFixture.Scripted);
        var port = new Uri(server.Url).Port;
        for (var client = 0; client < Leavers; client++)
        {
            using var socket = new System.Net.Sockets.TcpClient();
            await socket.ConnectAsync("127.0.0.1", port, Cancellation);
            var half = "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"model\":";
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(half[..(half.Length - (client % 60))]), Cancellation);
        }

        Assert.Equal("Alive", (await server.AskAsync(FormatAdapters.All[0], Prompt.Of("Alive"), isStreamed: true)).Text);
    }

    private static async Task AskAllAsync(ServerFixture server, int client, ConcurrentBag<string> ids)
    {
        for (var number = 0; number < RequestsOfEach; number++)
        {
            var format = FormatAdapters.All[(client + number) % FormatAdapters.All.Count];
            var text = string.Create(CultureInfo.InvariantCulture, $"client {client} asks {number}");

            // The specification has judged such answers elsewhere; judging thousands of them would take the time of a build.
            var body = format.Write(Prompt.Of(text), isStreamed: number % 2 == 0).ToJsonString();
            var answer = await server.AskAsync(format, body, isJudged: false);

            if (answer.Text != text) Assert.Fail($"'{text}' was answered with '{answer.Text}'.");
            ids.Add(answer.Id);
            ids.Add(answer.Header(format.RequestIdHeader)!);
        }
    }

    private static async Task LeaveAsync(ServerFixture server, int client)
    {
        var format = FormatAdapters.All[client % FormatAdapters.All.Count];
        var body = format.Write(Prompt.Of("one two three"), isStreamed: true);
        using var request = format.Request(FormatAdapter.Json(body.ToJsonString()));
        using var response = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.Equal(200, (int)response.StatusCode);

        // The first event has come, the next is an hour away: the client leaves.
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancellation));
        string? line;
        while ((line = await reader.ReadLineAsync(Cancellation)) is not null && !line.StartsWith("data: ", StringComparison.Ordinal)) { }

        Assert.NotNull(JsonNode.Parse(line!["data: ".Length..]));
    }
}
