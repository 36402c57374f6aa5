using Mimus.Core.Configuration;
using Xunit;
using static Mimus.Protocols.Tests.Formats.OpenAiResponses.Responses;

namespace Mimus.Protocols.Tests.Formats.OpenAiResponses;

public sealed class ItemValidationTests
{
    private const string Roles = "Supported values are: 'assistant', 'system', 'developer', and 'user'.";

    [Theory]
    [InlineData("7", "Invalid type for 'input[0]': expected an input item, but got an integer instead.", "input[0]", "invalid_type")]
    [InlineData("null", "Invalid type for 'input[0]': expected an input item, but got null instead.", "input[0]", "invalid_type")]
    [InlineData("{}", $"Invalid value: ''. {Roles}", "input[0]", "invalid_value")]
    [InlineData("""{"role":"bogus","content":"x"}""", $"Invalid value: 'bogus'. {Roles}", "input[0]", "invalid_value")]
    [InlineData("""{"role":"user"}""", "Missing required parameter: 'input[0].content'.", "input[0].content", "missing_required_parameter")]
    [InlineData(
        """{"role":"user","content":7}""",
        "Invalid type for 'input[0].content': expected one of a string or array of objects, but got an integer instead.",
        "input[0].content",
        "invalid_type"
    )]
    [InlineData(
        """{"role":"user","content":[{"type":"input_text"}]}""",
        "Missing required parameter: 'input[0].content[0].text'.",
        "input[0].content[0].text",
        "missing_required_parameter"
    )]
    [InlineData(
        """{"role":"user","content":[{"type":"input_image"}]}""",
        "Missing required parameter: 'input[0].content[0].image_url'.",
        "input[0].content[0].image_url",
        "missing_required_parameter"
    )]
    [InlineData(
        """{"role":"user","content":[{"text":"x"}]}""",
        "Missing required parameter: 'input[0].content[0].type'.",
        "input[0].content[0].type",
        "missing_required_parameter"
    )]
    [InlineData(
        """{"role":"user","content":[{"type":"bogus","text":"x"}]}""",
        "Invalid value: 'bogus'. Supported values are: 'input_text', 'input_image', 'input_audio', 'output_text', 'refusal', 'input_file', "
            + "'computer_screenshot', 'summary_text', and 'encrypted_content'.",
        "input[0].content[0].type",
        "invalid_value"
    )]
    [InlineData(
        """{"content":[{"type":"input_text","text":"x"},{"type":"output_text","text":"x"}],"role":"user"}""",
        "Invalid value: 'output_text'. Supported values are: 'input_text', 'input_image', 'input_file', 'scoped_content', and 'input_audio'.",
        "input[0].content[1]",
        "invalid_value"
    )]
    [InlineData(
        """{"role":"assistant","content":[{"type":"input_text","text":"x"}]}""",
        "Invalid value: 'input_text'. Supported values are: 'output_text' and 'refusal'.",
        "input[0].content[0]",
        "invalid_value"
    )]
    [InlineData(
        """{"role":"assistant","content":"x","phase":"bogus"}""",
        "Invalid value: 'bogus'. Supported values are: 'commentary' and 'final_answer'.",
        "input[0].phase",
        "invalid_value"
    )]
    [InlineData(
        """{"type":"function_call","name":"f","arguments":"{}"}""",
        "Missing required parameter: 'input[0].call_id'.",
        "input[0].call_id",
        "missing_required_parameter"
    )]
    [InlineData(
        """{"type":"function_call","call_id":"c","name":"f"}""",
        "Missing required parameter: 'input[0].arguments'.",
        "input[0].arguments",
        "missing_required_parameter"
    )]
    [InlineData(
        """{"type":"custom_tool_call","call_id":"c","name":"f"}""",
        "Missing required parameter: 'input[0].input'.",
        "input[0].input",
        "missing_required_parameter"
    )]
    [InlineData(
        """{"type":"function_call_output","call_id":"c"}""",
        "Missing required parameter: 'input[0].output'.",
        "input[0].output",
        "missing_required_parameter"
    )]
    [InlineData(
        """{"type":"reasoning","id":"rs_1"}""",
        "Missing required parameter: 'input[0].summary'.",
        "input[0].summary",
        "missing_required_parameter"
    )]
    [InlineData(
        """{"type":"reasoning","summary":[{"type":"bogus","text":"x"}]}""",
        "Invalid value: 'bogus'. Supported values are: 'summary_text' and 'reasoning_text'.",
        "input[0].summary[0].type",
        "invalid_value"
    )]
    public void Read_WrongItem_IsRefused(string item, string message, string param, string code) =>
        IsRefused(Body(item), message, param, code);

