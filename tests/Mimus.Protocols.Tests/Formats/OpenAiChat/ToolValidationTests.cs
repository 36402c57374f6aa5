using Mimus.Core.Configuration;
using Xunit;
using static Mimus.Protocols.Tests.Formats.OpenAiChat.Chat;

namespace Mimus.Protocols.Tests.Formats.OpenAiChat;

public sealed class ToolValidationTests
{
    private const string Missing = "missing_required_parameter";
    private const string Function = """{"name":"weather"}""";

    [Theory]
    [InlineData("""{"function":{"name":"f"}}""", "tools[0].type")]
    [InlineData("""{"type":"function"}""", "tools[0].function")]
    [InlineData("""{"type":"custom"}""", "tools[0].custom")]
    [InlineData("""{"type":"function","function":{}}""", "tools[0].function.name")]
    public void Read_IncompleteTool_IsRefused(string tool, string param) =>
        IsRefused(Body(more: $"\"tools\":[{tool}]"), $"Missing required parameter: '{param}'.", param, Missing);

    [Theory]
    [InlineData("", "empty string. Expected a string with minimum length 1, but got an empty string instead.", "empty_string")]
    [InlineData(
        "a b",
        "string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.",
        "invalid_value"
    )]
    [InlineData(
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "string too long. Expected a string with maximum length 64, but got a string with length 65 instead.",
        "string_above_max_length"
    )]
    public void Read_NameOfWrongForm_IsRefused(string name, string sentence, string code) =>
        IsRefused(
            Body(more: $"\"tools\":[{{\"type\":\"function\",\"function\":{{\"name\":\"{name}\"}}}}]"),
            $"Invalid 'tools[0].function.name': {sentence}",
            "tools[0].function.name",
            code
        );

    [Theory]
    [InlineData("tools")]
    [InlineData("functions")]
    public void Read_NoTools_IsRefused(string param) =>
        IsRefused(
            Body(more: $"\"{param}\":[]"),
            $"Invalid '{param}': empty array. Expected an array with minimum length 1, but got an empty array instead.",
            param,
            "empty_array"
        );

    [Fact]
    public void Read_TooManyTools_IsRefused() =>
        IsRefused(
            Body(more: $"\"tools\":[{string.Join(',', Enumerable.Repeat(Weather, 129))}]"),
            "Invalid 'tools': array too long. Expected an array with maximum length 128, but got an array with length 129 instead.",
            "tools",
            "array_above_max_length"
        );

    // The vendor offers both to the model.
    [Fact]
    public void Read_ToolsOfOneName_AreRead() => Assert.Equal(2, Read(Body(more: $"\"tools\":[{Weather},{Weather}]")).Tools.Count);

    [Theory]
    [InlineData("\"tool_choice\":\"auto\"", "tool_choice", "tools")]
    [InlineData("\"tool_choice\":\"required\"", "tool_choice", "tools")]
    [InlineData("\"parallel_tool_calls\":true", "parallel_tool_calls", "tools")]
    [InlineData("\"function_call\":\"auto\"", "function_call", "functions")]
    public void Read_ChoiceWithoutTools_IsRefused(string choice, string param, string other) =>
        IsRefused(
            Body(more: choice),
            $"Invalid value for '{param}': '{param}' is only allowed when '{other}' are specified.",
            param,
            null
        );

    [Theory]
    [InlineData("\"tool_choice\":{\"type\":\"bogus\"}", "tool_choice.function")]
    [InlineData("\"tool_choice\":{\"type\":\"custom\"}", "tool_choice.custom")]
    [InlineData("\"tool_choice\":{\"type\":\"function\",\"function\":{}}", "tool_choice.function.name")]
    [InlineData("\"tool_choice\":{\"function\":{\"name\":\"weather\"}}", "tool_choice.type")]
    [InlineData("\"functions\":[{\"name\":\"f\"}],\"function_call\":{}", "function_call.name")]
    public void Read_IncompleteChoice_IsRefused(string choice, string param) =>
        IsRefused(Body(more: $"\"tools\":[{Weather}],{choice}"), $"Missing required parameter: '{param}'.", param, Missing);

    [Theory]
    [InlineData($"\"tools\":[{Weather}],\"tool_choice\":{{\"type\":\"function\",\"function\":{{\"name\":\"other\"}}}}")]
    [InlineData($"\"functions\":[{Function}],\"function_call\":{{\"name\":\"other\"}}")]
    public void Read_ChoiceOfAnotherTool_IsRefused(string more) =>
        IsRefused(
            Body(more: more),
            "Invalid value for 'function_call': no function named 'other' was specified in the 'functions' parameter.",
            "function_call",
            null
        );

