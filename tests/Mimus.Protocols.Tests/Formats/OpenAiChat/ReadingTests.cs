using System.Text;
using Mimus.Core.Configuration;
using Mimus.Core.Model;
using Xunit;
using static Mimus.Protocols.Tests.Formats.OpenAiChat.Chat;

namespace Mimus.Protocols.Tests.Formats.OpenAiChat;

public sealed class ReadingTests
{
    [Fact]
    public void Read_PlainRequest_GivesItsParameters()
    {
        var request = Read(
            Body(
                more: """
                "temperature":0.5,"top_p":0.9,"max_tokens":100,"stop":["END","STOP"],"stream":true,"n":2,"seed":42,"reasoning_effort":"low",
                "user":"u","store":true,"metadata":{"a":"b"},"service_tier":"flex","verbosity":"low","safety_identifier":"s","prompt_cache_key":"k"
                """
            ),
            ValidationLevel.Structure
        );

        Assert.Equal(("openai", Operation.Generate, "gpt-4o-mini"), (request.Format, request.Operation, request.Model));
        Assert.True(request.Streaming);
        Assert.Equal(("Hello", "low"), (request.LastUserText, request.ReasoningEffort));
        var sampling = request.Sampling;
        Assert.Equal((0.5, 0.9, 100, 42, 2), (sampling.Temperature, sampling.TopP, sampling.MaxTokens, sampling.Seed, sampling.Choices));
        Assert.Equal(["END", "STOP"], sampling.Stop);
    }

    [Fact]
    public void Read_NewerTokenLimit_IsTheLimit() =>
        Assert.Equal(7, Read(Body(more: "\"max_tokens\":5,\"max_completion_tokens\":7")).Sampling.MaxTokens);

    [Theory]
    [InlineData("null", "")]
    [InlineData("[]", "")]
    [InlineData("\"END\"", "END")]
    [InlineData("[\"A\",\"B\"]", "A,B")]
    public void Read_Stop_IsAList(string stop, string texts) =>
        Assert.Equal(texts, string.Join(',', Read(Body(more: $"\"stop\":{stop}")).Sampling.Stop));

    [Theory]
    [InlineData("system", MessageRole.System)]
    [InlineData("developer", MessageRole.Developer)]
    [InlineData("user", MessageRole.User)]
    [InlineData("assistant", MessageRole.Assistant)]
    [InlineData("function", MessageRole.Tool)]
    public void Read_Role_IsKept(string role, MessageRole expected) =>
        Assert.Equal(expected, Read(Body($$"""{"role":"{{role}}","content":"x","name":"n"}""")).Messages[0].Role);

    [Fact]
    public void Read_Parts_GivesEachItsKind()
    {
        var parts = Read(
            Body(
                """
                {"role":"user","content":[{"type":"text","text":"A \"quoted\" \u00e9"},
                {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA","detail":"low"}},
                {"type":"image_url","image_url":{"url":"https://example.com/a.png"}},
                {"type":"input_audio","input_audio":{"data":"AAAA","format":"mp3"}},
                {"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,AAAA"}},
                {"type":"file","file":{"file_id":"file-1"}}]}
                """
            ),
            ValidationLevel.Exact
        ).Messages[0].Parts;

        Assert.Equal("A \"quoted\" é", ((MessageText)parts[0]).Text);
        Assert.Equal(["image/png", null], parts.OfType<MessageImage>().Select(image => image.MediaType));
        Assert.Equal("https://example.com/a.png", ((MessageImage)parts[2]).Url);
        Assert.Equal("mp3", ((MessageAudio)parts[3]).Format);
        Assert.Equal([("a.pdf", null), (null, "file-1")], parts.OfType<MessageFile>().Select(file => (file.Name, file.Id)));
    }

    [Fact]
    public void Read_ToolConversation_GivesCallsAndResults()
    {
        var request = Read(
            Body(
                """
                {"role":"user","content":"Weather?"},{"role":"assistant","content":null,"tool_calls":[
                {"id":"call_1","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Oslo\"}"}},
                {"id":"call_2","type":"custom","custom":{"name":"shell","input":"ls"}}]},
                {"role":"tool","tool_call_id":"call_1","content":"sunny"},
                {"role":"tool","tool_call_id":"call_2","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}
                """
            ),
            ValidationLevel.Exact
        );

        var calls = request.Messages[1].Parts.Cast<MessageToolCall>().ToArray();
        Assert.Equal([("call_1", "weather", "{\"city\":\"Oslo\"}"), ("call_2", "shell", "ls")], calls.Select(call => (call.Id, call.Name, call.Arguments)));
        Assert.Equal(("call_2", "a\nb"), (request.LastToolResult!.CallId, request.LastToolResult.Text));
        Assert.Equal((1, "Weather?"), (request.Turn, request.LastUserText));
    }

