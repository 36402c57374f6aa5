using System.Text.Json.Nodes;
using Mimus.AspNetCore;
using Mimus.Conformance.Tests.Formats;
using Mimus.Conformance.Tests.Servers;
using Xunit;

namespace Mimus.Conformance.Tests.Scenarios;

public sealed class HistoryTests
{
    [Fact]
    public async Task History_OfRequestsOfAnyKind_KeepsThemInOrderWithRawBodies()
    {
        await using var server = await ServerFixture.StartAsync(ServerFixture.Scripted);
        var bodies = new List<string>();
        foreach (var format in FormatAdapters.All)
        {
            // White space, order and escapes stay as they were sent.
            bodies.Add(" {\"stream\" : true,\n" + format.Write(Prompt.Of("Hello \\u00fc"), isStreamed: false).ToJsonString()[1..] + "\n");
            await server.AskAsync(format, bodies[^1]);
            bodies.Add("{\"no\": model}");
            await server.AskAsync(format, bodies[^1]);
        }

        var history = await GetAsync(server);

        Assert.Equal(bodies, server.Server.Journal.Entries.Select(entry => System.Text.Encoding.UTF8.GetString(entry.Body.Span)));
        Assert.Equal(bodies.Count, history.Count);
        Assert.All(history, entry => Assert.Equal("POST", (string?)entry!["method"]));
        Assert.All(history, entry => Assert.True(DateTimeOffset.TryParse((string?)entry!["timestamp"], out _)));
        Assert.Equal(FormatAdapters.All.Select(format => "/v1" + format.Path), history.Where((_, index) => index % 2 == 0).Select(entry => (string?)entry!["path"]));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(bodies[0]), history[0]!["body"]));
        Assert.Equal(bodies[1], (string?)history[1]!["body"]);
    }

    [Fact]
    public async Task History_OfOwnEndpoints_IsEmpty()
    {
        await using var server = await ServerFixture.StartAsync(ServerFixture.Scripted);
        foreach (var path in new[] { "/health", "/ready", "/history" })
        {
            using var response = await server.Http.GetAsync(path, TestContext.Current.CancellationToken);
            using var post = await server.Http.PostAsync(path, FormatAdapter.Json("{}"), TestContext.Current.CancellationToken);
        }

        Assert.Empty(await GetAsync(server));
    }

    [Fact]
    public async Task History_OfRequestsWithoutRoute_KeepsThem()
    {
        await using var server = await ServerFixture.StartAsync(ServerFixture.Scripted);
        await server.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/v1/models"), isAnthropic: false);
        await server.SendAsync(new HttpRequestMessage(HttpMethod.Put, "/nowhere"), isAnthropic: false);

        var history = await GetAsync(server);

        Assert.Equal(["GET /v1/models", "PUT /nowhere"], history.Select(entry => $"{entry!["method"]} {entry["path"]}"));
        Assert.All(history, entry => Assert.Null(entry!["body"]));
    }

    [Fact]
    public async Task History_Deleted_BeginsAnew()
    {
        await using var server = await ServerFixture.StartAsync(ServerFixture.Scripted);
        await server.AskAsync(FormatAdapters.All[0], Prompt.Of("Hello"), isStreamed: false);

        using var response = await server.Http.DeleteAsync("/history", TestContext.Current.CancellationToken);

        Assert.Equal(204, (int)response.StatusCode);
        Assert.Empty(await GetAsync(server));
    }

    [Fact]
    public async Task History_BeyondItsBounds_KeepsTheNewest()
    {
        await using var server = await ServerFixture.StartAsync(
            new MimusServerOptions { Configuration = ServerFixture.Scripted, HistoryMaxRequests = 2 });
        foreach (var text in new[] { "one", "two", "three" })
        {
            await server.AskAsync(FormatAdapters.All[0], Prompt.Of(text), isStreamed: false);
        }

        var history = await GetAsync(server);

        Assert.Equal(["two", "three"], history.Select(entry => (string?)entry!["body"]!["messages"]![0]!["content"]));
        Assert.Equal(1, server.Server.Journal.DroppedCount);
    }

    private static async Task<JsonArray> GetAsync(ServerFixture server) =>
        JsonNode.Parse(await server.Http.GetStringAsync("/history", TestContext.Current.CancellationToken))!["requests"]!.AsArray();
}
