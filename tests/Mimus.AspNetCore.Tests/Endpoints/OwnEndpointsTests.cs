using System.Net;
using System.Text.Json.Nodes;

namespace Mimus.AspNetCore.Tests.Endpoints;

public class OwnEndpointsTests
{
    private static readonly HttpClient Client = new();

    [Theory]
    [InlineData("/health", "{\"status\":\"ok\"}")]
    [InlineData("/ready", "{\"status\":\"ready\"}")]
    public async Task Get_Probe_AnswersWithoutKeyAndLeavesNoTrace(string path, string expected)
    {
        await using var server = await Some.Server(new Core.Configuration.MockConfiguration { ApiKey = "secret" });

        Assert.Equal(expected, await Client.GetStringAsync(new Uri(server.Url + path), TestContext.Current.CancellationToken));
        Assert.Empty(server.Journal.Entries);
    }

    [Fact]
    public async Task GetHistory_Requests_ListsThemAsSent()
    {
        await using var server = await Some.Server();
        await Client.Post(server, "{\"model\":\"m\",  \"big\":12345678901234567890,\"messages\":[]}");
        await Client.Post(server, "not json");
        await Client.GetAsync(new Uri(server.Url + "/v1/models"), TestContext.Current.CancellationToken);
        await Client.GetAsync(new Uri(server.Url + "/health"), TestContext.Current.CancellationToken);

        var json = await Client.GetStringAsync(new Uri(server.Url + "/history"), TestContext.Current.CancellationToken);

        var requests = JsonNode.Parse(json)!["requests"]!.AsArray();
        Assert.Equal(3, requests.Count);
        Assert.Equal(["method", "path", "body", "timestamp", "delivery"], requests[0]!.AsObject().Select(property => property.Key));
        Assert.Contains("\"body\":{\"model\":\"m\",  \"big\":12345678901234567890,\"messages\":[]}", json, StringComparison.Ordinal);
        Assert.Equal("not json", (string?)requests[1]!["body"]);
        Assert.Equal("GET /v1/models", $"{requests[2]!["method"]} {requests[2]!["path"]}");
        Assert.Null(requests[2]!["body"]);
        Assert.True(DateTimeOffset.TryParse((string?)requests[0]!["timestamp"], out _));
    }

    [Fact]
    public async Task DeleteHistory_Requests_ForgetsThem()
    {
        await using var server = await Some.Server();
        await Client.Post(server, Some.Chat("hi"));

        using var response = await Client.DeleteAsync(new Uri(server.Url + "/history"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal("{\"requests\":[]}", await Client.GetStringAsync(new Uri(server.Url + "/history"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task GetHistory_MoreThanTheBound_TellsHowManyWereDropped()
    {
        await using var server = await Some.Server(options: new MimusServerOptions { HistoryMaxRequests = 2 });
        for (var index = 0; index < 5; index++)
        {
            await Client.Post(server, Some.Chat($"{index}"));
        }

        using var response = await Client.GetAsync(new Uri(server.Url + "/history"), TestContext.Current.CancellationToken);

        Assert.Equal("3", response.Headers.GetValues("x-mimus-history-dropped").Single());
        Assert.Equal(2, JsonNode.Parse(await response.Read())!["requests"]!.AsArray().Count);
    }

    [Fact]
    public async Task PostHealth_IsNotAllowed()
    {
        await using var server = await Some.Server();

        using var response = await Client.PostAsync(new Uri(server.Url + "/health"), Some.Json("{}"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }
}