    [Fact]
    public void Read_FunctionConversation_GivesCallAndResult()
    {
        var request = Read(
            Body(
                """
                {"role":"assistant","content":null,"function_call":{"name":"f","arguments":"{}"}},{"role":"function","name":"f","content":"r"}
                """
            )
        );

        Assert.Equal("f", Assert.IsType<MessageToolCall>(Assert.Single(request.Messages[0].Parts)).Name);
        Assert.Equal(("", "r"), (request.LastToolResult!.CallId, request.LastToolResult.Text));
    }

    [Fact]
    public void Read_RefusalHandedBack_IsText() =>
        Assert.Equal("No.", Read(Body("""{"role":"assistant","content":null,"refusal":"No."}""")).Messages[0].Text);

    [Fact]
    public void Read_Tools_GivesNameKindAndSchema()
    {
        var tools = Read(
            Body(
                more: """
                "tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object"},"strict":false}},
                {"type":"function","function":{"name":"bare","parameters":null,"strict":null}},
                {"type":"custom","custom":{"name":"c","description":"e","format":{"type":"grammar","grammar":{}}}}]
                """
            ),
            ValidationLevel.Exact
        ).Tools;

        Assert.Equal(
            [("f", ToolKind.Function, "function", "d"), ("bare", ToolKind.Function, "function", null), ("c", ToolKind.Custom, "custom", "e")],
            tools.Select(tool => (tool.Name, tool.Kind, tool.Type, tool.Description))
        );
        Assert.Equal("{\"type\":\"object\"}", Encoding.UTF8.GetString(tools[0].Schema.Span));
        Assert.True(tools[1].Schema.IsEmpty);
    }

    [Theory]
    [InlineData("null", ToolChoiceMode.Auto, null)]
    [InlineData("\"auto\"", ToolChoiceMode.Auto, null)]
    [InlineData("\"none\"", ToolChoiceMode.None, null)]
    [InlineData("\"required\"", ToolChoiceMode.Required, null)]
    [InlineData("{\"type\":\"function\",\"function\":{\"name\":\"weather\"}}", ToolChoiceMode.Named, "weather")]
    [InlineData("{\"type\":\"allowed_tools\",\"allowed_tools\":{\"mode\":\"auto\",\"tools\":[]}}", ToolChoiceMode.Auto, null)]
    public void Read_ToolChoice_GivesModeAndName(string choice, ToolChoiceMode mode, string? name)
    {
        var request = Read(Body(more: $"\"tools\":[{Weather}],\"tool_choice\":{choice},\"parallel_tool_calls\":false"), ValidationLevel.Exact);

        Assert.Equal(new ToolChoice(mode, name, Parallel: false), request.ToolChoice);
    }

    [Fact]
    public void Read_Functions_AreToolsThatCanBeChosen()
    {
        var request = Read(Body(more: "\"functions\":[{\"name\":\"f\",\"parameters\":{}}],\"function_call\":{\"name\":\"f\"}"));

        Assert.Equal(("f", ToolKind.Function), (request.Tools[0].Name, request.Tools[0].Kind));
        Assert.Equal(new ToolChoice(ToolChoiceMode.Named, "f"), request.ToolChoice);
    }

    [Theory]
    [InlineData("{\"type\":\"text\"}", ResponseFormatKind.Text, null)]
    [InlineData("{\"type\":\"json_object\"}", ResponseFormatKind.Json, null)]
    [InlineData("{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"schema\":{},\"strict\":true,\"description\":\"d\"}}", ResponseFormatKind.JsonSchema, "n")]
    public void Read_ResponseFormat_GivesKindAndName(string format, ResponseFormatKind kind, string? name)
    {
        var request = Read(Body("""{"role":"user","content":"As JSON."}""", $"\"response_format\":{format}"), ValidationLevel.Exact);

        Assert.Equal((kind, name), (request.ResponseFormat.Kind, request.ResponseFormat.Name));
    }

    [Fact]
    public void Read_RepeatedProperties_TheLastOneCounts()
    {
        var request = Read(
            $$"""{"model":"a","messages":[],"tools":[{{Weather}}],"messages":[{"role":"user","content":"x","content":"y"}],"tools":[{{Weather}}],"model":"b"}"""
                .Replace("\"messages\":[],", "\"messages\":[{\"role\":\"user\"}],", StringComparison.Ordinal)
        );

        Assert.Equal(("b", "y"), (request.Model, request.LastUserText));
        Assert.Single(request.Tools);
    }

    [Theory]
    [InlineData("{\"role\":\"wizard\",\"content\":5}")]
    [InlineData("5")]
    [InlineData("{\"role\":\"user\",\"content\":[5,{\"type\":\"bogus\"}]}")]
    public void Read_AnythingWhereValidationIsOff_IsRead(string message) =>
        Assert.Single(Read(Body(message, "\"temperature\":\"hot\",\"n\":-4,\"tools\":5,\"bogus\":1"), ValidationLevel.Off).Messages);
}
