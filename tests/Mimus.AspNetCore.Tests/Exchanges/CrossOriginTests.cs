using System.Net;
using Mimus.Core.Configuration;

namespace Mimus.AspNetCore.Tests.Exchanges;

public class CrossOriginTests
{
    private static readonly HttpClient Client = new();

    [Fact]
    public async Task Preflight_AllowedOrigin_IsWelcome()
    {
        await using var server = await Some.Server(new MockConfiguration { AllowedOrigins = ["http://localhost:5173"] });

        using var response = await Preflight(server, "http://localhost:5173");

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal("http://localhost:5173", Header(response, "Access-Control-Allow-Origin"));
        Assert.Equal("authorization, content-type", Header(response, "Access-Control-Allow-Headers"));
        Assert.Contains("POST", Header(response, "Access-Control-Allow-Methods"), StringComparison.Ordinal);
        Assert.Equal("Origin", Header(response, "Vary"));
        Assert.Empty(server.Journal.Entries);
    }

    [Fact]
    public async Task Preflight_OtherOrigin_IsRefused()
    {
        await using var server = await Some.Server(new MockConfiguration { AllowedOrigins = ["http://localhost:5173"] });

        using var response = await Preflight(server, "http://evil.example");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Preflight_NothingConfigured_GetsNoHeaders()
    {
        await using var server = await Some.Server();

        using var response = await Preflight(server, "http://localhost:5173");

        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Request_AnyOriginAllowed_IsAnsweredWithTheHeaders()
    {
        await using var server = await Some.Server(new MockConfiguration { AllowedOrigins = ["*"] });
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Url + "/v1/chat/completions") { Content = Some.Json(Some.Chat("hi")) };
        request.Headers.Add("Origin", "http://anywhere");

        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("*", Header(response, "Access-Control-Allow-Origin"));
        Assert.Contains("x-request-id", Header(response, "Access-Control-Expose-Headers"), StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> Preflight(MimusServer server, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, server.Url + "/v1/chat/completions");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "authorization, content-type");
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static string Header(HttpResponseMessage response, string name) => string.Join(",", response.Headers.GetValues(name));
}
