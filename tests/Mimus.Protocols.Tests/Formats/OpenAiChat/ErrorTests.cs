using Mimus.Core.Model;
using Mimus.Protocols.Vendors;
using Xunit;
using static Mimus.Protocols.Tests.Formats.OpenAiChat.Chat;

namespace Mimus.Protocols.Tests.Formats.OpenAiChat;

public sealed class ErrorTests
{
    [Fact]
    public void WriteError_Any_HasAllFourFields() =>
        Assert.Equal(
            """{"error":{"message":"Over \"loaded\" 世界","type":"server_error","param":null,"code":null}}""",
            Rendered.Error(Format, new ErrorReply(503, "Over \"loaded\" 世界"))
        );

    [Fact]
    public void WriteError_Scripted_IsSentVerbatim() =>
        Assert.Equal(
            """{"error":{"message":"m","type":"t","param":"p","code":"c"}}""",
            Rendered.Error(Format, new ErrorReply(400, "m") { Type = "t", Param = "p", Code = "c" })
        );

    [Theory]
    [InlineData(400, "invalid_request_error")]
    [InlineData(401, "invalid_request_error")]
    [InlineData(404, "invalid_request_error")]
    [InlineData(429, "requests")]
    [InlineData(500, "server_error")]
    [InlineData(503, "server_error")]
    public void DefaultType_Status_HasTheVendorsType(int status, string type) => Assert.Equal(type, OpenAiErrors.DefaultType(status));

    [Fact]
    public void WriteError_RateLimitWithoutWords_HasTheVendorsCode() =>
        Assert.Contains("\"code\":\"rate_limit_exceeded\"", Rendered.Error(Format, new ErrorReply(429, "x")), StringComparison.Ordinal);

    public static TheoryData<Refusal, int, string, string?, string?> Refusals =>
        new()
        {
            { new MissingApiKey(), 401, "Missing bearer or basic authentication in header", null, null },
            {
                new InvalidApiKey("sk-short"),
                401,
                "Incorrect API key provided: sk-short. You can find your API key at https://platform.openai.com/account/api-keys.",
                null,
                "invalid_api_key"
            },
            { new UnknownModel("x"), 404, "The model `x` does not exist or you do not have access to it.", null, "model_not_found" },
            { new UnknownRoute("POST", "/v1/foo"), 404, "Invalid URL (POST /v1/foo)", null, null },
            { new BodyTooLarge(5), 413, "The request body is larger than the limit of 5 bytes.", null, null },
            { new MalformedBody("x"), 400, "We could not parse the JSON body of your request. (HINT: x)", null, null },
            { new MissingHeader("x"), 400, "Missing required header: 'x'.", null, null },
            {
                new InternalFailure(),
                500,
                "The server had an error while processing your request. Sorry about that!",
                null,
                null
            },
        };

    [Theory]
    [MemberData(nameof(Refusals), DisableDiscoveryEnumeration = true)]
    public void Describe_Refusal_HasTheVendorsWords(Refusal refusal, int status, string message, string? param, string? code)
    {
        var error = Format.Describe(refusal);

        Assert.Equal((status, message, param, code), (error.Status, error.Message, error.Param, error.Code));
    }

    [Fact]
    public void Describe_WrongMethod_NamesThoseAllowed()
    {
        var error = Format.Describe(new MethodNotAllowed("GET", "/v1/chat/completions", ["POST"]));

        Assert.Equal((405, "Not allowed to GET on /v1/chat/completions."), (error.Status, error.Message));
        Assert.Equal([new("Allow", "POST")], error.Headers);
    }

    // The official clients raise on it; nothing follows.
    [Fact]
    public void WriteError_InsideAStream_IsOneChunkWithoutAnEnd() =>
        Assert.Equal(
            "data: {\"error\":{\"message\":\"Over\\nloaded\",\"type\":\"server_error\",\"param\":null,\"code\":null}}\n\n",
            Rendered.StreamError(Format, Read(Body()), new ErrorReply(503, "Over\nloaded"))
        );

    [Fact]
    public void ErrorContentType_Any_NamesTheCharset() => Assert.Equal("application/json; charset=utf-8", Format.ErrorContentType);
}
