using Mimus.Core.Model;
using Mimus.Core.Rules;
using Xunit;

namespace Mimus.Scripting.Tests;

public class HandlerFileTests
{
    [Fact]
    public async Task Load_OneHandler_MatchesAndResponds()
    {
        var rule = Single("export default { match: (req) => req.lastMessage.includes('hi'), respond: (req) => `You said ${req.lastMessage}` }");

        Assert.True(Matches(rule, Ask("hi there")));
        Assert.False(Matches(rule, Ask("bye")));
        Assert.Equal("You said hi there", await Text(rule, Ask("hi there")));
    }

    [Fact]
    public void Load_SeveralHandlers_BecomeRulesInOrder()
    {
        var file = HandlerFile.Load("h.mjs", "const h = (t) => ({ match: () => true, respond: () => t }); export default [h('a'), h('b')];");

        Assert.Equal(["h.mjs[0]", "h.mjs[1]"], file.Rules.Select(rule => rule.Name));
    }

    [Fact]
    public async Task Respond_Object_IsReadAsRuleFilesWriteReplies()
    {
        var rule = Single(
            "export default { match: () => true, respond: () => ({ reasoning: 'hm', text: 'ok', tools: [{ name: 'f', args: { a: [1, 'x'] } }], finish: 'length' }) }"
        );

        var reply = Assert.IsType<GeneratedReply>(await Reply(rule, Ask("x")));

        Assert.Equal([new ReplyReasoning("hm"), new ReplyText("ok"), new ReplyToolCall("f", "{\"a\":[1,\"x\"]}")], reply.Parts);
        Assert.Equal(FinishReason.Length, reply.Finish);
    }

    [Fact]
    public async Task Respond_Error_IsTheHttpError()
    {
        var rule = Single("export default { match: () => true, respond: () => ({ error: { status: 529, message: 'Overloaded' } }) }");

        Assert.Equal(529, Assert.IsType<ErrorReply>(await Reply(rule, Ask("x"))).Status);
    }

    [Fact]
    public async Task Respond_TextWithBracesAndDollar_IsSentAsItIs()
    {
        var rule = Single("export default { match: () => true, respond: () => ({ text: '$x {{message}} \"$5\"' }) }");

        Assert.Equal("$x {{message}} \"$5\"", await Text(rule, Ask("x")));
    }

    [Fact]
    public async Task Respond_Async_IsAwaited()
    {
        var rule = Single("export default { match: async () => true, respond: async () => 'later' }");

        Assert.True(Matches(rule, Ask("x")));
        Assert.Equal("later", await Text(rule, Ask("x")));
    }

    [Fact]
    public async Task Request_Fields_AreThoseOfTheReference()
    {
        var rule = Single(
            """
            export default {
              match: () => true,
              respond: (req) => [req.format, req.model, req.streaming, req.messages.length, req.messages[0].role, req.lastMessage, req.systemMessage,
                req.tools[0].name, req.toolNames.join(), req.lastToolCallId, req.headers['x-user'], req.path, req.raw.a].join('|'),
            }
            """
        );
        var request = new MockRequest
        {
            Format = "openai",
            Operation = Operation.Generate,
            Model = "m",
            Streaming = true,
            Messages = [new MockMessage(MessageRole.System, [new MessageText("s")]), new MockMessage(MessageRole.User, [new MessageText("u")])],
            Tools = [new MockTool("f", ToolKind.Function, "function", null, default)],
            Headers = new RequestHeaders([new("X-User", "ann")]),
            Path = "/v1/chat/completions",
            RawBody = "{\"a\":5}"u8.ToArray(),
        };

        Assert.Equal("openai|m|true|2|system|u|s|f|f||ann|/v1/chat/completions|5", await Text(rule, request));
    }

    [Fact]
    public async Task Fallback_Export_Replies()
    {
        var file = HandlerFile.Load("h.js", "export default []; export const fallback = (req) => `No idea about ${req.lastMessage}`;");

        var reply = await file.Fallback!.Factory!(Ask("x"), TestContext.Current.CancellationToken);

        Assert.Equal(new ReplyText("No idea about x"), Assert.Single(Assert.IsType<GeneratedReply>(reply).Parts));
    }

    [Theory]
    [InlineData("() => { throw new Error('broken') }", "broken")]
    [InlineData("() => { while (true) {} }", "ran longer than")]
    [InlineData("() => { const f = () => f() + 1; return f() }", "itself")]
    [InlineData("() => { let s = 'x'; while (true) s += s; }", "MiB")]
    [InlineData("() => undefined", "the reply is undefined")]
    [InlineData("() => ({ txt: 'x' })", "cannot be sent")]
    [InlineData("() => require('fs')", "require")]
    [InlineData("() => fetch('http://x')", "fetch")]
    [InlineData("() => System.IO.File.ReadAllText('x')", "System")]
    public async Task Respond_ThatFails_SaysWhichFileAndHow(string respond, string expected)
    {
        var rule = Single($"export default {{ match: () => true, respond: {respond} }}");

        var failure = await Assert.ThrowsAsync<RuleFailedException>(() => Reply(rule, Ask("x")).AsTask());

        Assert.Contains("h.js", failure.Message, StringComparison.Ordinal);
        Assert.Contains(expected, failure.Message, StringComparison.OrdinalIgnoreCase);
        Assert.True(Matches(rule, Ask("x")));
    }

    [Theory]
    [InlineData("export default {", "cannot be loaded")]
    [InlineData("export default 5", "exports { match(req), respond(req) }")]
    [InlineData("export const x = 1", "exports { match(req), respond(req) }")]
    [InlineData("import fs from 'fs'; export default []", "cannot be loaded")]
    [InlineData("while (true) {}; export default []", "ran longer than")]
    public void Load_FileThatIsNone_SaysWhy(string source, string expected) =>
        Assert.Contains(expected, HandlerFile.Load("h.js", source).Problem, StringComparison.Ordinal);

    private static Rule Single(string source)
    {
        var file = HandlerFile.Load("h.js", source);
        Assert.Null(file.Problem);
        return Assert.Single(file.Rules);
    }

    private static MockRequest Ask(string text) =>
        new()
        {
            Format = "openai",
            Operation = Operation.Generate,
            Model = "m",
            Messages = [new MockMessage(MessageRole.User, [new MessageText(text)])],
        };

    private static bool Matches(Rule rule, MockRequest request) => rule.Conditions.All(condition => condition.Holds(new RuleSubject(request)));

    private static ValueTask<MockReply> Reply(Rule rule, MockRequest request) => rule.Replies[0].Factory!(request, TestContext.Current.CancellationToken);

    private static async Task<string> Text(Rule rule, MockRequest request) =>
        Assert.IsType<ReplyText>(Assert.Single(Assert.IsType<GeneratedReply>(await Reply(rule, request)).Parts)).Text;
}
