using Mimus.Core.Configuration;
using Xunit;
using static Mimus.Protocols.Tests.Formats.OpenAiChat.Chat;

namespace Mimus.Protocols.Tests.Formats.OpenAiChat;

/// <summary>The sentences are the vendor's, as recorded or measured by others in August 2026.</summary>
public sealed class ValidationTests
{
    private const string NoModel = "you must provide a model parameter";

    [Theory]
    [InlineData("""{"messages":[{"role":"user","content":"Hi"}]}""", NoModel, null, null)]
    [InlineData("""{"model":null,"messages":[{"role":"user","content":"Hi"}]}""", NoModel, null, null)]
    [InlineData("""{"model":"","messages":[{"role":"user","content":"Hi"}]}""", NoModel, null, null)]
    [InlineData("""{"model":"m"}""", "Missing required parameter: 'messages'.", "messages", "missing_required_parameter")]
    [InlineData(
        """{"model":"m","messages":[]}""",
        "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.",
        "messages",
        "empty_array"
    )]
    [InlineData(
        """{"model":"m","messages":null}""",
        "Invalid type for 'messages': expected an array of objects, but got null instead.",
        "messages",
        "invalid_type"
    )]
    [InlineData(
        """{"model":"m","messages":["ping"]}""",
        "Invalid type for 'messages[0]': expected an object, but got a string instead.",
        "messages[0]",
        "invalid_type"
    )]
    public void Read_Incomplete_IsRefused(string body, string message, string? param, string? code) => IsRefused(body, message, param, code);

    [Theory]
    [InlineData("n", "\"2\"", "expected an integer, but got a string instead.")]
    [InlineData("temperature", "\"hot\"", "expected a decimal, but got a string instead.")]
    [InlineData("top_p", "true", "expected a decimal, but got a boolean instead.")]
    [InlineData("stream", "\"yes\"", "expected a boolean, but got a string instead.")]
    [InlineData("store", "\"yes\"", "expected a boolean, but got a string instead.")]
    [InlineData("seed", "1.5", "expected an integer, but got a decimal number instead.")]
    [InlineData("user", "{\"a\":1}", "expected a string, but got an object instead.")]
    [InlineData("metadata", "\"x\"", "expected a metadata object, but got a string instead.")]
    [InlineData("metadata.k", null, "expected a string, but got an integer instead.")]
    [InlineData("tools", "\"none\"", "expected an array of objects, but got a string instead.")]
    [InlineData("functions", "\"none\"", "expected an array of function definitions, but got a string instead.")]
    [InlineData("tool_choice", "7", "expected one of one of 'none', 'auto', or 'required' or object, but got an integer instead.")]
    [InlineData("response_format", "\"json\"", "expected an object, but got a string instead.")]
    [InlineData("stop", "7", "expected one of a string or array of strings, but got an integer instead.")]
    [InlineData("logit_bias", "[]", "expected an object, but got an array instead.")]
    [InlineData("prompt_cache_retention", "{}", "expected one of 'in_memory' or '24h', but got an object instead.")]
    [InlineData("service_tier", "{}", "expected one of 'auto', 'default', 'fast', 'flex', or 'priority', but got an object instead.")]
    public void Read_WrongType_IsRefused(string param, string? value, string sentence) =>
        IsRefused(
            Body(more: value is null ? "\"metadata\":{\"k\":7}" : $"\"{param}\":{value}"),
            $"Invalid type for '{param}': {sentence}",
            param,
            "invalid_type"
        );

