using Xunit;

namespace Mimus.Conformance.Tests.Specifications;

/// <summary>Errors of which there is no recording; these follow the documentation.</summary>
public sealed class WireValidatorErrorTests
{
    [Theory]
    [InlineData("/v1/chat/completions", null, """{"error":{"message":"Oh","type":"server_error","param":null,"code":null}}""")]
    [InlineData("/v1/responses", "error", """{"type":"error","code":"x","message":"Oh","param":null,"sequence_number":0}""")]
    [InlineData("/v1/messages", "error", """{"type":"error","error":{"type":"overloaded_error","message":"Oh"}}""")]
    public void ErrorEvent_InTheVendorsForm_IsValid(string route, string? name, string data)
    {
        SharedFolder.SkipTestIfMissing();

        Assert.Empty(WireValidator.Today.Validate(Stream(route, name, data)));
    }

    [Theory]
    [InlineData("/v1/chat/completions", null, """{"error":{"message":"Oh","type":"server_error"}}""")]
    [InlineData("/v1/responses", "error", """{"type":"error","error":{"code":null,"message":"Oh"},"sequence_number":0}""")]
    [InlineData("/v1/messages", "error", """{"type":"error","error":{"type":"server_error","message":"Oh"}}""")]
    public void ErrorEvent_InAnotherForm_IsRefused(string route, string? name, string data)
    {
        SharedFolder.SkipTestIfMissing();

        Assert.NotEmpty(WireValidator.Today.Validate(Stream(route, name, data)));
    }

    [Theory]
    [InlineData("request_too_large", true)]
    [InlineData("overloaded_error", true)]
    [InlineData("server_error", false)]
    public void AnthropicError_OfAType_IsValidWhenTheVendorHasIt(string type, bool valid)
    {
        SharedFolder.SkipTestIfMissing();
        var body = $$"""{"type":"error","error":{"type":"{{type}}","message":"Oh"},"request_id":"req_1"}""";

        Assert.Equal(valid, WireValidator.Today.Validate(new WireReply("/v1/messages", 413, "application/json", body)).Count == 0);
    }

    private static WireReply Stream(string route, string? name, string data) =>
        new(route, 200, "text/event-stream; charset=utf-8", (name is null ? "" : $"event: {name}\n") + $"data: {data}\n\n");
}
