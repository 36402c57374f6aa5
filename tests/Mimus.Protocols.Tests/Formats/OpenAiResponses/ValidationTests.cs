using Mimus.Core.Configuration;
using Xunit;
using static Mimus.Protocols.Tests.Formats.OpenAiResponses.Responses;

namespace Mimus.Protocols.Tests.Formats.OpenAiResponses;

/// <summary>The sentences are the vendor's, as recorded or measured by others in August 2026.</summary>
public sealed class ValidationTests
{
    private const string Missing = "missing_required_parameter";
    private const string OneOf = "One of \"input\" or \"previous_response_id\" or 'prompt' or 'conversation' must be provided.";

    [Theory]
    [InlineData("""{"input":"x"}""", "Missing required parameter: 'model'.", "model", Missing)]
    [InlineData("""{"model":null,"input":"x"}""", "Invalid type for 'model': expected a string, but got an object instead.", "model", "invalid_type")]
    [InlineData("""{"model":7,"input":"x"}""", "Invalid type for 'model': expected a string, but got an integer instead.", "model", "invalid_type")]
    [InlineData("""{"model":"","input":"x"}""", "The requested model '' does not exist.", "model", "model_not_found")]
    [InlineData("""{"model":"m"}""", "Missing required parameter: 'input'.", "input", Missing)]
    [InlineData("""{"model":"m","previous_response_id":"resp_1"}""", "Missing required parameter: 'input'.", "input", Missing)]
    [InlineData("""{"model":"m","input":[]}""", OneOf, null, Missing)]
    [InlineData("""{"model":"m","input":""}""", OneOf, null, Missing)]
    [InlineData("""{"model":"m","input":null}""", "Invalid type for 'input': expected a string, but got an object instead.", "input", "invalid_type")]
    [InlineData(
        """{"model":"m","input":{}}""",
        "Invalid type for 'input': expected one of a string or array of input items, but got an object instead.",
        "input",
        "invalid_type"
    )]
    public void Read_Incomplete_IsRefused(string body, string message, string? param, string code) => IsRefused(body, message, param, code);

    [Theory]
    [InlineData("""{"model":"m","input":[],"previous_response_id":"resp_1"}""")]
    [InlineData("""{"model":"m","input":[],"conversation":"conv_1"}""")]
    [InlineData("""{"model":"m","prompt":{"id":"pmpt_1"}}""")]
    [InlineData("""{"model":"m","input":"x","tools":[],"include":[],"metadata":{}}""")]
    [InlineData(
        """
        {"model":"m","input":"x","instructions":null,"stream":null,"tools":null,"tool_choice":null,"temperature":null,"top_p":null,
        "max_output_tokens":null,"text":null,"reasoning":null,"previous_response_id":null,"conversation":null,"metadata":null,"include":null,
        "stream_options":null,"store":null,"background":null,"prompt":null,"truncation":null,"service_tier":null,"top_logprobs":null,
        "max_tool_calls":null,"prompt_cache_key":null,"prompt_cache_retention":null,"safety_identifier":null,"user":null,
        "parallel_tool_calls":null,"presence_penalty":null,"frequency_penalty":null}
        """
    )]
    public void Read_LittleSaid_IsRead(string body) => Read(body, ValidationLevel.Exact);

    [Theory]
    [InlineData("temperature", "\"hot\"", "a decimal", "a string")]
    [InlineData("top_logprobs", "\"x\"", "an integer", "a string")]
    [InlineData("max_output_tokens", "1.5", "an integer", "a decimal number")]
    [InlineData("metadata", "\"x\"", "a metadata object", "a string")]
    [InlineData("reasoning", "\"low\"", "an object", "a string")]
    [InlineData("text", "\"x\"", "an object", "a string")]
    [InlineData("prompt", "\"x\"", "an object", "a string")]
    [InlineData("tools", "\"x\"", "an array of tools", "a string")]
    [InlineData("tool_choice", "7", "one of an object or 'none', 'auto', or 'required'", "an integer")]
    [InlineData("truncation", "{}", "one of 'auto' or 'disabled'", "an object")]
    [InlineData("service_tier", "{}", "one of 'auto', 'default', 'fast', 'flex', or 'priority'", "an object")]
    [InlineData("prompt_cache_retention", "[]", "one of 'in_memory' or '24h'", "an array")]
    [InlineData("prompt_cache_key", "{}", "a string", "an object")]
    [InlineData("stream", "\"yes\"", "a boolean", "a string")]
    [InlineData("instructions", "{}", "a string", "an object")]
    [InlineData("previous_response_id", "{}", "a string", "an object")]
    [InlineData("stream_options", "\"x\"", "an object", "a string")]
    public void Read_WrongType_IsRefused(string param, string value, string expected, string got) =>
        IsRefused(
            Body(more: $"\"{param}\":{value}"),
            $"Invalid type for '{param}': expected {expected}, but got {got} instead.",
            param,
            "invalid_type"
        );

