using System.Text.Json.Nodes;
using Mimus.Conformance.Tests.Formats;
using Mimus.Conformance.Tests.Servers;
using Mimus.Core.Model;
using Xunit;

namespace Mimus.Conformance.Tests.Scenarios;

/// <summary>Answers of every form, which only scripts give today.</summary>
public sealed class ScriptedReplyTests(ServerFixture server)
{
    public static TheoryData<string, bool> Formats => FormatAdapters.WholeAndStreamed;

    public static TheoryData<string, string> FormatsAndScripts
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var format in FormatAdapters.All)
            {
                foreach (var script in Scripts.Names) data.Add(format.Name, script);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(FormatsAndScripts))]
    public async Task Reply_Streamed_SaysWhatTheWholeOneSays(string name, string script)
    {
        var format = FormatAdapters.Find(name);

        var whole = await Ask(format, script, isStreamed: false);
        var streamed = await Ask(format, script, isStreamed: true);

        Assert.Equal(whole.Text, streamed.Text);
        Assert.Equal(whole.Reasoning.ToString(), streamed.Reasoning.ToString());
        Assert.Equal(whole.Refusal.ToString(), streamed.Refusal.ToString());
        Assert.Equal(whole.Calls.Select(call => call.Name), streamed.Calls.Select(call => call.Name));
        if (script != Scripts.BadArguments)
        {
            Assert.Equal(whole.Calls.Select(call => call.Arguments), streamed.Calls.Select(call => call.Arguments));
        }

        Assert.Equal(whole.Finish, streamed.Finish);
        Assert.Equal(whole.Usage, streamed.Usage);
        Assert.Equal(whole.Model, streamed.Model);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Reasoning_WhereTheFormatHasIt_ComesBeforeTheText(string name, bool isStreamed)
    {
        var answer = await Ask(FormatAdapters.Find(name), Scripts.Reasoning, isStreamed);

        Assert.Equal(name == "openai" ? "" : "First I think. Then I answer.", answer.Reasoning.ToString());
        Assert.Equal("The answer is 4.", answer.Text);
        Assert.True(answer.Usage!.Reasoning is null or > 0, "Reasoning is counted, also where it is not shown.");
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Refusal_Scripted_IsTheVendorsOwn(string name, bool isStreamed)
    {
        var format = FormatAdapters.Find(name);

        var answer = await Ask(format, Scripts.Refusal, isStreamed);

        Assert.Equal("I can't help with that.", answer.Refusal.ToString());
        Assert.Equal(format.Word(FinishReason.Refusal), answer.Finish);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task SeveralCalls_Scripted_ComeInOrderWithTheirIds(string name, bool isStreamed)
    {
        var format = FormatAdapters.Find(name);

        var answer = await Ask(format, Scripts.SeveralCalls, isStreamed);

        Assert.Equal([Scripts.Weather.Name, Scripts.Time.Name, Scripts.Nothing.Name], answer.Calls.Select(call => call.Name));
        Assert.Equal(
            [Scripts.Weather.Arguments, Scripts.Time.Arguments, Scripts.Nothing.Arguments],
            answer.Calls.Select(call => call.Arguments));
        Assert.Equal(Scripts.Time.Id, answer.Calls[1].Id);
        Assert.Equal(format.Word(FinishReason.ToolCalls), answer.Finish);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task TextAndCall_Scripted_ComeTogether(string name, bool isStreamed)
    {
        var answer = await Ask(FormatAdapters.Find(name), Scripts.TextAndCall, isStreamed);

        Assert.Equal("Let me look.", answer.Text);
        Assert.Equal(Scripts.Weather.Name, Assert.Single(answer.Calls).Name);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task EmptyAnswer_Scripted_IsAnAnswer(string name, bool isStreamed)
    {
        var format = FormatAdapters.Find(name);
        foreach (var script in new[] { Scripts.Empty, Scripts.EmptyText })
        {
            var answer = await Ask(format, script, isStreamed);

            Assert.Equal(200, answer.Status);
            Assert.Equal("", answer.Text);
            Assert.Equal(format.Word(FinishReason.Stop), answer.Finish);
            Assert.Equal(0, answer.Usage!.Output);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Usage_Scripted_IsSaidAsItIs(string name, bool isStreamed)
    {
        var answer = await Ask(FormatAdapters.Find(name), Scripts.Usage, isStreamed);

        Assert.Equal(new AnswerUsage(100, 50, 40, name == "anthropic" ? null : 20), answer.Usage);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task FinishReason_Scripted_IsTheVendorsWord(string name, bool isStreamed)
    {
        var format = FormatAdapters.Find(name);

        Assert.Equal(format.Word(FinishReason.Length), (await Ask(format, Scripts.Length, isStreamed)).Finish);
        Assert.Equal(format.Word(FinishReason.ContentFilter), (await Ask(format, Scripts.ContentFilter, isStreamed)).Finish);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Model_Scripted_IsNamed(string name, bool isStreamed)
    {
        var answer = await Ask(FormatAdapters.Find(name), Scripts.OtherModel, isStreamed);

        Assert.Equal("another-model", answer.Model);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Alternatives_OfTwoChoices_DifferWhereScripted(bool isStreamed)
    {
        var chat = FormatAdapters.Find("openai");

        var body = chat.Write(Prompt.Of(ScriptedStrategy.Marker(Scripts.Alternatives)), isStreamed);
        body["n"] = 2;
        var scripted = await server.AskAsync(chat, body.ToJsonString());
        body = chat.Write(Prompt.Of("Same"), isStreamed);
        body["n"] = 2;
        var mirrored = await server.AskAsync(chat, body.ToJsonString());

        Assert.Equal(["Heads", "Tails"], scripted.Texts.Select(text => text.ToString()));
        Assert.Equal(["Same", "Same"], mirrored.Texts.Select(text => text.ToString()));
        Assert.Equal(2, mirrored.Usage!.Output);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SeveralCalls_OfDeprecatedFunctions_AreOne(bool isStreamed)
    {
        var chat = FormatAdapters.Find("openai");
        var body = chat.Write(Prompt.Of("call tool 'f' with '{\"a\":1}'\ncall tool 'g' with '{\"b\":2}'"), isStreamed);
        body["functions"] = new JsonArray(new JsonObject { ["name"] = "f" }, new JsonObject { ["name"] = "g" });

        var answer = await server.AskAsync(chat, body.ToJsonString());

        // The field holds one call; a client that puts a stream together would mix two into one.
        Assert.Contains("function_call", answer.Reply.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("\"g\"", answer.Reply.Body, StringComparison.Ordinal);
    }

    private Task<Answer> Ask(FormatAdapter format, string script, bool isStreamed) =>
        server.AskAsync(format, Prompt.Of(ScriptedStrategy.Marker(script)), isStreamed);
}
