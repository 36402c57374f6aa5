using Mimus.Core.Model;

namespace Mimus.Core.Tests.Strategies;

public class ToolCallStrategyTests
{
    private const string Trigger = "call tool 'get_weather' with '{\"city\": \"Oslo\"}'";

    [Fact]
    public async Task Answer_TriggerLine_CallsTheToolVerbatim()
    {
        var reply = await Answer(Some.User(Trigger));

        Assert.Equal(new ReplyToolCall("get_weather", "{\"city\": \"Oslo\"}"), Assert.Single(reply.Parts));
        Assert.Equal(FinishReason.ToolCalls, reply.FinishOf(0));
    }

    [Fact]
    public async Task Answer_SeveralLines_CallsAllInOrder()
    {
        var reply = await Answer(Some.User("Please\ncall tool 'a' with '{}'\nand\r\ncall tool 'b' with '{\"q\":\"it's\"}'"));

        Assert.Equal([new ReplyToolCall("a", "{}"), new ReplyToolCall("b", "{\"q\":\"it's\"}")], reply.Parts);
    }

    [Fact]
    public async Task Answer_EmptyArguments_AreAnEmptyObject()
    {
        var reply = await Answer(Some.User("call tool 'a' with ''"));

        Assert.Equal(new ReplyToolCall("a", "{}"), Assert.Single(reply.Parts));
    }

    [Theory]
    [InlineData("call tool a with '{}'")]
    [InlineData("call tool '' with '{}'")]
    [InlineData("call tool 'a' with {}")]
    [InlineData("call tool 'a'")]
    public async Task Answer_LineThatDoesNotMatch_IsMirrored(string text)
    {
        var reply = await Answer(Some.User(text));

        Assert.Equal(new ReplyText(text), Assert.Single(reply.Parts));
    }

    [Fact]
    public async Task Answer_ConversationEndsInAResult_SaysTheResult()
    {
        var reply = await Answer(Some.User(Trigger), Some.AssistantCall(), Some.ToolResult("12 degrees"));

        Assert.Equal(new ReplyText("last tool call result is 12 degrees"), Assert.Single(reply.Parts));
        Assert.Equal(FinishReason.Stop, reply.FinishOf(0));
    }

    [Fact]
    public async Task Answer_SeveralResults_SaysTheLast()
    {
        var reply = await Answer(Some.User(Trigger), Some.AssistantCall(), Some.ToolResult("one"), Some.ToolResult("two", "call_2"));

        Assert.Equal(new ReplyText("last tool call result is two"), Assert.Single(reply.Parts));
    }

    [Fact]
    public async Task Answer_AssistantSpokeAfterTheResult_DoesNotFireAgain()
    {
        var reply = await Answer(Some.User(Trigger), Some.AssistantCall(), Some.ToolResult("x"), Some.Assistant("Done"));

        Assert.IsType<ReplyText>(Assert.Single(reply.Parts));
    }

    [Fact]
    public async Task Answer_NewUserMessageAfterTheResult_IsAnsweredAnew()
    {
        var reply = await Answer(Some.User(Trigger), Some.AssistantCall(), Some.ToolResult("x"), Some.Assistant("Done"), Some.User("thanks"));

        Assert.Equal(new ReplyText("thanks"), Assert.Single(reply.Parts));
    }

    [Fact]
    public async Task Answer_ToolChoiceNone_DoesNotCall()
    {
        var request = new MockRequest
        {
            Format = "openai",
            Operation = Operation.Generate,
            Messages = [Some.User(Trigger)],
            ToolChoice = new ToolChoice(ToolChoiceMode.None),
        };

        var reply = Assert.IsType<GeneratedReply>(await Some.Answer(request));

        Assert.IsType<ReplyText>(Assert.Single(reply.Parts));
    }

    private static async Task<GeneratedReply> Answer(params MockMessage[] messages) =>
        Assert.IsType<GeneratedReply>(await Some.Answer(Some.Request(messages)));
}