    [Theory]
    [InlineData("\"max_output_tokens\":15", "max_output_tokens", "integer below minimum value. Expected a value >= 16, but got 15 instead.", "integer_below_min_value")]
    [InlineData("\"max_tool_calls\":0", "max_tool_calls", "integer below minimum value. Expected a value >= 1, but got 0 instead.", "integer_below_min_value")]
    [InlineData("\"temperature\":3", "temperature", "decimal above maximum value. Expected a value <= 2, but got 3 instead.", "decimal_above_max_value")]
    [InlineData("\"presence_penalty\":-3", "presence_penalty", "decimal below minimum value. Expected a value >= -2, but got -3 instead.", "decimal_below_min_value")]
    public void Read_OutOfBounds_IsRefused(string more, string param, string sentence, string code) =>
        IsRefused(Body(more: more), $"Invalid '{param}': {sentence}", param, code);

    [Theory]
    [InlineData("\"truncation\":\"bogus\"", "truncation", "'auto' and 'disabled'")]
    [InlineData("\"service_tier\":\"bogus\"", "service_tier", "'auto', 'default', 'fast', 'flex', and 'priority'")]
    [InlineData("\"prompt_cache_retention\":\"bogus\"", "prompt_cache_retention", "'in_memory' and '24h'")]
    [InlineData("\"reasoning\":{\"effort\":\"bogus\"}", "reasoning.effort", "'none', 'minimal', 'low', 'medium', 'high', 'xhigh', and 'max'")]
    [InlineData("\"reasoning\":{\"summary\":\"bogus\"}", "reasoning.summary", "'concise', 'detailed', and 'auto'")]
    [InlineData("\"text\":{\"verbosity\":\"bogus\"}", "text.verbosity", "'low', 'medium', and 'high'")]
    [InlineData("\"text\":{\"format\":{\"type\":\"bogus\"}}", "text.format.type", "'json_object', 'text', and 'json_schema'")]
    [InlineData("\"tool_choice\":\"bogus\"", "tool_choice", "'none', 'auto', and 'required'")]
    [InlineData(
        "\"include\":[\"bogus\"]",
        "include[0]",
        "'file_search_call.results', 'web_search_call.results', 'web_search_call.action.sources', 'message.input_image.image_url', "
            + "'computer_call_output.output.image_url', 'code_interpreter_call.outputs', 'reasoning.encrypted_content', "
            + "and 'message.output_text.logprobs'"
    )]
    public void Read_UnknownWord_IsRefused(string more, string param, string supported) =>
        IsRefused(Body(more: more), $"Invalid value: 'bogus'. Supported values are: {supported}.", param, "invalid_value");

    [Theory]
    [InlineData("\"tools\":[{}]", "tools[0].type")]
    [InlineData("\"tools\":[{\"type\":\"function\"}]", "tools[0].name")]
    [InlineData("\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]", "tools[0].name")]
    [InlineData("\"tool_choice\":{\"type\":\"function\"}", "tool_choice.name")]
    [InlineData("\"text\":{\"format\":{\"type\":\"json_schema\"}}", "text.format.name")]
    [InlineData("\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"n\"}}", "text.format.schema")]
    public void Read_IncompleteParameter_IsRefused(string more, string param) =>
        IsRefused(Body(more: more), $"Missing required parameter: '{param}'.", param, Missing);

