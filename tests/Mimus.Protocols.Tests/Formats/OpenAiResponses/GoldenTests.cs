using Mimus.Core.Model;
using Xunit;
using static Mimus.Protocols.Tests.Formats.OpenAiResponses.Responses;

namespace Mimus.Protocols.Tests.Formats.OpenAiResponses;

public sealed class GoldenTests
{
    private static readonly TokenUsage Usage = new(15, 9);

    private static readonly Dictionary<string, GeneratedReply> Replies = new()
    {
        ["text"] = new(new ReplyText("A \"quoted\"\nline, 世界 👋")) { Usage = new TokenUsage(1000, 29, Cached: 900, CacheCreation: 50) },
        ["padded"] = new(new ReplyText("Grüße, 世界 👋 and a longer word: Donaudampfschiffahrt")) { Usage = Usage },
        ["tools"] = new(
            new ReplyToolCall("weather", """{"city":"Ålesund"}"""),
            new ReplyToolCall("clock", "", "call_mine")
        )
        {
            Usage = Usage,
        },
        ["custom-tool"] = new(new ReplyToolCall("shell", "ls \"a b\"")) { Usage = Usage },
        ["text-and-tool"] = new(new ReplyText("Let me look."), new ReplyToolCall("weather", """{"city":"Oslo"}""")) { Usage = Usage },
        ["refusal"] = new(new ReplyRefusal("I can't help with that.")) { Usage = Usage },
        ["logprobs"] = new(new ReplyText("Hi 世 👋")) { Usage = Usage },
        ["length"] = new(new ReplyText("One, ")) { Finish = FinishReason.Length, Usage = Usage },
        ["content-filter"] = new(new ReplyText("Well, ")) { Finish = FinishReason.ContentFilter, Usage = Usage },
        ["reasoning"] = new(new ReplyReasoning("The user asks for a sum."), new ReplyText("It is 4."))
        {
            Usage = new TokenUsage(52, 216, Reasoning: 200),
        },
        ["encrypted-reasoning"] = new(
            new ReplyReasoning("Hidden", "gAAAAABmine"),
            new ReplyRedactedReasoning("gAAAAABdark"),
            new ReplyReasoning("", null),
            new ReplyText("It is 4.")
        )
        {
            Usage = new TokenUsage(52, 216, Reasoning: 200),
        },
        ["background"] = new(new ReplyText("2 + 2 equals 4.")) { Usage = Usage },
        ["parts"] = new(new ReplyText("One, "), new ReplyText("two"), new ReplyRefusal("no three")) { Usage = Usage },
        ["empty"] = new() { Usage = Usage },
        ["echo"] = new(new ReplyToolCall("weather", "{}")) { Usage = Usage, Model = "gpt-4o-other" },
        ["conversation"] = new(new ReplyText("Hi")) { Usage = Usage },
    };

    public static TheoryData<string> Cases => [.. Replies.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Wire_Case_IsAsItWas(string name)
    {
        var golden = new GoldenWire("responses", name);
        var request = Read(golden.Request);

        golden.CheckReply(Rendered.Whole(Format, request, Replies[name]));
        golden.CheckStream(Rendered.Stream(Format, request, Replies[name]));
    }
}
