using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Mimus.Core.Configuration;
using Mimus.Core.Model;
using Mimus.Core.Pipeline;
using Mimus.Core.Strategies;

namespace Mimus.AspNetCore.Tests;

public class MimusServerTests
{
    private static readonly HttpClient Client = new();

    [Fact]
    public async Task StartAsync_PortZero_BindsAFreeLoopbackPort()
    {
        await using var server = await Some.Server();

        Assert.Matches(@"^http://127\.0\.0\.1:[1-9]\d+$", server.Url);
    }

    [Fact]
    public async Task StartAsync_PortInUse_SaysSo()
    {
        await using var server = await Some.Server();

        await Assert.ThrowsAsync<IOException>(() =>
            MimusServer.StartAsync(new MimusServerOptions { Port = new Uri(server.Url).Port }, TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task StartAsync_HundredServers_RunSideBySide()
    {
        var servers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Some.Server()));

        Assert.Equal(100, servers.Select(server => server.Url).Distinct().Count());
        using var response = await Client.Post(servers[99], Some.Chat("hi"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(servers[0].Journal.Entries);
        await Task.WhenAll(servers.Select(server => server.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task Exchange_SameSeedAndRequests_GivesTheSameBytes()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await using var first = await Some.Server(options: new MimusServerOptions { Seed = 7, TimeProvider = time });
        await using var second = await Some.Server(options: new MimusServerOptions { Seed = 7, TimeProvider = time });
        await using var other = await Some.Server(options: new MimusServerOptions { Seed = 8, TimeProvider = time });

        var answers = await Task.WhenAll(new[] { first, second, other }.Select(async server => await (await Client.Post(server, Some.Chat("hi"))).Read()));

        Assert.Equal(answers[0], answers[1]);
        Assert.NotEqual(answers[0], answers[2]);
    }

    [Fact]
    public async Task Exchange_StrategyThrows_IsTheVendorsServerErrorAndTheServerLives()
    {
        await using var server = await Some.Server(new MockConfiguration { Strategies = [new Throwing(), .. StrategyCatalog.Default] });

        using var failed = await Client.Post(server, Some.Chat("throw"));
        using var fine = await Client.Post(server, Some.Chat("hello"));

        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        Assert.Equal("internal", failed.Headers.GetValues("x-mimus-error").Single());
        Assert.Contains("\"type\":\"server_error\"", await failed.Read(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, fine.StatusCode);
    }

    [Fact]
    public async Task Configuration_Replaced_ConcernsTheNextRequest()
    {
        await using var server = await Some.Server();

        server.Configuration = server.Configuration with { ApiKey = "secret" };

        using var response = await Client.Post(server, Some.Chat("hi"));
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task StopAsync_OpenStream_IsFinishedWithinTheGracePeriod()
    {
        var time = new FakeTimeProvider();
        await using var server = await Some.Server(
            new MockConfiguration { Delivery = new Core.Model.Delivery { Interval = TimeSpan.FromSeconds(1) } },
            new MimusServerOptions { TimeProvider = time, ShutdownGrace = TimeSpan.FromDays(20) }
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Url + "/v1/chat/completions")
        {
            Content = Some.Json(Some.Chat("one two", stream: true)),
        };
        using var response = await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var body = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        await ReadUntil(body, "one");

        var stop = server.StopAsync(TestContext.Current.CancellationToken);
        Assert.False(stop.IsCompleted);
        var end = ReadUntil(body, "[DONE]");
        while (!end.IsCompleted)
        {
            // The pump may not have begun to wait yet: time goes on until it has seen enough of it.
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await end;
        await stop;
    }

    [Fact]
    public async Task StopAsync_StreamOutlivesTheGracePeriod_IsCut()
    {
        var time = new FakeTimeProvider();
        await using var server = await Some.Server(
            new MockConfiguration { Delivery = new Core.Model.Delivery { Interval = TimeSpan.FromHours(1) } },
            new MimusServerOptions { TimeProvider = time, ShutdownGrace = TimeSpan.FromSeconds(5) }
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Url + "/v1/chat/completions")
        {
            Content = Some.Json(Some.Chat("one two", stream: true)),
        };
        using var response = await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var body = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        await ReadUntil(body, "one");

        var stop = server.StopAsync(TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(5));

        await stop;
        await Assert.ThrowsAnyAsync<IOException>(() => body.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    private static async Task ReadUntil(StreamReader body, string text)
    {
        var read = new StringBuilder();
        while (!read.ToString().Contains(text, StringComparison.Ordinal))
        {
            read.Append(await body.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new IOException($"The stream ended before '{text}': {read}"));
        }
    }

    private sealed class Throwing : IReplyStrategy
    {
        public string Name => nameof(Throwing);

        public ValueTask<MockReply?> ReplyAsync(MockExchange exchange, CancellationToken cancellationToken) =>
            exchange.Request.LastUserText == "throw" ? throw new InvalidOperationException("as asked") : ValueTask.FromResult<MockReply?>(null);
    }
}
