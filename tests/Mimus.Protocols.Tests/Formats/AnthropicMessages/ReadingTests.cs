using System.Text;
using Mimus.Core.Configuration;
using Mimus.Core.Model;
using Xunit;
using static Mimus.Protocols.Tests.Formats.AnthropicMessages.Anthropic;

namespace Mimus.Protocols.Tests.Formats.AnthropicMessages;

public sealed class ReadingTests
{
    [Fact]
    public void Read_PlainRequest_GivesItsParameters()
    {
        var request = Read(
            Body(
                more: """
                "temperature":0.5,"top_p":0.9,"top_k":3,"stop_sequences":["END"],"stream":true,"metadata":{"user_id":"u"},
                "service_tier":"standard_only","container":null,"inference_geo":"us"
                """
            )
        );

        Assert.Equal(("anthropic", Operation.Generate, "claude-haiku-4-5"), (request.Format, request.Operation, request.Model));
        Assert.True(request.Streaming);
        Assert.Equal("Hello", request.LastUserText);
        var sampling = request.Sampling;
        Assert.Equal((0.5, 0.9, 2048), (sampling.Temperature, sampling.TopP, sampling.MaxTokens));
        Assert.Equal(["END"], sampling.Stop);
    }

    [Theory]
    [InlineData("\"Be kind\"", "Be kind")]
    [InlineData("""[{"type":"text","text":"Be","cache_control":{"type":"ephemeral"}},{"type":"text","text":"kind"}]""", "Be\nkind")]
    public void Read_System_ComesFirst(string system, string text)
    {
        var request = Read(Body(more: $"\"system\":{system}"));

        Assert.Equal([MessageRole.System, MessageRole.User], request.Messages.Select(message => message.Role));
        Assert.Equal(text, request.SystemText);
    }

    [Fact]
    public void Read_Images_GivesWhereTheyAre()
    {
        var request = Read(
            Body(
                """
                {"role":"user","content":[
                  {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}},
                  {"type":"image","source":{"type":"url","url":"https://example.com/a.png"}},
                  {"type":"image","source":{"type":"file","file_id":"file_1"},"cache_control":{"type":"ephemeral"}}]}
                """
            )
        );

        var images = request.Messages[0].Parts.Cast<MessageImage>().ToArray();
        Assert.Equal(["image/png", null, null], images.Select(image => image.MediaType));
        Assert.Equal([null, "https://example.com/a.png", null], images.Select(image => image.Url));
    }

    [Fact]
    public void Read_Documents_GivesTitlesAndIds()
    {
        var request = Read(
            Body(
                """
                {"role":"user","content":[
                  {"type":"document","title":"Report","source":{"type":"base64","media_type":"application/pdf","data":"AAAA"}},
                  {"type":"document","source":{"type":"file","file_id":"file_1"},"citations":{"enabled":true},"context":"c"},
                  {"type":"document","source":{"type":"text","media_type":"text/plain","data":"plain"}},
                  {"type":"document","source":{"type":"content","content":[{"type":"text","text":"t"}]}},
                  {"type":"document","source":{"type":"url","url":"https://example.com/a.pdf"}}]}
                """
            )
        );

        var files = request.Messages[0].Parts.Cast<MessageFile>().ToArray();
        Assert.Equal(["Report", null, null, null, null], files.Select(file => file.Name));
        Assert.Equal([null, "file_1", null, null, null], files.Select(file => file.Id));
    }

