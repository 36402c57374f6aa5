using Xunit;

namespace Mimus.Conformance.Tests.Specifications;

public sealed class WireRouteTests
{
    [Theory]
    [InlineData("/v1/models", false, """{"object":"list","data":[{"id":"m","object":"model","created":1,"owned_by":"mimus"}]}""")]
    [InlineData("/v1/models", true, """{"data":[],"first_id":null,"last_id":null,"has_more":false}""")]
    [InlineData("/v1/models/m", false, """{"id":"m","object":"model","created":1,"owned_by":"mimus"}""")]
    [InlineData("/v1/messages/count_tokens?beta=true", true, """{"input_tokens":3}""")]
    [InlineData("/openai/deployments/d/embeddings?api-version=1", false,
        """
        {"object":"list","model":"m","data":[{"object":"embedding","index":0,"embedding":"AA"}],
        "usage":{"prompt_tokens":1,"total_tokens":1}}
        """)]
    public void Route_OfEitherVendor_IsJudgedByItsSchema(string route, bool anthropic, string body)
    {
        SharedFolder.SkipTestIfMissing();
        var reply = new WireReply(route, 200, "application/json", body) { Anthropic = anthropic };

        Assert.Empty(WireValidator.Today.Validate(reply));
        Assert.NotEmpty(WireValidator.Today.Validate(reply with { Body = "{}" }));
    }

    [Fact]
    public void Route_Unknown_IsNamed()
    {
        var exception = Assert.Throws<ArgumentException>(() => WireRoute.Find("/v1/nowhere", anthropic: false));

        Assert.Contains("/v1/nowhere", exception.Message, StringComparison.Ordinal);
    }
}
