using Mimus.Core.Model;

namespace Mimus.Core.Tests.Strategies;

public class ErrorStrategyTests
{
    [Fact]
    public async Task Answer_TriggerLine_BecomesThatError()
    {
        var reply = await Some.Answer(
            Some.Request(
                Some.User("raise error {\"code\": 429, \"message\": \"Slow\", \"type\": \"rate_limit_error\", \"error_code\": \"limit\"}")
            )
        );

        Assert.Equal(new ErrorReply(429, "Slow") { Type = "rate_limit_error", Code = "limit" }, reply);
    }

    [Fact]
    public async Task Answer_OptionalFieldsAbsent_AreNull()
    {
        var error = Assert.IsType<ErrorReply>(await Some.Answer(Some.Request(Some.User("raise error {\"code\":500,\"message\":\"x\"}"))));

        Assert.Null(error.Type);
        Assert.Null(error.Code);
    }

    [Theory]
    [InlineData("please raise error {\"code\":418,\"message\":\"x\"} now")]
    [InlineData("first line\nraise error {\"code\":418,\"message\":\"x\"}\nlast line")]
    [InlineData("raise error {oops}\nraise error {\"code\":418,\"message\":\"x\"}\nraise error {\"code\":419,\"message\":\"y\"}")]
    [InlineData("raise error {\"code\":\"500\",\"message\":\"x\"}\nraise error {\"code\":418,\"message\":\"x\"}")]
    public async Task Answer_SeveralLines_TheFirstThatParsesWins(string text)
    {
        var error = Assert.IsType<ErrorReply>(await Some.Answer(Some.Request(Some.User(text))));

        Assert.Equal(418, error.Status);
    }

    [Theory]
    [InlineData("raise error")]
    [InlineData("raise error nonsense")]
    [InlineData("raise error {\"code\":429}")]
    [InlineData("raise error {\"message\":\"x\"}")]
    [InlineData("raise error {\"code\":42.5,\"message\":\"x\"}")]
    [InlineData("raise error {\"code\":200,\"message\":\"fine\"}")]
    [InlineData("raise error {\"code\":429,\"message\":5}")]
    [InlineData("raise error [1]")]
    [InlineData("raise error {\"code\":429,\"message\":\"\\ud83d\"}")]
    public async Task Answer_LineThatDoesNotParse_IsMirrored(string text)
    {
        var reply = Assert.IsType<GeneratedReply>(await Some.Answer(Some.Request(Some.User(text))));

        Assert.Equal(new ReplyText(text), Assert.Single(reply.Parts));
    }

    [Fact]
    public async Task Answer_TriggerInAnEarlierMessage_IsIgnored()
    {
        const string Trigger = "raise error {\"code\":500,\"message\":\"x\"}";

        var reply = await Some.Answer(
            Some.Request(Some.System(Trigger), Some.User(Trigger), Some.Assistant(Trigger), Some.User("hello"))
        );

        Assert.IsType<GeneratedReply>(reply);
    }
}
