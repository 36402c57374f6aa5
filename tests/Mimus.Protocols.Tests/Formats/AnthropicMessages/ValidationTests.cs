using Mimus.Core.Configuration;
using Mimus.Core.Model;
using Xunit;
using static Mimus.Protocols.Tests.Formats.AnthropicMessages.Anthropic;

namespace Mimus.Protocols.Tests.Formats.AnthropicMessages;

public sealed class ValidationTests
{
    private const string Schema = "\"input_schema\":{\"type\":\"object\"}";
    private const string Thinking = "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}";

    [Fact]
    public void Read_NoVersion_IsRefused()
    {
        var exception = Assert.Throws<WireFormatException>(() => Format.Read(Some.Wire(Body())));

        var error = Format.Describe(Assert.IsType<RefusalReply>(exception.Reply).Refusal);
        Assert.Equal((400, "invalid_request_error", "anthropic-version: header is required"), (error.Status, error.Type, error.Message));
    }

    [Theory]
    [InlineData("""{"max_tokens":1,"messages":[]}""", "messages: at least one message is required")]
    [InlineData("""{"max_tokens":1,"messages":[{"role":"user","content":"Hi"}]}""", "model: Field required")]
    [InlineData("""{"model":"m","max_tokens":1}""", "messages: Field required")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"Hi"}]}""", "max_tokens: Field required")]
    [InlineData("[]", "Input should be a valid dictionary or object to extract fields from")]
    public void Read_Incomplete_IsRefused(string body, string message) => IsRefused(body, message);

    [Theory]
    [InlineData("\"model\":5", "model: Input should be a valid string")]
    [InlineData("\"model\":\"\"", "model: String should have at least 1 character")]
    [InlineData("\"max_tokens\":-1", "max_tokens: Input should be greater than or equal to 0")]
    [InlineData("\"max_tokens\":null", "max_tokens: Input should be a valid integer")]
    [InlineData("\"max_tokens\":1.5", "max_tokens: Input should be a valid integer, got a number with a fractional part")]
    [InlineData("\"max_tokens\":\"x\"", "max_tokens: Input should be a valid integer, unable to parse string as an integer")]
    [InlineData("\"temperature\":1.5", "temperature: Input should be less than or equal to 1")]
    [InlineData("\"temperature\":\"hot\"", "temperature: Input should be a valid number, unable to parse string as a number")]
    [InlineData("\"temperature\":null", "temperature: Input should be a valid number")]
    [InlineData("\"top_p\":-0.1", "top_p: Input should be greater than or equal to 0")]
    [InlineData("\"top_k\":-1", "top_k: Input should be greater than or equal to 0")]
    [InlineData("\"stream\":\"yes\"", "stream: Input should be a valid boolean, unable to interpret input")]
    [InlineData("\"stop_sequences\":\"END\"", "stop_sequences: Input should be a valid list")]
    [InlineData("\"stop_sequences\":[1]", "stop_sequences.0: Input should be a valid string")]
    [InlineData("\"stop_sequences\":[\" \"]", "stop_sequences: each stop sequence must contain non-whitespace")]
    [InlineData("\"service_tier\":\"fast\"", "service_tier: Input should be 'auto' or 'standard_only'")]
    [InlineData("\"metadata\":{\"user_id\":5}", "metadata.user_id: Input should be a valid string")]
    [InlineData("\"metadata\":\"m\"", "metadata: Input should be a valid dictionary or object to extract fields from")]
    [InlineData("\"system\":null", "system: Input should be a valid list")]
    [InlineData("\"system\":[{\"type\":\"text\"}]", "system.0.text: Field required")]
    [InlineData("\"system\":[{\"type\":\"image\",\"text\":\"x\"}]", "system.0.type: Input should be 'text'")]
    [InlineData("\"system\":[{\"type\":\"text\",\"text\":\"\"}]", "system: text content blocks must be non-empty")]
    [InlineData("\"output_config\":{\"effort\":\"huge\"}", "output_config.effort: Input should be 'low', 'medium', 'high', 'xhigh' or 'max'")]
    [InlineData("\"output_config\":{\"format\":{\"type\":\"json_schema\"}}", "output_config.format.schema: Field required")]
    [InlineData("\"output_config\":{\"format\":{\"type\":\"xml\"}}", "output_config.format.type: Input should be 'json_schema'")]
    public void Read_WrongParameter_IsRefused(string parameter, string message) => IsRefused(Body(more: parameter), message);

    [Theory]
    [InlineData("{\"budget_tokens\":2000}", "thinking.type: Field required")]
    [InlineData("{\"type\":\"enabled\"}", "thinking.enabled.budget_tokens: Field required")]
    [InlineData("{\"type\":\"enabled\",\"budget_tokens\":10}", "thinking.enabled.budget_tokens: Input should be greater than or equal to 1024")]
    [InlineData(
        "{\"type\":\"on\"}",
        "thinking: Input tag 'on' found using 'type' does not match any of the expected tags: 'adaptive', 'between_tools', 'disabled', "
            + "'enabled'"
    )]
    [InlineData(
        "{\"type\":\"enabled\",\"budget_tokens\":2048}",
        "`max_tokens` must be greater than `thinking.budget_tokens`. Please consult our documentation at "
            + "https://docs.claude.com/en/docs/build-with-claude/extended-thinking#max-tokens-and-context-window-size"
    )]
    public void Read_WrongThinking_IsRefused(string thinking, string message) => IsRefused(Body(more: $"\"thinking\":{thinking}"), message);

    [Theory]
    [InlineData("""{"role":"wizard","content":"x"}""", "messages.0.role: Input should be 'user' or 'assistant'")]
    [InlineData("""{"role":null,"content":"x"}""", "messages.0.role: Input should be 'user' or 'assistant'")]
    [InlineData(
        """{"role":"system","content":"x"}""",
        "messages: Unexpected role \"system\". The Messages API accepts a top-level `system` parameter, not \"system\" as an input "
            + "message role."
    )]
    [InlineData("""{"content":"x"}""", "messages.0.role: Field required")]
    [InlineData("""{"role":"user"}""", "messages.0.content: Field required")]
    [InlineData("""{"role":"user","content":5}""", "messages.0.content: Input should be a valid list")]
    [InlineData("\"x\"", "messages.0: Input should be a valid dictionary or object to extract fields from")]
    [InlineData("""{"role":"user","content":["x"]}""", "messages.0.content.0: Input should be a valid dictionary or object to extract fields from")]
    [InlineData("""{"role":"user","content":[{"text":"x"}]}""", "messages.0.content.0.type: Field required")]
    [InlineData("""{"role":"user","content":[{"type":"text"}]}""", "messages.0.content.0.text.text: Field required")]
    [InlineData("""{"role":"user","content":[{"type":"text","text":5}]}""", "messages.0.content.0.text.text: Input should be a valid string")]
    [InlineData("""{"role":"user","content":[{"type":"text","text":""}]}""", "messages: text content blocks must be non-empty")]
    [InlineData("""{"role":"user","content":"  \n"}""", "messages: text content blocks must contain non-whitespace text")]
    [InlineData("""{"role":"user","content":[{"type":"image"}]}""", "messages.0.content.0.image.source: Field required")]
    [InlineData(
        """{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/bmp","data":"A"}}]}""",
        "messages.0.content.0.image.source.base64.media_type: Input should be 'image/jpeg', 'image/png', 'image/gif' or 'image/webp'"
    )]
    [InlineData(
        """{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/png"}}]}""",
        "messages.0.content.0.image.source.base64.data: Field required"
    )]
    [InlineData(
        """{"role":"user","content":[{"type":"image","source":{"type":"ftp"}}]}""",
        "messages.0.content.0.image.source: Input tag 'ftp' found using 'type' does not match any of the expected tags: "
            + "'base64', 'file', 'url'"
    )]
    [InlineData("""{"role":"user","content":""}""", "messages.0: all messages must have non-empty content except for the optional final assistant message")]
    [InlineData("""{"role":"user","content":[]}""", "messages.0: all messages must have non-empty content except for the optional final assistant message")]
    [InlineData("""{"role":"assistant","content":"x"}""", "messages: first message must use the \"user\" role")]
    public void Read_WrongMessage_IsRefused(string message, string sentence) => IsRefused(Body(message), sentence);

    [Fact]
    public void Read_UnknownBlock_NamesAllThatThereAre()
    {
        var error = Refusal(Body("""{"role":"user","content":[{"type":"spell"}]}"""));

        Assert.StartsWith(
            "messages.0.content.0: Input tag 'spell' found using 'type' does not match any of the expected tags: 'advisor_tool_result', ",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.EndsWith("'web_fetch_tool_result', 'web_search_tool_result'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"role":"assistant","content":[]},{"role":"user","content":"x"}""", "messages.1: all messages must have non-empty content except for the optional final assistant message")]
    [InlineData("""{"role":"assistant","content":"Yes "}""", "messages: final assistant content cannot end with trailing whitespace")]
    [InlineData("""{"role":"assistant","content":[{"type":"thinking","thinking":"x"}]}""", "messages.1.content.0.thinking.signature: Field required")]
    [InlineData("""{"role":"assistant","content":[{"type":"redacted_thinking"}]}""", "messages.1.content.0.redacted_thinking.data: Field required")]
    [InlineData("""{"role":"assistant","content":[{"type":"tool_use","name":"n","input":{}}]}""", "messages.1.content.0.tool_use.id: Field required")]
    [InlineData("""{"role":"assistant","content":[{"type":"tool_use","id":"a b","name":"n","input":{}}]}""", "messages.1.content.0.tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'")]
    [InlineData("""{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"n","input":"{}"}]}""", "messages.1.content.0.tool_use.input: Input should be a valid dictionary")]
    [InlineData("""{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"","input":{}}]}""", "messages.1.content.0.tool_use.name: String should have at least 1 character")]
    public void Read_WrongAnswer_IsRefused(string messages, string sentence) => IsRefused(Body($"{Hello},{messages}"), sentence);

    [Theory]
    [InlineData("\"t\"", "tools: Input should be a valid list")]
    [InlineData("[1]", "tools.0: Input should be a valid dictionary or object to extract fields from")]
    [InlineData("[{" + Schema + "}]", "tools.0.custom.name: Field required")]
    [InlineData("[{\"name\":\"\"," + Schema + "}]", "tools.0.custom.name: String should have at least 1 character")]
    [InlineData("[{\"name\":\"a b\"," + Schema + "}]", "tools.0.custom.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'")]
    [InlineData("""[{"name":"a"}]""", "tools.0.custom.input_schema: Field required")]
    [InlineData("""[{"name":"a","input_schema":"x"}]""", "tools.0.custom.input_schema: Input should be a valid dictionary or object to extract fields from")]
    [InlineData("""[{"name":"a","input_schema":{}}]""", "tools.0.custom.input_schema.type: Field required")]
    [InlineData("""[{"name":"a","input_schema":{"type":"string"}}]""", "tools.0.custom.input_schema.type: Input should be 'object'")]
    [InlineData("[{\"name\":\"a\"," + Schema + "},{\"name\":\"a\"," + Schema + "}]", "tools: Tool names must be unique.")]
    [InlineData("""[{"type":"web_search_20250305"}]""", "tools.0.web_search_20250305.name: Field required")]
    [InlineData("""[{"type":"mcp_toolset"}]""", "tools.0.mcp_toolset.mcp_server_name: Field required")]
    public void Read_WrongTools_IsRefused(string tools, string message) => IsRefused(Body(more: $"\"tools\":{tools}"), message);

    [Fact]
    public void Read_LongToolName_IsRefused() =>
        IsRefused(
            Body(more: Tools($$"""{"name":"{{new string('a', 129)}}",{{Schema}}}""")),
            "tools.0.custom.name: String should have at most 128 characters"
        );

    [Fact]
    public void Read_OpenAiTool_IsRefused()
    {
        var error = Refusal(Body(more: Tools("""{"type":"function","function":{"name":"a"}}""")));

        Assert.StartsWith(
            "tools.0: Input tag 'function' found using 'type' does not match any of the expected tags: 'bash_20241022', ",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("""{"type":"auto"}""", "", "tool_choice may only be specified while providing tools.")]
    [InlineData("\"auto\"", "a", "tool_choice: Input should be a valid dictionary or object to extract fields from")]
    [InlineData("""{"name":"a"}""", "a", "tool_choice.type: Field required")]
    [InlineData("""{"type":"tool"}""", "a", "tool_choice.tool.name: Field required")]
    [InlineData("""{"type":"tool","name":"b"}""", "a", "Tool 'b' not found in provided tools")]
    [InlineData(
        """{"type":"required"}""",
        "a",
        "tool_choice: Input tag 'required' found using 'type' does not match any of the expected tags: 'any', 'auto', 'none', 'tool'"
    )]
    public void Read_WrongToolChoice_IsRefused(string choice, string tool, string message)
    {
        var tools = tool.Length > 0 ? "," + Tools($$"""{"name":"{{tool}}",{{Schema}}}""") : "";

        IsRefused(Body(more: $"\"tool_choice\":{choice}{tools}"), message);
    }

    [Fact]
    public void Read_CountTokens_ChecksTheConversationToo() =>
        IsRefused("""{"model":"m","messages":[]}""", "messages: at least one message is required", operation: Operation.CountTokens);

    [Theory]
    [InlineData("\"foo\":1", "foo: Extra inputs are not permitted")]
    [InlineData("\"mcp_servers\":[]", "mcp_servers: Extra inputs are not permitted")]
    [InlineData("\"metadata\":{\"foo\":1}", "metadata.foo: Extra inputs are not permitted")]
    [InlineData("\"tools\":[{\"name\":\"a\",\"foo\":1," + Schema + "}]", "tools.0.custom.foo: Extra inputs are not permitted")]
    [InlineData("\"temperature\":0.5,\"top_p\":0.5", "`temperature` and `top_p` cannot both be specified for this model. Please use only one.")]
    [InlineData(
        "\"tools\":[{\"name\":\"a\"," + Schema + "}],\"tool_choice\":{\"type\":\"any\"}," + Thinking,
        "Thinking may not be enabled when tool_choice forces tool use."
    )]
    [InlineData(
        "\"temperature\":0.5," + Thinking,
        "`temperature` may only be set to 1 when thinking is enabled. Please consult our documentation at "
            + "https://docs.claude.com/en/docs/build-with-claude/extended-thinking#important-considerations-when-using-extended-thinking"
    )]
    public void Read_Exact_RefusesWhatStructureLetsPass(string more, string message)
    {
        IsRefused(Body(more: more), message, ValidationLevel.Exact);
        Read(Body(more: more));
    }

    [Fact]
    public void Read_ExactBlock_RefusesUnknownFields() =>
        IsRefused(
            Body("""{"role":"user","content":[{"type":"text","text":"x","foo":1}]}"""),
            "messages.0.content.0.text.foo: Extra inputs are not permitted",
            ValidationLevel.Exact
        );

    [Fact]
    public void Read_ExactCountTokens_RefusesGeneration() =>
        IsRefused(Body(), "max_tokens: Extra inputs are not permitted", ValidationLevel.Exact, Operation.CountTokens);

    [Fact]
    public void Read_ExactWithBeta_KnowsBetaParameters() =>
        Read(Body(more: "\"mcp_servers\":[],\"speed\":\"fast\""), ValidationLevel.Exact, headers: ("anthropic-beta", "mcp-client-2025-11-20"));

    [Fact]
    public void Read_ExactPrefillOfANewModel_IsRefused() =>
        IsRefused(
            $$"""{"model":"claude-opus-4-6","max_tokens":9,"messages":[{{Hello}},{"role":"assistant","content":"So"}]}""",
            "This model does not support assistant message prefill. The conversation must end with a user message.",
            ValidationLevel.Exact
        );

    private static string Tools(string tool) => $"\"tools\":[{tool}]";
}