    [Theory]
    [InlineData("n", "0", "integer below minimum value. Expected a value >= 1, but got 0 instead.", "integer_below_min_value")]
    [InlineData("n", "129", "integer above maximum value. Expected a value <= 128, but got 129 instead.", "integer_above_max_value")]
    [InlineData("max_tokens", "0", "integer below minimum value. Expected a value >= 1, but got 0 instead.", "integer_below_min_value")]
    [InlineData("max_completion_tokens", "0", "integer below minimum value. Expected a value >= 1, but got 0 instead.", "integer_below_min_value")]
    [InlineData("temperature", "-1", "decimal below minimum value. Expected a value >= 0, but got -1 instead.", "decimal_below_min_value")]
    [InlineData("temperature", "2.5", "decimal above maximum value. Expected a value <= 2, but got 2.5 instead.", "decimal_above_max_value")]
    [InlineData("top_p", "1.1", "decimal above maximum value. Expected a value <= 1, but got 1.1 instead.", "decimal_above_max_value")]
    [InlineData("frequency_penalty", "3", "decimal above maximum value. Expected a value <= 2, but got 3 instead.", "decimal_above_max_value")]
    [InlineData("presence_penalty", "-3", "decimal below minimum value. Expected a value >= -2, but got -3 instead.", "decimal_below_min_value")]
    [InlineData("top_logprobs", "-1", "integer below minimum value. Expected a value >= 0, but got -1 instead.", "integer_below_min_value")]
    [InlineData(
        "stop",
        "[\"1\",\"2\",\"3\",\"4\",\"5\"]",
        "array too long. Expected an array with maximum length 4, but got an array with length 5 instead.",
        "array_above_max_length"
    )]
    public void Read_OutOfBounds_IsRefused(string param, string value, string sentence, string code) =>
        IsRefused(Body(more: $"\"{param}\":{value}"), $"Invalid '{param}': {sentence}", param, code);

    [Theory]
    [InlineData("service_tier", "'auto', 'default', 'fast', 'flex', and 'priority'")]
    [InlineData("verbosity", "'low', 'medium', and 'high'")]
    [InlineData("reasoning_effort", "'none', 'minimal', 'low', 'medium', 'high', 'xhigh', and 'max'")]
    [InlineData("tool_choice", "'none', 'auto', and 'required'")]
    public void Read_UnknownWord_IsRefused(string param, string supported) =>
        IsRefused(
            Body(more: $"\"{param}\":\"bogus\""),
            $"Invalid value: 'bogus'. Supported values are: {supported}.",
            param,
            "invalid_value"
        );

    [Theory]
    [InlineData("\"modalities\":[\"text\",\"smell\"]", "Invalid value: 'smell'. Supported values are: 'text' and 'audio'.", "modalities[1]", "invalid_value")]
    [InlineData("\"prompt_cache_retention\":\"x\"", "Invalid prompt_cache_retention argument", "prompt_cache_retention", null)]
    [InlineData("\"top_logprobs\":1", "The 'top_logprobs' parameter is only allowed when 'logprobs' is enabled.", "top_logprobs", null)]
    [InlineData("\"logprobs\":true,\"top_logprobs\":21", "Invalid value for 'top_logprobs': must be less than or equal to 20.", "top_logprobs", null)]
    [InlineData(
        "\"stream_options\":{\"include_usage\":true}",
        "The 'stream_options' parameter is only allowed when 'stream' is enabled.",
        "stream_options",
        null
    )]
    [InlineData(
        "\"logit_bias\":{\"hello\":1}",
        "Invalid key in 'logit_bias': hello. You should only be submitting non-negative integers.",
        "logit_bias",
        null
    )]
    [InlineData(
        "\"logit_bias\":{\"50256\":-101}",
        "Invalid 'logit_bias.50256': decimal below minimum value. Expected a value >= -100, but got -101 instead.",
        "logit_bias.50256",
        "decimal_below_min_value"
    )]
    [InlineData("\"audio\":{\"format\":\"wav\"}", "Missing required parameter: 'audio.voice'.", "audio.voice", "missing_required_parameter")]
    [InlineData("\"audio\":{\"voice\":\"ash\"}", "Missing required parameter: 'audio.format'.", "audio.format", "missing_required_parameter")]
    [InlineData("\"moderation\":{}", "Missing required parameter: 'moderation.model'.", "moderation.model", "missing_required_parameter")]
    [InlineData(
        "\"prediction\":{\"type\":\"content\"}",
        "Missing required parameter: 'prediction.content'.",
        "prediction.content",
        "missing_required_parameter"
    )]
    [InlineData(
        "\"response_format\":{}",
        "Missing required parameter: 'response_format.type'.",
        "response_format.type",
        "missing_required_parameter"
    )]
    [InlineData(
        "\"response_format\":{\"type\":\"bogus\"}",
        "Invalid value: 'bogus'. Supported values are: 'json_object', 'json_schema', and 'text'.",
        "response_format.type",
        "invalid_value"
    )]
    [InlineData(
        "\"response_format\":{\"type\":\"json_schema\"}",
        "Missing required parameter: 'response_format.json_schema'.",
        "response_format.json_schema",
        "missing_required_parameter"
    )]
    [InlineData(
        "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{}}",
        "Missing required parameter: 'response_format.json_schema.name'.",
        "response_format.json_schema.name",
        "missing_required_parameter"
    )]
    [InlineData(
        "\"response_format\":{\"type\":\"json_object\"}",
        "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
        "messages",
        null
    )]
    public void Read_WrongParameter_IsRefused(string parameter, string message, string param, string? code) =>
        IsRefused(Body(more: parameter), message, param, code);

