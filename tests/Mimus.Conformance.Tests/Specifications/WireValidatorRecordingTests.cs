using Xunit;

namespace Mimus.Conformance.Tests.Specifications;

public sealed class WireValidatorRecordingTests
{
    public static TheoryData<string> Recordings =>
    [
        "anthropic_messages_nonstream",
        "anthropic_messages_stream_text",
        "anthropic_messages_stream_thinking",
        "openai_chat_error_400_invalid_function_parameters",
        "openai_chat_error_401_bad_key",
        "openai_chat_error_404_model",
        "openai_chat_nonstream",
        "openai_chat_stream_gpt5_moderation_chunk",
        "openai_chat_stream_usage_obfuscation",
        "openai_chat_tool_calls_nonstream",
        "openai_completions_legacy_stream",
        "openai_moderations",
        "openai_responses_error_400_model_not_found",
        "openai_responses_stream_background_queued",
        "openai_responses_stream_function_call",
        "openai_responses_stream_mcp_tool",
        "openai_responses_stream_text",
    ];

    public static TheoryData<string> ProvenDeviations =>
        [.. ToleratedDeviations.All.Where(deviation => deviation.Recording is not null).Select(deviation => deviation.ToString())];

    [Theory]
    [MemberData(nameof(Recordings))]
    public void RecordedAnswer_AgainstTheSpecification_IsValid(string name)
    {
        var reply = Recording.Load(name);

        var problems = Recording.Validator.Validate(reply);

        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("anthropic_messages_stream_thinking", "stop_details")]
    [InlineData("openai_responses_stream_text", "cache_write_tokens")]
    public void OldRecording_HeldToTheTrafficOfToday_IsRefused(string name, string expected)
    {
        // The recording first: without it the test is skipped.
        var reply = Recording.Load(name);

        var problems = WireValidator.Today.Validate(reply);

        Assert.Contains(problems, problem => problem.Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(ProvenDeviations))]
    public void ToleratedDeviation_LeftOut_RefusesItsRecording(string name)
    {
        var deviation = ToleratedDeviations.All.Single(deviation => deviation.ToString() == name);
        var reply = Recording.Load(deviation.Recording!);
        var strict = SpecificationDocument.Load(deviation.Specification, ToleratedDeviations.All.Where(other => other != deviation));

        var problems = new WireValidator(strict, strict).Validate(reply);

        Assert.NotEmpty(problems);
    }
}