    [Fact]
    public void Read_ToolTurn_PutsResultsLast()
    {
        var request = Read(
            Body(
                Hello
                    + """
                    ,{"role":"assistant","content":[{"type":"text","text":"Let me see."},
                      {"type":"tool_use","id":"toolu_1","name":"weather","input":{ "city": "Oslo" }},
                      {"type":"tool_use","id":"toolu_2","name":"clock","input":{}}]},
                    {"role":"user","content":[
                      {"type":"tool_result","tool_use_id":"toolu_1","content":[{"type":"text","text":"rain"},
                        {"type":"image","source":{"type":"url","url":"https://example.com"}},{"type":"text","text":"wind"}]},
                      {"type":"tool_result","tool_use_id":"toolu_2","content":"late","is_error":true},
                      {"type":"text","text":"Well?"}]}
                    """
            )
        );

        Assert.Equal(
            [MessageRole.User, MessageRole.Assistant, MessageRole.User, MessageRole.Tool, MessageRole.Tool],
            request.Messages.Select(message => message.Role)
        );
        var call = Assert.IsType<MessageToolCall>(request.Messages[1].Parts[1]);
        Assert.Equal(("toolu_1", "weather", "{ \"city\": \"Oslo\" }"), (call.Id, call.Name, call.Arguments));
        var first = Assert.IsType<MessageToolResult>(request.Messages[3].Parts[0]);
        Assert.Equal(("toolu_1", "rain\nwind", false), (first.CallId, first.Text, first.IsError));
        Assert.Equal(("toolu_2", "late", true), (request.LastToolResult!.CallId, request.LastToolResult.Text, request.LastToolResult.IsError));
        Assert.Equal("Well?", request.LastUserText);
    }

    [Fact]
    public void Read_ToolResultAlone_AddsNoUserMessage()
    {
        var request = Read(
            Body(
                Hello
                    + """
                    ,{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"n","input":{}}]}
                    ,{"role":"user","content":[{"type":"tool_result","tool_use_id":"t"}]}
                    """
            )
        );

        Assert.Equal([MessageRole.User, MessageRole.Assistant, MessageRole.Tool], request.Messages.Select(message => message.Role));
        Assert.Equal("", request.LastToolResult!.Text);
    }

    [Fact]
    public void Read_Thinking_BecomesReasoning()
    {
        var request = Read(
            Body(
                Hello
                    + """
                    ,{"role":"assistant","content":[{"type":"thinking","thinking":"Hm","signature":"sig"},
                      {"type":"redacted_thinking","data":"dark"},{"type":"text","text":"Yes"}]}
                    """
            )
        );

        var reasoning = request.Messages[1].Parts.OfType<MessageReasoning>().ToArray();
        Assert.Equal([("Hm", "sig"), ("", "dark")], reasoning.Select(part => (part.Text, part.Signature)));
    }

    [Theory]
    [InlineData("server_tool_use")]
    [InlineData("web_search_tool_result")]
    [InlineData("code_execution_tool_result")]
    [InlineData("mcp_tool_use")]
    [InlineData("mcp_tool_result")]
    [InlineData("search_result")]
    [InlineData("container_upload")]
    public void Read_VendorBlock_IsRecognised(string type)
    {
        var request = Read(Body($$"""{"role":"user","content":[{"type":"{{type}}","what":[{"ever":1}]}]}"""));

        Assert.Equal(type, Assert.IsType<MessageOther>(request.Messages[0].Parts[0]).Type);
    }

    [Fact]
    public void Read_Tools_TellsFunctionsFromTheVendors()
    {
        var request = Read(
            Body(
                more: """
                "tools":[
                  {"name":"weather","description":"Tells","input_schema":{"type":"object","properties":{}},"strict":true},
                  {"type":"custom","name":"clock","input_schema":{"type":"object"},"cache_control":{"type":"ephemeral"}},
                  {"type":"web_search_20250305","name":"web_search","max_uses":5},
                  {"type":"shiny_new_20300101","name":"shiny"},
                  {"type":"mcp_toolset","mcp_server_name":"s"}]
                """
            )
        );

        Assert.Equal(
            [
                ("weather", ToolKind.Function, "custom"),
                ("clock", ToolKind.Function, "custom"),
                ("web_search", ToolKind.Server, "web_search_20250305"),
                ("shiny", ToolKind.Server, "shiny_new_20300101"),
                ("mcp_toolset", ToolKind.Server, "mcp_toolset"),
            ],
            request.Tools.Select(tool => (tool.Name, tool.Kind, tool.Type))
        );
        Assert.Equal("Tells", request.Tools[0].Description);
        Assert.Equal("""{"type":"object","properties":{}}""", Encoding.UTF8.GetString(request.Tools[0].Schema.Span));
    }

