using Mimus.Conformance.Tests.Formats;
using Mimus.Conformance.Tests.Servers;
using Mimus.Core.Model;
using Xunit;

namespace Mimus.Conformance.Tests.Scenarios;

public sealed class ToolCallTests(ServerFixture server)
{
    private static readonly ToolCall Earlier = new("call_earlier1", "get_weather", """{"city":"Bern"}""");

    public static TheoryData<string, bool> Formats => FormatAdapters.WholeAndStreamed;

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Trigger_OfOneCall_CallsTheTool(string name, bool isStreamed)
    {
        var format = FormatAdapters.Find(name);
        var prompt = Prompt.Of("""call tool 'get_weather' with '{"city":"Zürich \"it's\"","days":[1,2]}'""") with { Tools = ["get_weather"] };

        var answer = await server.AskAsync(format, prompt, isStreamed);

        var call = Assert.Single(answer.Calls);
        Assert.Equal("get_weather", call.Name);
        Assert.Equal("""{"city":"Zürich \"it's\"","days":[1,2]}""", call.Arguments);
        Assert.StartsWith(name == "anthropic" ? "toolu_" : "call_", call.Id, StringComparison.Ordinal);
        Assert.Equal(format.Word(FinishReason.ToolCalls), answer.Finish);
        Assert.Equal("", answer.Text);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Trigger_OfSeveralLines_CallsAllInOneAnswer(string name, bool isStreamed)
    {
        var prompt = Prompt.Of("Please\ncall tool 'one' with '{\"a\":1}'\nand then\r\ncall tool 'two' with '{\"b\":2}'\ncall tool 'one' with '{}'");

        var answer = await server.AskAsync(FormatAdapters.Find(name), prompt, isStreamed);

        Assert.Equal(["one", "two", "one"], answer.Calls.Select(call => call.Name));
        Assert.Equal(["{\"a\":1}", "{\"b\":2}", "{}"], answer.Calls.Select(call => call.Arguments));
        Assert.Equal(3, answer.Calls.Select(call => call.Id).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Trigger_WithoutArguments_SendsAnEmptyObject(string name, bool isStreamed)
    {
        var answer = await server.AskAsync(FormatAdapters.Find(name), Prompt.Of("call tool 'now' with ''"), isStreamed);

        Assert.Equal("{}", Assert.Single(answer.Calls).Arguments);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task ToolResult_AtTheEnd_IsSaidAndCallsNothing(string name, bool isStreamed)
    {
        var prompt = Prompt.Of("call tool 'get_weather' with '{\"city\":\"Bern\"}'")
            .Then(new CallTurn(Earlier), new ResultTurn(Earlier.Id, "21 °C\nand sunny")) with
        { Tools = ["get_weather"] };

        var answer = await server.AskAsync(FormatAdapters.Find(name), prompt, isStreamed);

        Assert.Equal("last tool call result is 21 °C\nand sunny", answer.Text);
        Assert.Empty(answer.Calls);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task ToolResults_OfTwoCalls_TheLastIsSaid(string name, bool isStreamed)
    {
        var second = Earlier with { Id = "call_earlier2", Arguments = "{}" };
        var prompt = Prompt.Of("Both, please.")
            .Then(new CallTurn(Earlier, second), new ResultTurn(Earlier.Id, "first"), new ResultTurn(second.Id, "second"));

        var answer = await server.AskAsync(FormatAdapters.Find(name), prompt, isStreamed);

        Assert.Equal("last tool call result is second", answer.Text);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task NewQuestion_AfterAToolResult_IsMirrored(string name, bool isStreamed)
    {
        var prompt = Prompt.Of("call tool 'get_weather' with '{}'")
            .Then(new CallTurn(Earlier), new ResultTurn(Earlier.Id, "21"), new AssistantTurn("It is warm."), new UserTurn(["Thanks"]));

        var answer = await server.AskAsync(FormatAdapters.Find(name), prompt, isStreamed);

        Assert.Equal("Thanks", answer.Text);
        Assert.Empty(answer.Calls);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task AnswersCall_HandedBack_ContinuesTheConversation(string name, bool isStreamed)
    {
        var format = FormatAdapters.Find(name);
        var prompt = Prompt.Of("call tool 'f' with '{\"x\":1}'\ncall tool 'g' with '{}'");
        var calls = (await server.AskAsync(format, prompt, isStreamed)).Calls;

        var next = prompt.Then(new CallTurn(calls), new ResultTurn(calls[0].Id, "one"), new ResultTurn(calls[1].Id, "two"));
        var answer = await server.AskAsync(format, next, isStreamed);

        Assert.Equal("last tool call result is two", answer.Text);
    }
}
