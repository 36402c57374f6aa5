using System.Net;

namespace Mimus.AspNetCore.Tests.Endpoints;

public sealed class FaultsEndpointTests
{
    [Fact]
    public async Task Post_MoreThanCanWait_IsRefusedAndArmsNone()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var faults = new Uri("/_mimus/faults", UriKind.Relative);
        await using var server = await Some.Server();
        using var client = new HttpClient { BaseAddress = new Uri(server.Url) };
        using var full = await client.PostAsync(faults, Some.Json($"[{string.Join(',', Enumerable.Repeat("\"cut\"", 1_000))}]"), cancellation);

        using var more = await client.PostAsync(faults, Some.Json("\"cut\""), cancellation);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict), (full.StatusCode, more.StatusCode));
        Assert.Contains("DELETE /_mimus/faults", await more.Read(), StringComparison.Ordinal);
        using var gone = await client.DeleteAsync(faults, cancellation);
        using var again = await client.PostAsync(faults, Some.Json("\"cut\""), cancellation);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }
}