    [Theory]
    [InlineData("", "()", "'additionalProperties' is required to be supplied and to be false.")]
    [InlineData(",\"parameters\":{\"type\":\"object\",\"properties\":{}}", "()", "'additionalProperties' is required to be supplied and to be false.")]
    [InlineData(
        ",\"parameters\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":[\"object\",\"null\"]}},\"required\":[\"a\"],\"additionalProperties\":false}",
        "('properties', 'a')",
        "'additionalProperties' is required to be supplied and to be false."
    )]
    [InlineData(
        ",\"parameters\":{\"type\":\"object\",\"properties\":{\"a\":{},\"b\":{}},\"required\":[\"a\"],\"additionalProperties\":false}",
        "()",
        "'required' is required to be supplied and to be an array including every key in properties. Missing 'b'."
    )]
    [InlineData(
        ",\"parameters\":{\"type\":\"array\",\"items\":{\"anyOf\":[{},{\"type\":\"object\"}]}}",
        "('items', 'anyOf', '1')",
        "'additionalProperties' is required to be supplied and to be false."
    )]
    public void Read_StrictFunctionWithALooseSchema_IsRefused(string schema, string context, string sentence) =>
        IsRefused(
            Body(more: $"\"tools\":[{{\"type\":\"function\",\"function\":{{\"name\":\"f\",\"strict\":true{schema}}}}}]"),
            $"Invalid schema for function 'f': In context={context}, {sentence}",
            "tools[0].function.parameters",
            "invalid_function_parameters"
        );

    [Fact]
    public void Read_StrictAnswerWithALooseSchema_IsRefused() =>
        IsRefused(
            Body(more: "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"s\",\"strict\":true,\"schema\":{\"type\":\"object\"}}}"),
            "Invalid schema for response_format 's': In context=(), 'additionalProperties' is required to be supplied and to be false.",
            "response_format",
            null
        );

    [Theory]
    [InlineData("\"max_tokens\":5", "max_tokens", "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.", "unsupported_parameter")]
    [InlineData("\"temperature\":0.5", "temperature", "Unsupported value: 'temperature' does not support 0.5 with this model. Only the default (1) value is supported.", "unsupported_value")]
    [InlineData("\"top_p\":0.5", "top_p", "Unsupported parameter: 'top_p' is not supported with this model.", "unsupported_parameter")]
    [InlineData("\"stop\":[\"x\"]", "stop", "Unsupported parameter: 'stop' is not supported with this model.", "unsupported_parameter")]
    [InlineData("\"logit_bias\":{\"1\":1}", "logit_bias", "Unsupported parameter: 'logit_bias' is not supported with this model.", "unsupported_parameter")]
    [InlineData("\"prediction\":{\"type\":\"content\",\"content\":\"x\"}", "prediction", "Unsupported parameter: 'prediction' is not supported with this model.", "unsupported_parameter")]
    [InlineData("\"logprobs\":true", "logprobs", "Unsupported parameter: 'logprobs' is not supported with this model.", "unsupported_parameter")]
    [InlineData("\"frequency_penalty\":0.5", "frequency_penalty", "Unsupported parameter: 'frequency_penalty' is not supported with this model.", "unsupported_parameter")]
    [InlineData("\"presence_penalty\":0.5", "presence_penalty", "Unsupported parameter: 'presence_penalty' is not supported with this model.", "unsupported_parameter")]
    public void Read_WhatReasoningModelsRefuse_IsRefusedWhereExactOnly(string more, string param, string message, string code)
    {
        IsRefused(Body(more: more, model: "gpt-5.6-terra"), message, param, code, ValidationLevel.Exact);
        Read(Body(more: more, model: "gpt-5.6-terra"));
        Read(Body(more: more), ValidationLevel.Exact);
    }

    [Fact]
    public void Read_ModelToldNotToReason_TakesSampling() =>
        Read(
            Body(more: "\"reasoning_effort\":\"none\",\"temperature\":0.5,\"logprobs\":true,\"frequency_penalty\":1", model: "gpt-5.6-terra"),
            ValidationLevel.Exact
        );

    [Fact]
    public void Read_EffortOfAModelThatDoesNotReason_IsRefusedWhereExact() =>
        IsRefused(
            Body(more: "\"reasoning_effort\":\"low\""),
            "Unrecognized request argument supplied: reasoning_effort",
            null,
            null,
            ValidationLevel.Exact
        );

    [Fact]
    public void Read_TwoTokenLimits_IsRefusedWhereExact() =>
        IsRefused(
            Body(more: "\"max_tokens\":5,\"max_completion_tokens\":5"),
            "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.",
            "max_tokens",
            null,
            ValidationLevel.Exact
        );
}
