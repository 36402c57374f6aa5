using Xunit;

namespace Mimus.Conformance.Tests.Specifications;

/// <summary>Streams that break off with an error are not recorded; these follow the documentation.</summary>
public sealed class WireValidatorErrorEventTests
{
    [Theory]
    [InlineData("/v1/chat/completions", "data: {\"error\":{\"message\":\"Oh\",\"type\":\"server_error\",\"param\":null,\"code\":null}}\n\n")]
    [InlineData("/v1/responses", "event: error\ndata: {\"type\":\"error\",\"code\":\"server_error\",\"message\":\"Oh\",\"param\":null,\"sequence_number\":0}\n\n")]
    [InlineData("/v1/messages", "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n")]
    public void ErrorEvent_InTheVendorsForm_IsValid(string route, string body)
    {
        SharedFolder.SkipTestIfMissing();

        Assert.Empty(WireValidator.Today.Validate(new WireReply(route, 200, "text/event-stream; charset=utf-8", body)));
    }

    [Theory]
    [InlineData("/v1/chat/completions", "data: {\"error\":{\"message\":\"Oh\",\"type\":\"server_error\"}}\n\n")]
    [InlineData("/v1/responses", "event: error\ndata: {\"type\":\"error\",\"error\":{\"code\":null,\"message\":\"Oh\"},\"sequence_number\":0}\n\n")]
    [InlineData("/v1/messages", "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"server_error\",\"message\":\"Oh\"}}\n\n")]
    public void ErrorEvent_InAnotherForm_IsRefused(string route, string body)
    {
        SharedFolder.SkipTestIfMissing();

        Assert.NotEmpty(WireValidator.Today.Validate(new WireReply(route, 200, "text/event-stream", body)));
    }

    [Theory]
    [InlineData("/v1/models", false, "{\"object\":\"list\",\"data\":[{\"id\":\"m\",\"object\":\"model\",\"created\":1,\"owned_by\":\"mimus\"}]}")]
    [InlineData("/v1/models", true, "{\"data\":[],\"first_id\":null,\"last_id\":null,\"has_more\":false}")]
    [InlineData("/v1/models/m", false, "{\"id\":\"m\",\"object\":\"model\",\"created\":1,\"owned_by\":\"mimus\"}")]
    [InlineData("/v1/messages/count_tokens?beta=true", true, "{\"input_tokens\":3}")]
    public void Route_OfEitherVendor_IsJudgedByItsSchema(string route, bool anthropic, string body)
    {
        SharedFolder.SkipTestIfMissing();
        var reply = new WireReply(route, 200, "application/json", body) { Anthropic = anthropic };

        Assert.Empty(WireValidator.Today.Validate(reply));
        Assert.NotEmpty(WireValidator.Today.Validate(reply with { Body = "{}" }));
    }
}