    [Theory]
    [InlineData("\"stop\":[]")]
    [InlineData("\"stop\":null")]
    [InlineData("\"stop\":\"END\"")]
    [InlineData("\"logit_bias\":null")]
    [InlineData("\"logit_bias\":{\"50256\":-100,\"1\":0.5}")]
    [InlineData("\"metadata\":null")]
    [InlineData("\"store\":null,\"user\":null,\"seed\":null,\"n\":null,\"temperature\":null,\"max_tokens\":null")]
    [InlineData("\"tools\":null,\"tool_choice\":null,\"functions\":null,\"response_format\":null,\"stream_options\":null")]
    [InlineData("\"prediction\":{\"type\":\"content\",\"content\":[{\"type\":\"text\",\"text\":\"x\"}]}")]
    [InlineData("\"audio\":{\"voice\":{\"id\":\"v\"},\"format\":\"pcm16\"},\"modalities\":[\"text\",\"audio\"]")]
    [InlineData("\"n\":3,\"stream\":true")]
    [InlineData("\"tool_choice\":\"none\"")]
    public void Read_UnusualButAllowed_IsRead(string parameter) => Read(Body(more: parameter));

    [Fact]
    public void Read_Metadata_HasLimits()
    {
        var pairs = string.Join(',', Enumerable.Range(0, 17).Select(index => $"\"k{index}\":\"v\""));
        IsRefused(
            Body(more: $"\"metadata\":{{{pairs}}}"),
            "Invalid 'metadata': too many properties. Expected an object with at most 16 properties, but got an object with 17 properties instead.",
            "metadata",
            "object_above_max_properties"
        );
        IsRefused(
            Body(more: $"\"metadata\":{{\"k\":\"{new string('x', 513)}\"}}"),
            "Invalid 'metadata.k': string too long. Expected a string with maximum length 512, but got a string with length 513 instead.",
            "metadata.k",
            "string_above_max_length"
        );
        var name = "abc" + new string('k', 59) + "xyz";
        IsRefused(
            Body(more: $"\"metadata\":{{\"{name}\":\"v\"}}"),
            "Invalid property name in 'metadata': 'abc...xyz' is too long. Expected a string with maximum length 64, "
                + "but got a string with length 65 instead.",
            $"metadata.{name}",
            "property_name_above_max_length"
        );
        Read(Body(more: $"\"metadata\":{{\"{new string('é', 64)}\":\"{string.Concat(Enumerable.Repeat("👋", 512))}\"}}"));
    }

    [Fact]
    public void Read_UnknownParameter_IsRefusedWhereExactOnly()
    {
        var body = Body(more: "\"stream\":true,\"stream_options\":{\"bogus\":1}");
        IsRefused(body, "Unknown parameter: 'stream_options.bogus'.", "stream_options.bogus", "unknown_parameter", ValidationLevel.Exact);
        var wire = Some.Wire(body);

        Format.Read(wire);

        Assert.Equal(["stream_options.bogus"], wire.UnknownParameters);
    }
}
