using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Mimus.AspNetCore.Tests;

public class MimusEndpointsTests
{
    private static readonly HttpClient Client = new();

    [Theory]
    [InlineData("/llm/v1/chat/completions")]
    [InlineData("/llm/chat/completions")]
    public async Task MapMimus_InAGroup_ServesBelowItsPrefix(string path)
    {
        await using var app = await Start();

        using var response = await Client.PostAsync(new Uri(app.Urls.First() + path), Some.Json(Some.Chat("hello")), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("\"content\":\"hello\"", await response.Read(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MapMimus_RouteOfTheApplication_ComesFirst()
    {
        await using var app = await Start();

        Assert.Equal("mine", await Client.GetStringAsync(new Uri(app.Urls.First() + "/llm/mine"), TestContext.Current.CancellationToken));
    }

    private static async Task<WebApplication> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/llm/mine", (RequestDelegate)(context => context.Response.WriteAsync("mine")));
        app.MapGroup("/llm").MapMimus();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
