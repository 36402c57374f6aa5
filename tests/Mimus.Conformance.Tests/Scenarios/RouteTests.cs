using System.Text.Json.Nodes;
using Mimus.Conformance.Tests.Formats;
using Mimus.Conformance.Tests.Servers;
using Mimus.Conformance.Tests.Specifications;
using Xunit;

namespace Mimus.Conformance.Tests.Scenarios;

public sealed class RouteTests(ServerFixture server)
{
    public static TheoryData<string> Formats => FormatAdapters.Names;

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Route_WithAndWithoutVersion_Answers(string name)
    {
        var format = FormatAdapters.Find(name);
        foreach (var prefix in new[] { "", "/v1", "/v1/v1" })
        {
            var body = FormatAdapter.Json(format.Write(Prompt.Of("Hello"), isStreamed: false).ToJsonString());

            var answer = await server.AskAsync(format, format.Request(body, prefix));

            Assert.Equal("Hello", answer.Text);
        }
    }

    [Theory]
    [InlineData("POST", "/v1/foo", false)]
    [InlineData("GET", "/v2/models", false)]
    [InlineData("GET", "/", false)]
    [InlineData("POST", "/v1/chat/completions/extra", false)]
    [InlineData("GET", "/v1/../etc", false)]
    [InlineData("POST", "/v1/messages/unknown", true)]
    [InlineData("GET", "/v1/foo", true)]
    public async Task Route_Unknown_IsTheVendors404(string method, string path, bool isAnthropic)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (isAnthropic) request.Headers.Add("anthropic-version", "2023-06-01");

        var (_, reply) = await server.SendAsync(request, isAnthropic);

        Assert.Equal(404, reply.Status);
        var error = AnswerError.Read(JsonNode.Parse(reply.Body)!.AsObject());
        Assert.Equal(isAnthropic ? "not_found_error" : "invalid_request_error", error.Type);
        if (!isAnthropic) Assert.StartsWith($"Invalid URL ({method} ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("OPTIONS")]
    [InlineData("BREW")]
    public async Task Method_Wrong_IsTheVendors405(string method)
    {
        foreach (var format in FormatAdapters.All)
        {
            using var request = format.Request(null, method: new HttpMethod(method));

            var (response, reply) = await server.SendAsync(request, format.IsAnthropic);

            Assert.Equal(405, reply.Status);
            Assert.Equal(["POST"], response.Content.Headers.Allow);
            Assert.Equal("invalid_request_error", AnswerError.Read(JsonNode.Parse(reply.Body)!.AsObject()).Type);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Method_Head_IsRefusedWithoutBody(string name)
    {
        using var request = FormatAdapters.Find(name).Request(null, method: HttpMethod.Head);

        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(405, (int)response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/ready")]
    public async Task Probe_OfAnyKind_IsAnswered(string path)
    {
        using var get = await server.Http.GetAsync(path, TestContext.Current.CancellationToken);
        using var head = await server.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, path), TestContext.Current.CancellationToken);
        using var post = await server.Http.PostAsync(path, null, TestContext.Current.CancellationToken);

        Assert.Equal(200, (int)get.StatusCode);
        Assert.Equal("application/json", get.Content.Headers.ContentType?.MediaType);
        Assert.NotNull(JsonNode.Parse(await get.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["status"]);
        Assert.Equal(200, (int)head.StatusCode);
        Assert.Equal(405, (int)post.StatusCode);
    }

    [Fact]
    public async Task Preflight_OfAnAllowedOrigin_IsAnswered()
    {
        await using var own = await ServerFixture.StartAsync(ServerFixture.Scripted with { AllowedOrigins = ["http://localhost:3000"] });
        using var request = FormatAdapters.All[0].Request(null, method: HttpMethod.Options);
        request.Headers.Add("Origin", "http://localhost:3000");
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "authorization,content-type,x-stainless-lang");

        using var response = await own.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(204, (int)response.StatusCode);
        Assert.Equal(["http://localhost:3000"], response.Headers.GetValues("Access-Control-Allow-Origin"));
        Assert.Contains("x-stainless-lang", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Headers")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CountTokens_OfAConversation_CountsAQuarterOfTheCharacters()
    {
        var format = FormatAdapters.Find("anthropic");
        var body = format.Write(Prompt.Of(new string('a', 40)) with { System = "bbbb" }, isStreamed: false);
        body.Remove("max_tokens");
        using var request = format.Request(FormatAdapter.Json(body.ToJsonString()));
        request.RequestUri = new Uri("/v1/messages/count_tokens", UriKind.Relative);

        var (_, reply) = await server.SendAsync(request, isAnthropic: true);

        Assert.Equal("""{"input_tokens":11}""", reply.Body);
    }

    [Fact]
    public void Specifications_ForEveryAnswer_AreAtHand() => SharedFolder.SkipTestIfMissing();
}
