using System.Text;
using Mimus.Core.Configuration;
using Mimus.Core.Model;
using Xunit;
using static Mimus.Protocols.Tests.Formats.OpenAiResponses.Responses;

namespace Mimus.Protocols.Tests.Formats.OpenAiResponses;

public sealed class ReadingTests
{
    [Fact]
    public void Read_PlainRequest_GivesItsParameters()
    {
        var request = Read(
            """
            {"model":"gpt-4o-mini","input":"Hello","instructions":"Be kind","temperature":0.5,"top_p":0.9,"max_output_tokens":100,"stream":true,
            "reasoning":{"effort":"low","summary":"auto"},"user":"u","store":true,"metadata":{"a":"b"},"service_tier":"flex"}
            """
        );

        Assert.Equal(("responses", Operation.Generate, "gpt-4o-mini"), (request.Format, request.Operation, request.Model));
        Assert.True(request.Streaming);
        Assert.Equal(("Hello", "Be kind", "low"), (request.LastUserText, request.SystemText, request.ReasoningEffort));
        Assert.Equal((0.5, 0.9, 100), (request.Sampling.Temperature, request.Sampling.TopP, request.Sampling.MaxTokens));
    }

    [Theory]
    [InlineData("system", MessageRole.System)]
    [InlineData("developer", MessageRole.Developer)]
    [InlineData("user", MessageRole.User)]
    [InlineData("assistant", MessageRole.Assistant)]
    public void Read_Role_IsKept(string role, MessageRole expected) =>
        Assert.Equal(expected, Read(Body($$"""{"role":"{{role}}","content":"x"}""")).Messages[0].Role);

    [Fact]
    public void Read_Parts_GivesEachItsKind()
    {
        var parts = Read(
            Body(
                """
                {"type":"message","role":"user","content":[{"type":"input_text","text":"A \"quoted\" \u00e9"},
                {"type":"input_image","image_url":"data:image/png;base64,AAAA","detail":"low"},{"type":"input_image","file_id":"file-2"},
                {"type":"input_file","filename":"a.pdf","file_data":"AAAA"},{"type":"input_file","file_id":"file-1"},
                {"type":"input_audio","input_audio":{"data":"AAAA","format":"wav"}}]}
                """
            ),
            ValidationLevel.Exact
        ).Messages[0].Parts;

        Assert.Equal("A \"quoted\" é", ((MessageText)parts[0]).Text);
        Assert.Equal(["image/png", null], parts.OfType<MessageImage>().Select(image => image.MediaType));
        Assert.Equal([("a.pdf", null), (null, "file-1")], parts.OfType<MessageFile>().Select(file => (file.Name, file.Id)));
        Assert.IsType<MessageAudio>(parts[5]);
    }

    [Fact]
    public void Read_ItemsOfOneTurn_AreOneMessage()
    {
        var request = Read(
            Body(
                $$"""
                {{Hello}},{"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"Hm"},{"type":"summary_text","text":"so"}],
                "content":[{"type":"reasoning_text","text":"Ah"}],"encrypted_content":"dark"},
                {"type":"message","id":"msg_1","role":"assistant","status":"completed","phase":"commentary","content":[{"type":"output_text","text":"Looking","annotations":[],"logprobs":[]},
                {"type":"refusal","refusal":"no"}]},
                {"type":"function_call","id":"fc_1","call_id":"call_1","name":"weather","arguments":"{}","status":"completed"},
                {"type":"custom_tool_call","id":"ctc_1","call_id":"call_2","name":"shell","input":"ls"},
                {"type":"web_search_call","id":"ws_1","status":"completed"},
                {"type":"function_call_output","call_id":"call_1","output":"sunny"},
                {"type":"custom_tool_call_output","call_id":"call_2","output":[{"type":"input_text","text":"a"},{"type":"input_text","text":"b"}]}
                """
            ),
            ValidationLevel.Exact
        );

        Assert.Equal([MessageRole.User, MessageRole.Assistant, MessageRole.Tool, MessageRole.Tool], request.Messages.Select(message => message.Role));
        var parts = request.Messages[1].Parts;
        Assert.Equal(("Hm\nso\nAh", "dark"), (((MessageReasoning)parts[0]).Text, ((MessageReasoning)parts[0]).Signature));
        Assert.Equal("Looking\nno", request.Messages[1].Text);
        Assert.Equal([("call_1", "weather", "{}"), ("call_2", "shell", "ls")], parts.OfType<MessageToolCall>().Select(call => (call.Id, call.Name, call.Arguments)));
        Assert.Equal("web_search_call", Assert.Single(parts.OfType<MessageOther>()).Type);
        Assert.Equal(("call_2", "a\nb"), (request.LastToolResult!.CallId, request.LastToolResult.Text));
        Assert.Equal(1, request.Turn);
    }