    [Theory]
    [InlineData("""{"type":"auto"}""", ToolChoiceMode.Auto, null, true)]
    [InlineData("""{"type":"any","disable_parallel_tool_use":true}""", ToolChoiceMode.Required, null, false)]
    [InlineData("""{"type":"none"}""", ToolChoiceMode.None, null, true)]
    [InlineData("""{"name":"t","type":"tool"}""", ToolChoiceMode.Named, "t", true)]
    public void Read_ToolChoice_GivesItsMode(string choice, ToolChoiceMode mode, string? name, bool isParallel)
    {
        var request = Read(Body(more: "\"tools\":[{\"name\":\"t\",\"input_schema\":{\"type\":\"object\"}}],\"tool_choice\":" + choice));

        Assert.Equal(new ToolChoice(mode, name, isParallel), request.ToolChoice);
    }

    [Theory]
    [InlineData("""
        "output_config":{"effort":"high","format":{"type":"json_schema","schema":{"type":"object"}}}
        """, "high")]
    [InlineData("""
        "output_format":{"type":"json_schema","schema":{"type":"object"}}
        """, null)]
    public void Read_OutputSchema_BecomesTheResponseFormat(string more, string? effort)
    {
        var request = Read(Body(more: more));

        Assert.Equal(ResponseFormatKind.JsonSchema, request.ResponseFormat.Kind);
        Assert.Equal("""{"type":"object"}""", Encoding.UTF8.GetString(request.ResponseFormat.Schema.Span));
        Assert.Equal(effort, request.ReasoningEffort);
    }

    [Theory]
    [InlineData("""{"type":"enabled","budget_tokens":1024}""")]
    [InlineData("""{"type":"disabled"}""")]
    [InlineData("""{"type":"adaptive","display":"omitted"}""")]
    public void Read_Thinking_IsAccepted(string thinking) => Read(Body(more: $"\"thinking\":{thinking}"), ValidationLevel.Exact);

    [Fact]
    public void Read_CountTokens_NeedsNoLimitAndNeverStreams()
    {
        var request = Read("""{"model":"m","messages":[{"role":"user","content":"Hi"}],"stream":true}""", operation: Operation.CountTokens);

        Assert.Equal(Operation.CountTokens, request.Operation);
        Assert.False(request.Streaming);
    }

    [Fact]
    public void Read_SameRoleInARow_IsFine()
    {
        var request = Read(Body($"{Hello},{Hello}"));

        Assert.Equal(2, request.Messages.Count);
    }

    [Fact]
    public void Read_ResultsInTwoMessages_AreOneTurn() =>
        Read(
            Body(
                Hello
                    + """
                    ,{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"n","input":{}}]}
                    ,{"role":"assistant","content":[{"type":"tool_use","id":"b","name":"n","input":{}}]}
                    ,{"role":"user","content":[{"type":"tool_result","tool_use_id":"b"}]}
                    ,{"role":"user","content":[{"type":"tool_result","tool_use_id":"a"}]}
                    """
            )
        );

    [Fact]
    public void Read_EmptyLastAnswer_IsFine() => Read(Body($$"""{{Hello}},{"role":"assistant","content":""}"""));

    [Fact]
    public void Read_Unchecked_TakesWhatItCanRead()
    {
        var request = Read(
            """
            {"model":5,"max_tokens":"many","messages":[{"role":"system","content":"s"},{"role":"wizard","content":[{"type":"spell"},
            {"type":"text","text":""},7]},"what"],"tools":[{"type":"function"},1],"tool_choice":"auto","system":{},"thinking":[],"foo":1}
            """,
            ValidationLevel.Off
        );

        Assert.Equal("", request.Model);
        Assert.Equal([MessageRole.System, MessageRole.User], request.Messages.Select(message => message.Role));
    }

    [Fact]
    public void Read_Unknown_IsNoted()
    {
        var wire = Some.Wire(Body(more: "\"foo\":1"), headers: ("anthropic-version", "2023-06-01"));
        Format.Read(wire);

        Assert.Equal(["foo"], wire.UnknownParameters);
    }
}
