using System.Net;
using System.Text.Json;
using DeliveryPlan = Mimus.Core.Model.Delivery;

namespace Mimus.AspNetCore.Tests.Endpoints;

public sealed class ClockEndpointTests : IAsyncLifetime
{
    private readonly HttpClient _client = new();
    private MimusServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await Some.Server();

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Get_NothingDone_ShowsTheRealTime()
    {
        var (status, clock) = await Ask(HttpMethod.Get);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.False(clock.GetProperty("frozen").GetBoolean());
        Assert.Equal(1, clock.GetProperty("speed").GetDouble());
        Assert.Equal("PT0S", clock.GetProperty("advanced").GetString());
        Assert.InRange(clock.GetProperty("now").GetDateTimeOffset(), DateTimeOffset.UtcNow - TimeSpan.FromMinutes(1), DateTimeOffset.UtcNow);
    }

    [Theory]
    [InlineData("PT5S", 5)]
    [InlineData("5s", 5)]
    [InlineData("P1DT1H", 90_000)]
    public async Task Post_Advance_MovesTheClockOn(string by, double seconds)
    {
        await Ask(HttpMethod.Post, """{"freeze":true,"now":"2026-01-31T12:00:00Z"}""");

        var (_, clock) = await Ask(HttpMethod.Post, $$"""{"advance":"{{by}}"}""");

        Assert.True(clock.GetProperty("frozen").GetBoolean());
        Assert.Equal(
            new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero).AddSeconds(seconds),
            clock.GetProperty("now").GetDateTimeOffset()
        );
    }

    [Fact]
    public async Task Post_AdvanceByAMinute_EndsAStreamThatWaitsForIt()
    {
        _server.Configuration = _server.Configuration with { Delivery = new DeliveryPlan { TimeToFirstToken = TimeSpan.FromMinutes(1) } };
        await Ask(HttpMethod.Post, """{"freeze":true}""");
        var answer = _client.Post(_server, Some.Chat("hello", stream: true));

        var (status, _) = await Ask(HttpMethod.Post, """{"when-pending":1,"advance":"1m"}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("[DONE]", await (await answer).Read(), StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromMinutes(1), Assert.Single(_server.Journal.Entries).Delivery?.After);
    }

    [Fact]
    public async Task Post_Speed_IsShown()
    {
        var (_, clock) = await Ask(HttpMethod.Post, """{"speed":100}""");

        Assert.Equal(100, clock.GetProperty("speed").GetDouble());
        Assert.Equal(100, _server.Clock.Speed);
    }

    [Fact]
    public async Task Delete_LetsTheClockGo()
    {
        await Ask(HttpMethod.Post, """{"freeze":true,"speed":3,"advance":"1h"}""");

        await Ask(HttpMethod.Delete);

        Assert.True(_server.Clock.IsReal);
    }

    [Theory]
    [InlineData("""{"advance":"soon"}""", "advance: 'soon' is not a time to move on")]
    [InlineData("""{"advance":-1}""", "advance: '-1' is not a time to move on")]
    [InlineData("""{"speed":0}""", "speed: '0' is not a speed; write how many times faster")]
    [InlineData("""{"now":"yesterday"}""", "now: 'yesterday' is not a time; write a date and a time")]
    [InlineData("""{"freze":true}""", "'freze' is not a known key; did you mean 'freeze'?")]
    [InlineData("{}", "the body says nothing to do")]
    [InlineData("[1]", "is not a mapping")]
    public async Task Post_Wrong_SaysWhatAndChangesNothing(string body, string sentence)
    {
        var (status, answer) = await Ask(HttpMethod.Post, body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(sentence, answer.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.True(_server.Clock.IsReal);
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> Ask(HttpMethod method, string? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(_server.Url + "/_mimus/clock")) { Content = body is null ? null : Some.Json(body) };
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, JsonDocument.Parse(await response.Read()).RootElement);
    }
}
