using Mimus.Core.Model;
using Mimus.Core.Text;

namespace Mimus.Core.Tests.Text;

public class TokenEstimatorTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(4, 1)]
    [InlineData(5, 2)]
    public void Tokens_Characters_FourMakeOneAndABegunOneCounts(int characters, int expected) =>
        Assert.Equal(expected, TokenEstimator.Tokens(characters));

    [Fact]
    public void Input_Conversation_CountsTextsToolsAndAttachments()
    {
        var request = new MockRequest
        {
            Format = "openai",
            Operation = Operation.Generate,
            Messages =
            [
                Some.System("1234"),
                new MockMessage(MessageRole.User, [new MessageText("1234"), new MessageImage("http://x", null)]),
                Some.AssistantCall("id", "1234", "1234"),
                Some.ToolResult("1234"),
            ],
            Tools = [new MockTool("1234", ToolKind.Function, "function", "1234", "{\"\":1}12"u8.ToArray())],
        };

        Assert.Equal(9 + TokenEstimator.TokensPerAttachment, request.InputTokens);
    }

    [Fact]
    public void Usage_ReasoningAndText_CountsReasoningApartAndInTheOutput()
    {
        var reply = new GeneratedReply(new ReplyReasoning("12345678"), new ReplyText("1234"));

        var usage = TokenEstimator.Usage(Some.Request(Some.User("1234")), reply);

        Assert.Equal(new TokenUsage(1, 3, Reasoning: 2), usage);
        Assert.Equal(4, usage.Total);
    }

    [Fact]
    public void Usage_SeveralChoices_CountsEach()
    {
        var request = Some.Request(new Sampling { Choices = 3 }, Some.User("1234"));

        Assert.Equal(3, TokenEstimator.Usage(request, new GeneratedReply(new ReplyText("1234"))).Output);
    }
}
