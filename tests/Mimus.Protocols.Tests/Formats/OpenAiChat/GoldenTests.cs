using Mimus.Core.Model;
using Xunit;
using static Mimus.Protocols.Tests.Formats.OpenAiChat.Chat;

namespace Mimus.Protocols.Tests.Formats.OpenAiChat;

public sealed class GoldenTests
{
    private static readonly TokenUsage Usage = new(15, 9);

    private static readonly Dictionary<string, GeneratedReply> Replies = new()
    {
        ["text"] = new(new ReplyText("A \"quoted\"\nline, 世界 👋")) { Usage = Usage },
        ["usage"] = new(new ReplyText("1, 2, 3")) { Usage = new TokenUsage(1000, 29, Cached: 900, Reasoning: 20) },
        ["padded"] = new(new ReplyText("Grüße, 世界 👋 and a longer word: Donaudampfschiffahrt")) { Usage = Usage },
        ["tools"] = new(
            new ReplyToolCall("weather", """{"city":"Ålesund"}"""),
            new ReplyToolCall("clock", "{}", "call_mine")
        )
        {
            Usage = Usage,
        },
        ["lone-tool"] = new(new ReplyToolCall("weather", """{"city":"Oslo"}""")) { Usage = Usage },
        ["custom-tool"] = new(new ReplyToolCall("shell", "ls \"a b\"")) { Usage = Usage },
        ["functions"] = new(new ReplyToolCall("weather", """{"city":"Oslo"}""")) { Usage = Usage },
        ["text-and-tool"] = new(new ReplyText("Let me look."), new ReplyToolCall("weather", """{"city":"Oslo"}""")) { Usage = Usage },
        ["refusal"] = new(new ReplyRefusal("I can't help with that.")) { Usage = Usage },
        ["logprobs"] = new(new ReplyText("Hi 世 👋")) { Usage = Usage },
        ["two-choices"] = new(new ReplyText("Heads")) { Alternatives = [[new ReplyText("Tails up")]], Usage = Usage },
        ["two-choices-with-tools"] = new(new ReplyText("Heads"))
        {
            Alternatives = [[new ReplyToolCall("weather", """{"city":"Oslo"}""")]],
            Usage = Usage,
        },
        ["length"] = new(new ReplyText("One, ")) { Finish = FinishReason.Length, Usage = Usage },
        ["content-filter"] = new(new ReplyText("Well, ")) { Finish = FinishReason.ContentFilter, Usage = Usage },
        ["parts"] = new(new ReplyText("One, "), new ReplyText("two")) { Usage = Usage },
        ["empty"] = new() { Usage = Usage },
        ["seed"] = new(new ReplyText("Always")) { Usage = Usage, Model = "gpt-4o-other" },
        ["service-tier"] = new(new ReplyText("Fast")) { Usage = Usage },
        ["reasoning"] = new(new ReplyReasoning("Not said here."), new ReplyText("Four")) { Usage = new TokenUsage(15, 60, Reasoning: 50) },
    };

    public static TheoryData<string> Cases => [.. Replies.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Wire_Case_IsAsItWas(string name)
    {
        var golden = new GoldenWire("openai", name);
        var request = Read(golden.Request);

        golden.CheckReply(Rendered.Whole(Format, request, Replies[name]));
        golden.CheckStream(Rendered.Stream(Format, request, Replies[name]));
    }
}