    [Theory]
    [InlineData("""{"type":"bogus_item"}""", "bogus_item")]
    [InlineData("""{"type":7,"role":"user","content":"x"}""", "")]
    public void Read_ItemOfUnknownType_NamesAllThatThereAre(string item, string type)
    {
        var error = Refused.By(Format, () => Read(Body(item)));

        Assert.StartsWith($"Invalid value: '{type}'. Supported values are: 'additional_tools', 'agent_message', ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("'tool_search_output', and 'web_search_call'.", error.Message, StringComparison.Ordinal);
        Assert.Equal(("input[0]", "invalid_value"), (error.Param, error.Code));
        Read(Body(item), ValidationLevel.Off);
    }

    [Theory]
    [InlineData("""{"type":"message","id":"x_1","role":"user","content":"x"}""", "x_1", "msg")]
    [InlineData("""{"type":"function_call","id":"call_1","call_id":"c","name":"f","arguments":"{}"}""", "call_1", "fc")]
    [InlineData("""{"type":"custom_tool_call","id":"fc_1","call_id":"c","name":"f","input":""}""", "fc_1", "ctc")]
    [InlineData("""{"type":"function_call_output","id":"call_1","call_id":"c","output":"x"}""", "call_1", "fc")]
    [InlineData("""{"type":"reasoning","id":"item_1","summary":[]}""", "item_1", "rs")]
    public void Read_IdOfAnotherKind_IsRefused(string item, string id, string prefix) =>
        IsRefused(Body(item), $"Invalid 'input[0].id': '{id}'. Expected an ID that begins with '{prefix}'.", "input[0].id", "invalid_value");

    [Theory]
    [InlineData("")]
    [InlineData("msg 1")]
    public void Read_IdOfWrongForm_IsRefused(string id) =>
        IsRefused(
            Body($$"""{"id":"{{id}}","role":"user","content":"x"}"""),
            $"Invalid 'input[0].id': '{id}'. Expected an ID that contains letters, numbers, underscores, or dashes, "
                + "but this value contained additional characters.",
            "input[0].id",
            "invalid_value"
        );

    [Fact]
    public void Read_LongIds_AreRefused()
    {
        var id = new string('x', 65);
        IsRefused(
            Body($$"""{"type":"function_call","call_id":"{{id}}","name":"f","arguments":"{}"}"""),
            "Invalid 'input[0].call_id': string too long. Expected a string with maximum length 64, but got a string with length 65 instead.",
            "input[0].call_id",
            "string_above_max_length"
        );
        IsRefused(
            Body($$"""{"id":"{{id}}","role":"user","content":"x"}"""),
            "Invalid 'input[0].id': string too long. Expected a string with maximum length 64, but got a string with length 65 instead.",
            "input[0].id",
            "string_above_max_length"
        );
    }

    [Fact]
    public void Read_UnpairedCalls_AreRefused()
    {
        IsRefused(
            Body($$"""{{Hello}},{"type":"function_call","call_id":"call_1","name":"f","arguments":"{}"}"""),
            "No tool output found for function call call_1.",
            "input",
            null
        );
        IsRefused(
            Body($$"""{{Hello}},{"type":"function_call_output","call_id":"call_1","output":"r"}"""),
            "No tool call found for function call output with call_id call_1.",
            "input",
            null
        );
    }

    [Theory]
    [InlineData("", "\"previous_response_id\":\"resp_1\"")]
    [InlineData("", "\"conversation\":\"conv_1\"")]
    [InlineData("""{"type":"item_reference","id":"fc_1"},""", "\"store\":true")]
    public void Read_ResultOfAStoredCall_IsRead(string before, string more) =>
        Read(Body(before + """{"type":"function_call_output","call_id":"call_1","output":"r"}""", more));

    // What Mimus answers is what the next turn hands back.
    [Fact]
    public void Read_ItsOwnOutput_IsRead()
    {
        var request = Read(Body(more: $"\"tools\":[{Weather}],\"include\":[\"reasoning.encrypted_content\"],\"store\":false"));
        var reply = new Core.Model.GeneratedReply(
            new Core.Model.ReplyReasoning("Hm"),
            new Core.Model.ReplyText("Yes"),
            new Core.Model.ReplyRefusal("no"),
            new Core.Model.ReplyToolCall("weather", "{}", "call_1")
        );
        var output = System.Text.Json.Nodes.JsonNode.Parse(Rendered.Whole(Format, request, reply))!["output"]!.AsArray();
        var items = string.Join(',', output.Select(item => item!.ToJsonString()));

        var next = Read(
            Body($$"""{{Hello}},{{items}},{"type":"function_call_output","call_id":"call_1","output":"sunny"}"""),
            ValidationLevel.Exact
        );

        Assert.Equal("sunny", next.LastToolResult!.Text);
        Assert.Equal(1, next.Turn);
    }
}
