using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Mimus.AspNetCore.Endpoints.Admin;
using Mimus.AspNetCore.Hosting;
using Mimus.Core.Configuration;

namespace Mimus.AspNetCore.Tests.Endpoints;

public sealed class AdminEndpointsTests
{
    private const string Token = "open-sesame";

    [Theory]
    [InlineData("127.0.0.1", 200)]
    [InlineData("127.8.0.1", 200)]
    [InlineData("::1", 200)]
    [InlineData("::ffff:127.0.0.1", 200)]
    [InlineData(null, 200)]
    [InlineData("10.0.0.7", 403)]
    [InlineData("2001:db8::1", 403)]
    public async Task Get_FromAnAddress_IsForThisMachineAlone(string? address, int status) =>
        Assert.Equal(status, (await Ask(new MimusServerOptions(), address)).Status);

    [Theory]
    [InlineData("10.0.0.7", "X-Mimus-Admin-Token", Token, 200)]
    [InlineData("10.0.0.7", "Authorization", "Bearer " + Token, 200)]
    [InlineData("10.0.0.7", "X-Mimus-Admin-Token", "guess", 401)]
    [InlineData("10.0.0.7", "X-Other", Token, 403)]
    [InlineData("127.0.0.1", "X-Other", "", 200)]
    [InlineData("127.0.0.1", "X-Mimus-Admin-Token", "guess", 401)]
    public async Task Get_TokenConfigured_OpensThemToOthers(string address, string header, string value, int status) =>
        Assert.Equal(status, (await Ask(new MimusServerOptions { AdminToken = Token }, address, header, value)).Status);

    [Fact]
    public async Task Get_TokenThatNobodyConfigured_IsNoWayIn() =>
        Assert.Equal(403, (await Ask(new MimusServerOptions(), "10.0.0.7", "X-Mimus-Admin-Token", "x")).Status);

    [Theory]
    [InlineData("https://evil.example", 403)]
    [InlineData("null", 403)]
    [InlineData("http://localhost:5173", 200)]
    [InlineData("http://127.0.0.1:8000", 200)]
    public async Task Get_FromAPage_IsForKnownOriginsAlone(string origin, int status)
    {
        var configuration = new MockConfiguration { AllowedOrigins = ["http://localhost:5173"] };

        Assert.Equal(status, (await Ask(new MimusServerOptions { Configuration = configuration }, "127.0.0.1", "Origin", origin)).Status);
    }

    [Fact]
    public async Task Get_UnknownPath_NamesTheWayOut()
    {
        var (status, body) = await Ask(new MimusServerOptions(), path: "/_mimus/frobnicate");

        Assert.Equal(404, status);
        Assert.Contains("There is no /_mimus/frobnicate; GET /_mimus lists what there is.", body, StringComparison.Ordinal);
    }

    [Fact]
    public void TryHandle_SwitchedOff_LeavesThePathAlone() =>
        Assert.Null(new AdminEndpoints(new MimusEngine(new MimusServerOptions { HasAdmin = false })).TryHandle(Context("/_mimus", "127.0.0.1")));

    [Theory]
    [InlineData("/v1/models")]
    [InlineData("/_mimusx")]
    [InlineData("/_MIMUS")]
    public void TryHandle_OtherPath_LeavesItAlone(string path) =>
        Assert.Null(new AdminEndpoints(new MimusEngine(new MimusServerOptions())).TryHandle(Context(path, "127.0.0.1")));

    [Fact]
    public async Task Get_Index_NeedsNoKeyAndIsNotRecorded()
    {
        await using var server = await Some.Server(new MockConfiguration { ApiKey = "secret" });
        using var client = new HttpClient();

        using var response = await client.GetAsync(new Uri(server.Url + "/_mimus"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(server.Journal.Entries);
    }

    private static async Task<(int Status, string Body)> Ask(
        MimusServerOptions options,
        string? address = "127.0.0.1",
        string header = "X-Nothing",
        string value = "",
        string path = "/_mimus"
    )
    {
        var context = Context(path, address);
        context.Request.Headers[header] = value;
        await new AdminEndpoints(new MimusEngine(options)).TryHandle(context)!;
        return (context.Response.StatusCode, Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray()));
    }

    private static DefaultHttpContext Context(string path, string? address)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = "GET";
        context.Request.Path = path;
        context.Request.Host = new HostString("127.0.0.1:8000");
        context.Response.Body = new MemoryStream();
        context.Connection.RemoteIpAddress = address is null ? null : IPAddress.Parse(address);
        return context;
    }
}