    [Fact]
    public void Read_Tools_GivesNameKindAndSchema()
    {
        var tools = Read(
            Body(
                more: """
                "tools":[{"type":"function","name":"f","description":"d","parameters":{"type":"object"},"strict":false},
                {"type":"function","name":"bare","parameters":null},{"type":"custom","name":"c"},{"type":"web_search","search_context_size":"low"},
                {"type":"mcp","server_label":"s"}]
                """
            ),
            ValidationLevel.Exact
        ).Tools;

        Assert.Equal(
            [
                ("f", ToolKind.Function, "function"),
                ("bare", ToolKind.Function, "function"),
                ("c", ToolKind.Custom, "custom"),
                ("web_search", ToolKind.Server, "web_search"),
                ("mcp", ToolKind.Server, "mcp"),
            ],
            tools.Select(tool => (tool.Name, tool.Kind, tool.Type))
        );
        Assert.Equal("{\"type\":\"object\"}", Encoding.UTF8.GetString(tools[0].Schema.Span));
        Assert.True(tools[1].Schema.IsEmpty);
    }

    [Theory]
    [InlineData("null", ToolChoiceMode.Auto)]
    [InlineData("\"auto\"", ToolChoiceMode.Auto)]
    [InlineData("\"none\"", ToolChoiceMode.None)]
    [InlineData("\"required\"", ToolChoiceMode.Required)]
    [InlineData("{\"type\":\"function\",\"name\":\"weather\"}", ToolChoiceMode.Named)]
    [InlineData("{\"type\":\"allowed_tools\",\"mode\":\"auto\",\"tools\":[]}", ToolChoiceMode.Auto)]
    public void Read_ToolChoice_GivesItsMode(string choice, ToolChoiceMode mode)
    {
        var request = Read(Body(more: $"\"tools\":[{Weather}],\"tool_choice\":{choice},\"parallel_tool_calls\":false"), ValidationLevel.Exact);

        Assert.Equal((mode, false), (request.ToolChoice.Mode, request.ToolChoice.Parallel));
    }

    [Theory]
    [InlineData("{\"type\":\"text\"}", ResponseFormatKind.Text, null)]
    [InlineData("{\"type\":\"json_object\"}", ResponseFormatKind.Json, null)]
    [InlineData("{\"type\":\"json_schema\",\"name\":\"n\",\"schema\":{},\"strict\":true}", ResponseFormatKind.JsonSchema, "n")]
    public void Read_TextFormat_GivesKindAndName(string format, ResponseFormatKind kind, string? name)
    {
        var request = Read(Body("""{"role":"user","content":"As JSON."}""", $"\"text\":{{\"format\":{format}}}"), ValidationLevel.Exact);

        Assert.Equal((kind, name), (request.ResponseFormat.Kind, request.ResponseFormat.Name));
    }

    [Fact]
    public void Read_RepeatedProperties_TheLastOneCounts()
    {
        var request = Read($$"""{"model":"a","input":"x","tools":[{{Weather}}],"input":[{"role":"user","content":"y","content":"z"}],"tools":[{{Weather}}]}""");

        Assert.Equal("z", request.LastUserText);
        Assert.Single(request.Tools);
    }

    [Theory]
    [InlineData("{\"role\":\"wizard\",\"content\":5}")]
    [InlineData("{\"type\":\"bogus\"}")]
    [InlineData("{\"role\":\"user\",\"content\":[5,{\"type\":\"bogus\"}]}")]
    public void Read_AnythingWhereValidationIsOff_IsRead(string item) =>
        Assert.Single(Read(Body(item, "\"temperature\":\"hot\",\"tools\":5,\"metadata\":5,\"bogus\":1,\"text\":5"), ValidationLevel.Off).Messages);
}
