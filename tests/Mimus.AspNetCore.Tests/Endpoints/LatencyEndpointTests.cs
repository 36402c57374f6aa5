using System.Net;
using System.Text.Json;
using DeliveryPlan = Mimus.Core.Model.Delivery;

namespace Mimus.AspNetCore.Tests.Endpoints;

public sealed class LatencyEndpointTests : IAsyncLifetime
{
    private static readonly DeliveryPlan Slow = new() { TimeToFirstToken = TimeSpan.FromHours(1) };

    private readonly HttpClient _client = new();
    private MimusServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await Some.Server(Mimus.Core.Configuration.MockConfiguration.Default with { Delivery = Slow });

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Get_ShowsTheServersLatencyAndTheProfiles()
    {
        var (_, shown) = await Ask(HttpMethod.Get);

        Assert.True(shown.GetProperty("enabled").GetBoolean());
        Assert.Equal(3_600_000, shown.GetProperty("server").GetProperty("ttft").GetDouble());
        Assert.Equal(81, shown.GetProperty("profiles").GetProperty("gpt-4o").GetProperty("tps").GetDouble());
    }

    [Theory]
    [InlineData("""{"enabled":false}""")]
    [InlineData("""{"ttft":0}""")]
    [InlineData("""{"speed":"max"}""")]
    [InlineData("\"off\"")]
    public async Task Post_SwitchedOff_WaitsForNothing(string body)
    {
        await Ask(HttpMethod.Post, body);

        using var answer = await _client.Post(_server, Some.Chat("hi"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Post_Twice_KeepsWhatTheFirstSaid()
    {
        await Ask(HttpMethod.Post, """{"ttft":5}""");
        var (_, shown) = await Ask(HttpMethod.Post, """{"profile":"gpt-4o","ttft":7}""");

        Assert.Equal(7, shown.GetProperty("server").GetProperty("ttft").GetDouble());
        Assert.Equal(81, shown.GetProperty("server").GetProperty("tps").GetDouble());
    }

    [Fact]
    public async Task Delete_GoesBackToTheConfiguration()
    {
        await Ask(HttpMethod.Post, """{"ttft":5,"enabled":false}""");

        var (_, shown) = await Ask(HttpMethod.Delete);

        Assert.True(shown.GetProperty("enabled").GetBoolean());
        Assert.Equal(3_600_000, shown.GetProperty("server").GetProperty("ttft").GetDouble());
    }

    [Theory]
    [InlineData("""{"ttft":"soon"}""", "ttft: 'soon' is not a time")]
    [InlineData("{}", "the body says nothing to do")]
    [InlineData("""{"enabled":"perhaps"}""", "is neither true nor false")]
    public async Task Post_Wrong_IsSaid(string body, string sentence)
    {
        var (status, answer) = await Ask(HttpMethod.Post, body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(sentence, answer.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> Ask(HttpMethod method, string? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(_server.Url + "/_mimus/latency")) { Content = body is null ? null : Some.Json(body) };
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, JsonDocument.Parse(await response.Read()).RootElement);
    }
}
