using System.Text;
using Mimus.Core.Model;

namespace Mimus.Core.Tests.Configuration.Rules;

public class MatchTests
{
    private static readonly MockRequest s_request = new()
    {
        Format = "responses",
        Operation = Operation.Generate,
        Model = "gpt-4o-mini",
        Streaming = true,
        Messages =
        [
            Some.System("You are a Pirate."),
            new MockMessage(MessageRole.User, [new MessageText("Tell me about the weather"), new MessageImage(null, "image/png")]),
            Some.AssistantCall("call_7", "get_weather", "{}"),
            Some.ToolResult("12 degrees", "call_7"),
        ],
        Tools =
        [
            new MockTool("get_weather", ToolKind.Function, "function", null, default),
            new MockTool("web_search", ToolKind.Server, "web_search_20250305", null, default),
        ],
        ResponseFormat = new ResponseFormat(ResponseFormatKind.Json),
        Headers = new RequestHeaders([KeyValuePair.Create("X-User", "Ann"), KeyValuePair.Create("x-empty", "")]),
        Path = "/v1/responses",
        RawBody = Encoding.UTF8.GetBytes("""{"temperature":0.50,"input":[{"role":"user","content":"hi"}],"metadata":{"user":"ann","n":null}}"""),
    };

    [Theory]
    [InlineData("'WEATHER'", true)]
    [InlineData("'sunshine'", false)]
    [InlineData("'/^tell me about (.*)$/i'", true)]
    [InlineData("'/^tell me about (.*)$/'", false)]
    [InlineData("{}", true)]
    [InlineData("null", true)]
    [InlineData("{ message: 'weather' }", true)]
    [InlineData("{ message: { exact: 'Tell me about the weather' } }", true)]
    [InlineData("{ message: { exact: 'tell me about the weather' } }", false)]
    [InlineData("{ message: { oneOf: ['a', 'Tell me about the weather'] } }", true)]
    [InlineData("{ message: { one_of: ['a', 'b'] } }", false)]
    [InlineData("{ model: 'GPT-4' }", true)]
    [InlineData("{ model: '/^gpt-4o$/' }", false)]
    [InlineData("{ system: 'pirate' }", true)]
    [InlineData("{ format: 'Responses' }", true)]
    [InlineData("{ format: { oneOf: ['OpenAI', 'Responses'] } }", true)]
    [InlineData("{ format: { exact: 'RESPONSES' } }", true)]
    [InlineData("{ format: 'openai' }", false)]
    [InlineData("{ tool_name: 'get_weather' }", true)]
    [InlineData("{ toolName: 'get' }", false)]
    [InlineData("{ 'tool-name': '/^get/' }", true)]
    [InlineData("{ server_tool: 'web_search' }", true)]
    [InlineData("{ server_tool: 'get_weather' }", false)]
    [InlineData("{ tool_call_id: 'call_7' }", true)]
    [InlineData("{ toolCallId: 'call' }", false)]
    [InlineData("{ tool_result: 'DEGREES' }", true)]
    [InlineData("{ has_tool_result: true }", true)]
    [InlineData("{ hasToolResult: false }", false)]
    [InlineData("{ turn: 1 }", true)]
    [InlineData("{ turn: 0 }", false)]
    [InlineData("{ any_message: '12' }", true)]
    [InlineData("{ anyMessage: 'nobody said this' }", false)]
    [InlineData("{ header: { 'x-user': 'ann' } }", true)]
    [InlineData("{ header: { 'x-user': { exact: 'ann' } } }", false)]
    [InlineData("{ header: { 'x-user': '/^A/', 'x-empty': true } }", true)]
    [InlineData("{ headers: { 'x-other': true } }", false)]
    [InlineData("{ header: { 'x-other': false } }", true)]
    [InlineData("{ header: { 'x-user': false } }", false)]
    [InlineData("{ path: '/v1/responses' }", true)]
    [InlineData("{ path: '/v1/messages' }", false)]
    [InlineData("{ stream: true }", true)]
    [InlineData("{ stream: false }", false)]
    [InlineData("{ response_format: 'json_object' }", true)]
    [InlineData("{ responseFormat: 'text' }", false)]
    [InlineData("{ image: true }", true)]
    [InlineData("{ body: { '/temperature': 0.5 } }", true)]
    [InlineData("{ body: { '/temperature': 5e-1, '$.metadata.user': 'ann' } }", true)]
    [InlineData("{ body: { '/temperature': 0.6 } }", false)]
    [InlineData("{ body: { '/metadata/n': null } }", true)]
    [InlineData("{ body: { '/metadata/m': null } }", false)]
    [InlineData("{ body: { '$.input[*].role': 'user' } }", true)]
    [InlineData("{ body: { '$..content': '/^H/i' } }", true)]
    [InlineData("{ body: { '$..content': 'HI' } }", false)]
    [InlineData("{ body: { '/metadata': { n: null, user: 'ann' } } }", true)]
    [InlineData("{ body: { '/temperature': { oneOf: [1, 0.5] } } }", true)]
    [InlineData("{ body: { '/metadata/user': { exact: '/ann/' } } }", false)]
    [InlineData("{ not: 'weather' }", false)]
    [InlineData("{ not: { model: 'claude' } }", true)]
    [InlineData("{ not: { model: 'gpt', stream: false } }", true)]
    [InlineData("{ any: ['sunshine', { model: 'gpt', stream: true }] }", true)]
    [InlineData("{ any: ['sunshine', { model: 'gpt', stream: false }] }", false)]
    [InlineData("{ message: 'weather', model: 'gpt', not: { any: ['a storm', { path: 'chat' }] } }", true)]
    public void When_AgainstARequest_HoldsOrNot(string when, bool expected) => Assert.Equal(expected, CompileRules.Matches(when, s_request));

