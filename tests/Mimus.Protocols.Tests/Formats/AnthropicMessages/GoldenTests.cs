using Mimus.Core.Model;
using Xunit;
using static Mimus.Protocols.Tests.Formats.AnthropicMessages.Anthropic;

namespace Mimus.Protocols.Tests.Formats.AnthropicMessages;

public sealed class GoldenTests
{
    private static readonly Dictionary<string, GeneratedReply> Replies = new()
    {
        ["text"] = new(new ReplyText("1, 2, 3")) { Usage = new TokenUsage(15, 9) },
        ["thinking"] = new(new ReplyReasoning("The user asks for a sum."), new ReplyText("It is 4."))
        {
            Usage = new TokenUsage(52, 216, Reasoning: 200),
        },
        ["redacted"] = new(new ReplyRedactedReasoning("EmwKAhgBEgy3va3pzix"), new ReplyText("Yes."))
        {
            Usage = new TokenUsage(20, 30),
        },
        ["tools"] = new(
            new ReplyText("Let me look."),
            new ReplyToolCall("weather", """{"city":"Ålesund","days":2}"""),
            new ReplyToolCall("clock", "")
        )
        {
            Usage = new TokenUsage(340, 60),
        },
        ["cached"] = new(new ReplyText("A \"quoted\"\nline, 世界 👋")) { Usage = new TokenUsage(5000, 12, Cached: 4000, CacheCreation: 900) },
        ["stop-sequence"] = new(new ReplyText("One, ")) { Usage = new TokenUsage(10, 2), StopSequence = "two" },
        ["max-tokens"] = new(new ReplyText("One, ")) { Usage = new TokenUsage(10, 2), Finish = FinishReason.Length },
        ["refusal"] = new(new ReplyRefusal("I can't help with that.")) { Usage = new TokenUsage(10, 8) },
    };

    public static TheoryData<string> Cases => [.. Replies.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Wire_Case_IsAsItWas(string name)
    {
        var golden = new GoldenWire("anthropic", name);
        var request = Read(golden.Request);

        golden.CheckReply(Rendered.Whole(Format, request, Replies[name]));
        golden.CheckStream(Rendered.Stream(Format, request, Replies[name]));
    }
}
