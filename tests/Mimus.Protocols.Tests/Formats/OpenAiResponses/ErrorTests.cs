using Mimus.Core.Model;
using Xunit;
using static Mimus.Protocols.Tests.Formats.OpenAiResponses.Responses;

namespace Mimus.Protocols.Tests.Formats.OpenAiResponses;

public sealed class ErrorTests
{
    [Fact]
    public void Describe_UnknownModel_IsABadRequest()
    {
        var error = Format.Describe(new UnknownModel("x"));

        Assert.Equal(
            (400, "The requested model 'x' does not exist.", "model", "model_not_found"),
            (error.Status, error.Message, error.Param, error.Code)
        );
    }

    [Fact]
    public void ErrorContentType_Any_NamesNoCharset() => Assert.Equal("application/json", Format.ErrorContentType);

    [Theory]
    [InlineData(500, null, "server_error")]
    [InlineData(503, "overloaded", "overloaded")]
    public void WriteError_OfTheServerInsideAStream_FailsTheResponse(int status, string? code, string expected)
    {
        var events = SseText.Parse(Rendered.StreamError(Format, Read(Body()), new ErrorReply(status, "Over\nloaded") { Code = code }));

        Assert.Equal(["response.created", "response.in_progress", "response.failed"], events.Select(frame => frame.Name));
        var last = events[^1].Json!;
        Assert.Equal(("response.failed", 2), ((string?)last["type"], (int)last["sequence_number"]!));
        var response = last["response"]!;
        Assert.Equal(("failed", expected, "Over\nloaded"), ((string?)response["status"], (string?)response["error"]!["code"], (string?)response["error"]!["message"]));
        Assert.Empty(response["output"]!.AsArray());
        Assert.Null(response["usage"]);
        Assert.Null(response["incomplete_details"]);
    }

    [Fact]
    public void WriteError_OfTheClientInsideAStream_IsFlat()
    {
        var error = new ErrorReply(429, "Slow down") { Code = "rate_limit_exceeded", Param = "p" };

        var last = SseText.Parse(Rendered.StreamError(Format, Read(Body()), error))[^1];

        Assert.Equal("error", last.Name);
        Assert.Equal(
            """{"type":"error","sequence_number":2,"code":"rate_limit_exceeded","message":"Slow down","param":"p"}""",
            last.Data
        );
    }
}