    [Theory]
    [InlineData("'/usr/bin'", "look into /usr/bin please", true)]
    [InlineData("'/'", "1/2", true)]
    [InlineData("'//'", "http://x", true)]
    [InlineData("'/x/'", "max", true)]
    [InlineData("'/x/'", "/y/", false)]
    [InlineData("{ message: { exact: '/x/' } }", "/x/", true)]
    public void When_WithSlashes_IsAPatternOnlyWhereItEndsInFlags(string when, string message, bool expected) =>
        Assert.Equal(expected, CompileRules.Matches(when, Some.Request(Some.User(message))));

    [Fact]
    public void When_OfABodyThatIsNoJson_DoesNotMatch() =>
        Assert.False(
            CompileRules.Matches(
                "{ body: { '/a': 1 } }",
                new MockRequest { Format = "openai", Operation = Operation.Generate, RawBody = "{"u8.ToArray() }
            )
        );

    [Fact]
    public void When_WithInput_MatchesNothingAndWarns()
    {
        var compiled = CompileRules.Json5("[{ when: { input: 'x' }, reply: 'y' }]");

        Assert.Empty(compiled.Problems);
        Assert.Equal(
            "rules.json5:1:19: [0].when.input: nothing can match 'input' yet, because this version does not answer embeddings.",
            Assert.Single(compiled.Warnings).ToString()
        );
        Assert.False(Core.Rules.RuleBook.Matches(compiled.Book.Rules[0], new Core.Rules.RuleSubject(s_request)));
    }

    [Fact]
    public void When_InYaml_IsTheSame()
    {
        var compiled = CompileRules.Yaml("- when: {tool-name: get_weather, turn: 1}\n  reply: ok\n- when: /^b+/i\n  reply: [x]\n");

        Assert.Equal("[1].reply", Assert.Single(compiled.Problems).Path);
        Assert.True(Core.Rules.RuleBook.Matches(Assert.Single(compiled.Book.Rules), new Core.Rules.RuleSubject(s_request)));
    }
}
