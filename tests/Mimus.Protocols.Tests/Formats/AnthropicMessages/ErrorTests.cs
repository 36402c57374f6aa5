using Mimus.Core.Model;
using Mimus.Protocols.Vendors;
using Xunit;
using static Mimus.Protocols.Tests.Formats.AnthropicMessages.Anthropic;

namespace Mimus.Protocols.Tests.Formats.AnthropicMessages;

public sealed class ErrorTests
{
    [Fact]
    public void WriteError_Any_HasTheRequestIdAtTheTop() =>
        Assert.Equal(
            """{"type":"error","error":{"type":"overloaded_error","message":"Over \"loaded\""},"request_id":"req_011"}""",
            Rendered.Error(Format, new ErrorReply(529, "Over \"loaded\""), "req_011")
        );

    [Fact]
    public void WriteError_ScriptedType_IsSentVerbatim() =>
        Assert.Contains("\"type\":\"my_error\"", Rendered.Error(Format, new ErrorReply(500, "x") { Type = "my_error" }), StringComparison.Ordinal);

    [Theory]
    [InlineData(400, "invalid_request_error")]
    [InlineData(401, "authentication_error")]
    [InlineData(402, "billing_error")]
    [InlineData(403, "permission_error")]
    [InlineData(404, "not_found_error")]
    [InlineData(413, "request_too_large")]
    [InlineData(418, "invalid_request_error")]
    [InlineData(429, "rate_limit_error")]
    [InlineData(500, "api_error")]
    [InlineData(503, "api_error")]
    [InlineData(504, "timeout_error")]
    [InlineData(529, "overloaded_error")]
    public void DefaultType_Status_HasTheVendorsType(int status, string type) => Assert.Equal(type, AnthropicErrors.DefaultType(status));

    public static TheoryData<Refusal, int, string, string> Refusals =>
        new()
        {
            { new MissingApiKey(), 401, "authentication_error", "x-api-key header is required" },
            { new InvalidApiKey("sk-wrong"), 401, "authentication_error", "invalid x-api-key" },
            { new UnknownModel("claude-sonet-4-5"), 404, "not_found_error", "model: claude-sonet-4-5" },
            { new UnknownRoute("POST", "/v1/foo"), 404, "not_found_error", "Not Found" },
            { new MethodNotAllowed("GET", "/v1/messages", ["POST"]), 405, "invalid_request_error", "Method Not Allowed" },
            { new BodyTooLarge(5), 413, "request_too_large", "Request exceeds the maximum size" },
            { new MissingHeader("anthropic-version"), 400, "invalid_request_error", "anthropic-version: header is required" },
            { new MalformedBody("no value at byte 3"), 400, "invalid_request_error", "The request body is not valid JSON: no value at byte 3" },
            { new InternalFailure(), 500, "api_error", "Internal server error" },
        };

    [Theory]
    [MemberData(nameof(Refusals), DisableDiscoveryEnumeration = true)]
    public void Describe_Refusal_HasTheVendorsWords(Refusal refusal, int status, string type, string message)
    {
        var error = Format.Describe(refusal);

        Assert.Equal((status, type, message), (error.Status, error.Type, error.Message));
    }

    [Fact]
    public void Describe_WrongMethod_NamesThoseAllowed() =>
        Assert.Equal([new("Allow", "POST")], Format.Describe(new MethodNotAllowed("GET", "/v1/messages", ["POST"])).Headers);

    [Fact]
    public void Describe_ContentTypeAndEncoding_NameWhatCame()
    {
        Assert.Contains("text/plain", Format.Describe(new UnsupportedContentType("text/plain")).Message, StringComparison.Ordinal);
        Assert.Contains("zstd", Format.Describe(new UnsupportedEncoding("zstd")).Message, StringComparison.Ordinal);
    }
}
