using System.Text.Json.Nodes;
using Mimus.Conformance.Tests.Servers;
using Mimus.Core.Configuration;
using Xunit;

namespace Mimus.Conformance.Tests.Scenarios;

public sealed class ModelListTests(ServerFixture server)
{
    public static TheoryData<string, bool> Prefixes => new() { { "", false }, { "/v1", false }, { "", true }, { "/v1", true } };

    [Theory]
    [MemberData(nameof(Prefixes))]
    public async Task Models_Listed_AreThoseOfTheDefault(string prefix, bool isAnthropic)
    {
        var list = await GetAsync($"{prefix}/models", isAnthropic, 200);

        var ids = list["data"]!.AsArray().Select(model => (string)model!["id"]!);
        Assert.Equal(ModelCatalog.Default.Models.Select(model => model.Id), ids);
    }

    [Theory]
    [MemberData(nameof(Prefixes))]
    public async Task Model_Known_IsDescribed(string prefix, bool isAnthropic)
    {
        var model = await GetAsync($"{prefix}/models/claude-haiku-4-5-20251001", isAnthropic, 200);

        Assert.Equal("claude-haiku-4-5-20251001", (string?)model["id"]);
        Assert.Equal(isAnthropic ? "model" : null, (string?)model["type"]);
    }

    [Theory]
    [MemberData(nameof(Prefixes))]
    public async Task Model_Unknown_IsTheVendors404(string prefix, bool isAnthropic)
    {
        var error = await GetAsync($"{prefix}/models/no%2Fsuch%20model", isAnthropic, 404);

        Assert.Contains("no/such model", (string?)error["error"]!["message"], StringComparison.Ordinal);
        Assert.Equal(isAnthropic ? null : "model_not_found", (string?)error["error"]!["code"]);
    }

    [Fact]
    public async Task Models_OfAnthropic_ComeInPages()
    {
        var first = await GetAsync("/v1/models?limit=3", isAnthropic: true, 200);
        var rest = await GetAsync($"/v1/models?limit=1000&after_id={(string?)first["last_id"]}", isAnthropic: true, 200);

        Assert.True((bool)first["has_more"]!);
        Assert.False((bool)rest["has_more"]!);
        Assert.Equal(3, first["data"]!.AsArray().Count);
        Assert.Equal(ModelCatalog.Default.Models.Count - 3, rest["data"]!.AsArray().Count);
    }

    private async Task<JsonObject> GetAsync(string path, bool isAnthropic, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (isAnthropic) request.Headers.Add("anthropic-version", "2023-06-01");
        var (_, reply) = await server.SendAsync(request, isAnthropic);
        Assert.Equal(status, reply.Status);
        return JsonNode.Parse(reply.Body)!.AsObject();
    }
}
