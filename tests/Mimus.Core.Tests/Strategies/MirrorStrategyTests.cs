using System.Collections.Frozen;
using Mimus.Core.Configuration;
using Mimus.Core.Model;
using Mimus.Core.Strategies;

namespace Mimus.Core.Tests.Strategies;

public class MirrorStrategyTests
{
    [Fact]
    public async Task Answer_SeveralTextParts_JoinsThemWithANewline() => Assert.Equal("a\nb", await Text(Some.Request(Some.User("a", "b"))));

    [Fact]
    public async Task Answer_LastUserMessageHasNoText_TakesTheOneBefore()
    {
        var image = new MockMessage(MessageRole.User, [new MessageImage("http://x", null)]);

        Assert.Equal("look", await Text(Some.Request(Some.User("look"), image)));
    }

    [Fact]
    public async Task Answer_NoUserText_IsEmpty()
    {
        var reply = Assert.IsType<GeneratedReply>(await Some.Answer(Some.Request(Some.System("only"))));

        Assert.Empty(reply.Parts);
    }

    [Fact]
    public async Task Answer_MaxTokens_CutsAtFourCharactersAToken()
    {
        var request = Some.Request(new Sampling { MaxTokens = 2 }, Some.User("123456789"));

        var reply = Assert.IsType<GeneratedReply>(await Some.Answer(request));

        Assert.Equal(new ReplyText("12345678"), Assert.Single(reply.Parts));
        Assert.Equal(FinishReason.Length, reply.FinishOf(0));
        Assert.Equal(2, reply.Usage!.Output);
    }

    [Fact]
    public async Task Answer_TextFitsTheTokens_IsWhole()
    {
        var request = Some.Request(new Sampling { MaxTokens = 2 }, Some.User("12345678"));

        Assert.Equal(FinishReason.Stop, Assert.IsType<GeneratedReply>(await Some.Answer(request)).FinishOf(0));
    }

    [Fact]
    public async Task Answer_StopSequences_CutsAtTheEarliest()
    {
        var request = Some.Request(new Sampling { Stop = ["world", "big", "none"] }, Some.User("hello big world"));

        var reply = Assert.IsType<GeneratedReply>(await Some.Answer(request));

        Assert.Equal(new ReplyText("hello "), Assert.Single(reply.Parts));
        Assert.Equal("big", reply.StopSequence);
        Assert.Equal(FinishReason.Stop, reply.FinishOf(0));
    }

    [Fact]
    public async Task Answer_TokenLimitBeforeStopSequence_EndsByLength()
    {
        var request = Some.Request(new Sampling { MaxTokens = 1, Stop = ["9"] }, Some.User("123456789"));

        var reply = Assert.IsType<GeneratedReply>(await Some.Answer(request));

        Assert.Equal(FinishReason.Length, reply.FinishOf(0));
        Assert.Null(reply.StopSequence);
    }

    [Fact]
    public async Task Answer_ManyChoicesOfAHugeText_AreRefusedBeforeTheyFillTheMemory()
    {
        var request = Some.Request(new Sampling { Choices = 128 }, Some.User(new string('x', 1024 * 1024)));

        var refusal = Assert.IsType<RefusalReply>(await Some.Answer(request));

        Assert.Equal(new FieldTooLarge(64, "128", IsInteger: true), Assert.IsType<InvalidField>(refusal.Refusal).Problem);
    }

    [Fact]
    public async Task Answer_CustomAnswer_IsSentAsWritten()
    {
        var answers = new Dictionary<string, string> { ["how are you?"] = "I am a scripted answer" }.ToFrozenDictionary();
        var configuration = new MockConfiguration { Strategies = StrategyCatalog.Create(StrategyCatalog.Names, answers, null) };
        var request = Some.Request(new Sampling { MaxTokens = 1, Stop = ["scripted"] }, Some.User("  how are you?\n"));

        Assert.Equal("I am a scripted answer", await Text(request, configuration));
    }

    [Fact]
    public async Task Answer_Fallback_TakesTheMirrorsPlace()
    {
        var strategies = StrategyCatalog.Create(StrategyCatalog.Names, FrozenDictionary<string, string>.Empty, "Sorry?");

        Assert.Equal("Sorry?", await Text(Some.Request(Some.User("hello")), new MockConfiguration { Strategies = strategies }));
    }

    [Fact]
    public async Task Answer_StrategiesReordered_TheFirstThatRepliesWins()
    {
        var configuration = new MockConfiguration
        {
            Strategies = StrategyCatalog.Create(["MirrorStrategy", "ErrorStrategy"], FrozenDictionary<string, string>.Empty, null),
        };

        const string Trigger = "raise error {\"code\":500,\"message\":\"x\"}";
        Assert.Equal(Trigger, await Text(Some.Request(Some.User(Trigger)), configuration));
    }

    private static async Task<string> Text(MockRequest request, MockConfiguration? configuration = null)
    {
        var reply = Assert.IsType<GeneratedReply>(await Some.Answer(request, configuration));
        return Assert.IsType<ReplyText>(Assert.Single(reply.Parts)).Text;
    }
}
