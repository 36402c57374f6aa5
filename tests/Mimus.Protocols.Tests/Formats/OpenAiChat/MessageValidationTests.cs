using Xunit;
using static Mimus.Protocols.Tests.Formats.OpenAiChat.Chat;

namespace Mimus.Protocols.Tests.Formats.OpenAiChat;

public sealed class MessageValidationTests
{
    private const string NoContent = "Invalid value for 'content': expected a string, got null.";
    private const string Call = """{"id":"call_1","type":"function","function":{"name":"f","arguments":"{}"}}""";
    private const string Missing = "missing_required_parameter";

    [Theory]
    [InlineData("""{"content":"x"}""", "role")]
    [InlineData("""{"role":"tool","content":"x"}""", "tool_call_id")]
    [InlineData("""{"role":"developer"}""", "content")]
    [InlineData("""{"role":"user","content":[{"text":"x"}]}""", "content[0].type")]
    [InlineData("""{"role":"user","content":[{"type":"text"}]}""", "content[0].text")]
    [InlineData("""{"role":"user","content":[{"type":"image_url","text":"x"}]}""", "content[0].image_url")]
    [InlineData("""{"role":"user","content":[{"type":"image_url","image_url":{}}]}""", "content[0].image_url.url")]
    [InlineData("""{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"x"}}]}""", "content[0].input_audio.format")]
    [InlineData("""{"role":"user","content":[{"type":"file"}]}""", "content[0].file")]
    [InlineData("""{"role":"assistant","content":[{"type":"refusal"}]}""", "content[0].refusal")]
    [InlineData("""{"role":"assistant","tool_calls":[{"type":"function","function":{"name":"f","arguments":"{}"}}]}""", "tool_calls[0].id")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"i","function":{"name":"f","arguments":"{}"}}]}""", "tool_calls[0].type")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"i","type":"function"}]}""", "tool_calls[0].function")]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"i","type":"custom"}]}""", "tool_calls[0].custom")]
    [InlineData(
        """{"role":"assistant","tool_calls":[{"id":"i","type":"function","function":{"arguments":"{}"}}]}""",
        "tool_calls[0].function.name"
    )]
    [InlineData(
        """{"role":"assistant","tool_calls":[{"id":"i","type":"function","function":{"name":"f"}}]}""",
        "tool_calls[0].function.arguments"
    )]
    [InlineData("""{"role":"assistant","tool_calls":[{"id":"i","type":"custom","custom":{"name":"f"}}]}""", "tool_calls[0].custom.input")]
    [InlineData("""{"role":"assistant","function_call":{"name":"f"}}""", "function_call.arguments")]
    public void Read_IncompleteMessage_IsRefused(string message, string field) =>
        IsRefused(Body(message), $"Missing required parameter: 'messages[0].{field}'.", $"messages[0].{field}", Missing);

    [Theory]
    [InlineData("""{"role":"user","content":7}""", "content", "one of a string or array of objects", "an integer")]
    [InlineData("""{"role":"developer","content":null}""", "content", "one of a string or array of objects", "null")]
    [InlineData("""{"role":"user","content":["x"]}""", "content[0]", "an object", "a string")]
    [InlineData("""{"role":"user","content":[{"type":"text","text":null}]}""", "content[0].text", "a string", "null")]
    [InlineData("""{"role":"user","content":[{"type":"image_url","image_url":"u"}]}""", "content[0].image_url", "an object", "a string")]
    [InlineData("""{"role":"assistant","content":"x","tool_calls":"x"}""", "tool_calls", "an array of objects", "a string")]
    [InlineData("""{"role":"user","content":"x","name":5}""", "name", "a string", "an integer")]
    [InlineData(
        """{"role":7,"content":"x"}""",
        "role",
        "one of 'system', 'assistant', 'user', 'function', 'tool', or 'developer'",
        "an integer"
    )]
    public void Read_WrongType_IsRefused(string message, string field, string expected, string got) =>
        IsRefused(
            Body(message),
            $"Invalid type for 'messages[0].{field}': expected {expected}, but got {got} instead.",
            $"messages[0].{field}",
            "invalid_type"
        );

    [Theory]
    [InlineData("""{"role":"user"}""")]
    [InlineData("""{"role":"user","content":null}""")]
    [InlineData("""{"role":"system","content":null}""")]
    [InlineData("""{"role":"assistant"}""")]
    [InlineData("""{"role":"assistant","content":null}""")]
    [InlineData("""{"role":"assistant","content":null,"tool_calls":null,"function_call":null,"refusal":null,"audio":null}""")]
    [InlineData("""{"role":"user","tool_calls":[{"id":"i","type":"function","function":{"name":"f","arguments":"{}"}}]}""")]
    public void Read_NothingSaid_IsRefused(string message) =>
        IsRefused(Body($"{Hello},{message}"), NoContent, "messages.[1].content", null);

    [Fact]
    public void Read_NothingSaid_IsFoundLast()
    {
        IsRefused(
            Body("""{"role":"user"},{"role":"bogus","content":"a"}"""),
            "Invalid value: 'bogus'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and 'developer'.",
            "messages[1].role",
            "invalid_value"
        );
        IsRefused(
            Body("""{"role":"user"}""", "\"top_logprobs\":1"),
            "The 'top_logprobs' parameter is only allowed when 'logprobs' is enabled.",
            "top_logprobs",
            null
        );
    }

    [Theory]
    [InlineData("""{"role":"user","content":""}""")]
    [InlineData("""{"role":"user","content":[]}""")]
    [InlineData("""{"role":"assistant","refusal":"No."}""")]
    [InlineData("""{"role":"assistant","audio":{"id":"a"}}""")]
    [InlineData("""{"role":"assistant","function_call":{"name":"f","arguments":"{}"}}""")]
    [InlineData("""{"role":"assistant","content":[{"type":"text","text":"x"},{"type":"refusal","refusal":"y"}]}""")]
    [InlineData("""{"role":"user","content":"x","name":"Zoë_1"}""")]
    [InlineData("""{"role":"function","name":"f","content":"r"}""")]
    public void Read_LittleSaid_IsRead(string message) => Read(Body(message));

    [Theory]
    [InlineData("system")]
    [InlineData("assistant")]
    [InlineData("developer")]
    public void Read_ImageOfAnyoneButTheUser_IsRefused(string role) =>
        IsRefused(
            Body($$$"""{"content":[{"type":"image_url","image_url":{"url":"u"}}],"role":"{{{role}}}"}"""),
            $"Invalid 'messages[0]'. Image URLs are only allowed for messages with role 'user', "
                + $"but this message with role '{role}' contains an image URL.",
            "messages[0]",
            "invalid_value"
        );

    [Fact]
    public void Read_UnknownPart_IsRefused() =>
        IsRefused(
            Body("""{"role":"user","content":[{"type":"input_text","text":"x"}]}"""),
            "Invalid value: 'input_text'. Supported values are: 'text', 'image_url', 'input_audio', 'refusal', 'audio', and 'file'.",
            "messages[0].content[0].type",
            "invalid_value"
        );

    [Theory]
    [InlineData("a b")]
    [InlineData("a<b")]
    [InlineData("a/b")]
    public void Read_NameOfWrongForm_IsRefused(string name) =>
        IsRefused(
            Body($$"""{"role":"user","content":"x","name":"{{name}}"}"""),
            "Invalid 'messages[0].name': string does not match pattern. Expected a string that matches the pattern '^[^\\s<|\\\\/>]+$'.",
            "messages[0].name",
            "invalid_value"
        );

    [Fact]
    public void Read_CallOfWrongForm_IsRefused()
    {
        IsRefused(
            Body("""{"role":"assistant","tool_calls":[]}"""),
            "Invalid 'messages[0].tool_calls': empty array. Expected an array with minimum length 1, but got an empty array instead.",
            "messages[0].tool_calls",
            "empty_array"
        );
        IsRefused(
            Body($$"""{"role":"assistant","tool_calls":[{"id":"{{new string('x', 41)}}"}]}"""),
            "Invalid 'messages[0].tool_calls[0].id': string too long. Expected a string with maximum length 40, "
                + "but got a string with length 41 instead.",
            "messages[0].tool_calls[0].id",
            "string_above_max_length"
        );
        IsRefused(
            Body("""{"role":"assistant","tool_calls":[{"id":"i","type":"function","function":{"name":"a.b","arguments":""}}]}"""),
            "Invalid 'messages[0].tool_calls[0].function.name': string does not match pattern. "
                + "Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.",
            "messages[0].tool_calls[0].function.name",
            "invalid_value"
        );
    }

    [Theory]
    [InlineData(
        """{"role":"tool","tool_call_id":"call_1","content":"r"}""",
        "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
        "messages.[1].role"
    )]
    [InlineData(
        $$"""{"role":"assistant","tool_calls":[{{Call}}]},{"role":"tool","tool_call_id":"call_2","content":"r"}""",
        "Invalid parameter: 'tool_call_id' of 'call_2' not found in 'tool_calls' of previous message.",
        "messages.[2].tool_call_id"
    )]
    [InlineData(
        $$"""{"role":"assistant","tool_calls":[{{Call}}]},{"role":"user","content":"x"}""",
        "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. "
            + "The following tool_call_ids did not have response messages: call_1",
        "messages.[2].role"
    )]
    [InlineData(
        $$"""{"role":"assistant","tool_calls":[{{Call}}]}""",
        "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. "
            + "The following tool_call_ids did not have response messages: call_1",
        "messages.[2].role"
    )]
    public void Read_UnpairedCall_IsRefused(string messages, string sentence, string param) =>
        IsRefused(Body($"{Hello},{messages}"), sentence, param, null);

    [Fact]
    public void Read_PairedCalls_AreRead() =>
        Read(
            Body(
                $$$"""
                {{{Hello}}},{"role":"assistant","tool_calls":[{{{Call}}},{"id":"call_2","type":"custom","custom":{"name":"c","input":"i"}}]},
                {"role":"tool","tool_call_id":"call_2","content":[{"type":"text","text":"r"}]},{"role":"tool","tool_call_id":"call_1","content":"r"},
                {"role":"assistant","content":"done"}
                """
            )
        );
}