    [Theory]
    [InlineData(
        "\"previous_response_id\":\"r\",\"conversation\":\"c\"",
        "Mutually exclusive parameters: ''. Ensure you are only providing one of: 'pre..._id' or 'conversation'.",
        null,
        "mutually_exclusive_parameters"
    )]
    [InlineData("\"tool_choice\":{\"type\":\"function\",\"name\":\"x\"}", "Tool choice 'x' not found in 'tools' parameter.", "tool_choice", null)]
    [InlineData(
        "\"tool_choice\":{\"type\":\"image_generation\"}",
        "Tool choice 'image_generation' not found in 'tools' parameter.",
        "tool_choice",
        null
    )]
    [InlineData(
        "\"tool_choice\":\"required\"",
        "Tool choice 'required' must be specified with 'tools' parameter.",
        "tool_choice",
        null
    )]
    [InlineData(
        "\"text\":{\"format\":{\"type\":\"json_object\"}}",
        "Response input messages must contain the word 'json' in some form to use 'text.format' of type 'json_object'.",
        "input",
        null
    )]
    [InlineData(
        "\"tools\":[{\"type\":\"function\",\"name\":\"f\",\"strict\":true,\"parameters\":{\"type\":\"object\"}}]",
        "Invalid schema for function 'f': In context=(), 'additionalProperties' is required to be supplied and to be false.",
        "tools[0].parameters",
        "invalid_function_parameters"
    )]
    [InlineData(
        "\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"s\",\"strict\":true,\"schema\":{\"type\":\"object\"}}}",
        "Invalid schema for response_format 's': In context=(), 'additionalProperties' is required to be supplied and to be false.",
        "text.format.schema",
        "invalid_json_schema"
    )]
    public void Read_Contradiction_IsRefused(string more, string message, string? param, string? code) =>
        IsRefused(Body(more: more), message, param, code);

    [Theory]
    [InlineData("\"tools\":[{\"type\":\"image_generation\"}],\"tool_choice\":{\"type\":\"image_generation\"}")]
    [InlineData("\"tools\":[{\"type\":\"mcp\",\"server_label\":\"s\"}],\"tool_choice\":{\"type\":\"mcp\",\"server_label\":\"s\",\"name\":null}")]
    [InlineData($"\"tools\":[{Weather}],\"tool_choice\":{{\"type\":\"allowed_tools\",\"mode\":\"auto\",\"tools\":[]}}")]
    public void Read_ChoiceOfAnOfferedTool_IsRead(string more) => Read(Body(more: more));

    [Theory]
    [InlineData("\"temperature\":0.5", "Unsupported parameter: 'temperature' is not supported with this model.", "temperature", null)]
    [InlineData("\"top_p\":1", "Unsupported parameter: 'top_p' is not supported with this model.", "top_p", null)]
    [InlineData("\"presence_penalty\":0.5", "Unsupported parameter: 'presence_penalty' is not supported with this model.", "presence_penalty", null)]
    [InlineData("\"frequency_penalty\":0.5", "Unsupported parameter: 'frequency_penalty' is not supported with this model.", "frequency_penalty", null)]
    [InlineData("\"top_logprobs\":1", "logprobs are not supported with reasoning models.", "top_logprobs", "unsupported_parameter")]
    [InlineData("\"include\":[\"message.output_text.logprobs\"]", "logprobs are not supported with reasoning models.", "include", "unsupported_parameter")]
    public void Read_WhatReasoningModelsRefuse_IsRefusedWhereExactOnly(string more, string message, string param, string? code)
    {
        IsRefused(Body(more: more, model: "gpt-5.6-terra"), message, param, code, ValidationLevel.Exact);
        Read(Body(more: more, model: "gpt-5.6-terra"));
        Read(Body(more: more), ValidationLevel.Exact);
    }

    [Theory]
    [InlineData("\"reasoning\":{\"effort\":\"low\"}", "Unsupported parameter: 'reasoning.effort' is not supported with this model.", "reasoning.effort", "unsupported_parameter")]
    [InlineData("\"n\":2", "Unknown parameter: 'n'.", "n", "unknown_parameter")]
    [InlineData("\"stream_options\":{\"include_usage\":true}", "Unknown parameter: 'stream_options.include_usage'.", "stream_options.include_usage", "unknown_parameter")]
    [InlineData("\"text\":{\"zzz\":1}", "Unknown parameter: 'text.zzz'.", "text.zzz", "unknown_parameter")]
    [InlineData(
        "\"messages\":[]",
        "Unsupported parameter: 'messages'. In the Responses API, this parameter has moved to 'input'. Try again with the new parameter. "
            + "See the API documentation for more information: https://platform.openai.com/docs/api-reference/responses/create.",
        null,
        "unsupported_parameter"
    )]
    [InlineData(
        "\"response_format\":{}",
        "Unsupported parameter: 'response_format'. In the Responses API, this parameter has moved to 'text.format'. Try again with the new "
            + "parameter. See the API documentation for more information: https://platform.openai.com/docs/api-reference/responses/create.",
        null,
        "unsupported_parameter"
    )]
    public void Read_WhatIsNoParameter_IsRefusedWhereExactOnly(string more, string message, string? param, string code)
    {
        IsRefused(Body(more: more), message, param, code, ValidationLevel.Exact);
        Read(Body(more: more));
    }
}
