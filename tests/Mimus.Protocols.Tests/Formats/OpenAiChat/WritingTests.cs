using System.Text.Json.Nodes;
using Mimus.Core.Model;
using Xunit;
using static Mimus.Protocols.Tests.Formats.OpenAiChat.Chat;

namespace Mimus.Protocols.Tests.Formats.OpenAiChat;

public sealed class WritingTests
{
    private const string Text = "Grüße, \"世界\" \\ \u0001\u001f\b\f\n\r\t\u2028 done 🇳🇴 👩‍👩‍👧";

    public static TheoryData<int?> ChunkSizes => [(int?)null, 0, 1, 3, 1000];

    [Theory]
    [MemberData(nameof(ChunkSizes))]
    public void Stream_Deltas_AddUpToTheWholeReply(int? chunkSize)
    {
        var request = Read(Body(more: $"\"n\":3,\"stream\":true,\"stream_options\":{{\"include_usage\":true}},\"tools\":[{Weather}]"));
        var reply = new GeneratedReply(
            new ReplyReasoning("left out"),
            new ReplyText(Text),
            new ReplyToolCall("weather", "{\"city\":\"Trond\\u0068eim\",\"n\":[1,2.5]}", "call_1"),
            new ReplyToolCall("clock", "", "call_2")
        )
        {
            Alternatives = [[new ReplyText("One, "), new ReplyText("two")], [new ReplyToolCall("weather", "{}", "call_3")]],
            Usage = new TokenUsage(30, 20, Cached: 10, Reasoning: 5),
        };

        IsTheSame(request, reply, chunkSize);
    }

    [Theory]
    [MemberData(nameof(ChunkSizes))]
    public void Stream_Functions_AddUpToTheWholeReply(int? chunkSize) =>
        IsTheSame(
            Read(Body(more: "\"stream\":true,\"stream_options\":{\"include_usage\":true},\"functions\":[{\"name\":\"weather\"}]")),
            new GeneratedReply(new ReplyToolCall("weather", "{\"a\":1}"), new ReplyToolCall("second", "{}")) { Usage = new TokenUsage(1, 2) },
            chunkSize
        );

    [Fact]
    public void Stream_Logprobs_AddUpToTheWholeReply() =>
        IsTheSame(
            Read(Body(more: "\"stream\":true,\"stream_options\":{\"include_usage\":true},\"logprobs\":true,\"top_logprobs\":3")),
            new GeneratedReply(new ReplyText(Text)) { Usage = new TokenUsage(1, 2) },
            null
        );

    [Fact]
    public void Stream_Refusal_GoesIntoItsOwnField()
    {
        var events = Events(Read(Body()), new GeneratedReply(new ReplyRefusal("I can't.")));

        Assert.Equal("I can't.", string.Concat(events.Select(frame => (string?)frame.Json?["choices"]![0]!["delta"]!["refusal"])));
        Assert.Equal("", string.Concat(events.Select(frame => (string?)frame.Json?["choices"]![0]!["delta"]!["content"])));
        Assert.Equal("I can't.", (string?)Whole(Read(Body()), new GeneratedReply(new ReplyRefusal("I can't.")))["choices"]![0]!["message"]!["refusal"]);
    }

    [Fact]
    public void Stream_WithoutUsage_HasNeitherKeyNorChunk()
    {
        var events = Events(Read(Body()), new GeneratedReply(new ReplyText("Hi")) { Usage = new TokenUsage(1, 1) });

        Assert.All(events.SkipLast(1), frame => Assert.False(frame.Json!.AsObject().ContainsKey("usage")));
        Assert.All(events.SkipLast(1), frame => Assert.Single(frame.Json!["choices"]!.AsArray()));
    }

    [Theory]
    [MemberData(nameof(ChunkSizes))]
    public void Stream_Obfuscation_HidesTheLength(int? chunkSize)
    {
        var request = Read(
            Body(more: $"\"stream\":true,\"stream_options\":{{\"include_usage\":true,\"include_obfuscation\":true}},\"tools\":[{Weather}]")
        );
        var reply = new GeneratedReply(new ReplyText("A plain text, of some length"), new ReplyToolCall("weather", "{\"city\":\"Oslo\"}"));

        Assert.All(Events(request, reply, chunkSize).SkipLast(1), frame => Assert.Equal(1, frame.Data.Length % 16));
        Assert.All(Events(request, reply, chunkSize).SkipLast(1), frame => Assert.Matches("^[A-Za-z0-9]{0,15}$", (string?)frame.Json!["obfuscation"]));
    }

    [Theory]
    [InlineData("a<")]
    [InlineData(">b")]
    [InlineData("<\">")]
    [InlineData("<<>")]
    public void Write_HalfAPair_BecomesAReplacementCharacter(string halves)
    {
        var text = Some.Halves(halves);
        var reply = new GeneratedReply(new ReplyText(text)) { Usage = new TokenUsage(1, 1) };
        var expected = System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
        var request = Read(Body(more: "\"stream\":true,\"stream_options\":{\"include_usage\":true},\"logprobs\":true"));

        Assert.Equal(expected, (string?)Whole(request, reply)["choices"]![0]!["message"]!["content"]);
        foreach (var chunkSize in (int?[])[null, 0, 1])
        {
            var message = Accumulated.Completion(Events(request, reply, chunkSize))["choices"]![0]!["message"]!;
            Assert.Equal(expected, (string?)message["content"]);
        }
    }

    [Theory]
    [InlineData(null, "stop")]
    [InlineData(FinishReason.Length, "length")]
    [InlineData(FinishReason.ToolCalls, "tool_calls")]
    [InlineData(FinishReason.ContentFilter, "content_filter")]
    [InlineData(FinishReason.Refusal, "stop")]
    public void WriteReply_Finish_HasTheVendorsWord(FinishReason? finish, string word)
    {
        var reply = new GeneratedReply(new ReplyText("Hi")) { Finish = finish };

        Assert.Equal(word, (string?)Whole(Read(Body()), reply)["choices"]![0]!["finish_reason"]);
        Assert.Equal(word, (string?)Events(Read(Body()), reply)[^2].Json!["choices"]![0]!["finish_reason"]);
    }

    [Fact]
    public void WriteReply_Ids_HaveTheVendorsShape()
    {
        var reply = Whole(Read(Body(more: $"\"tools\":[{Weather}]")), new GeneratedReply(new ReplyToolCall("weather", "{}")));

        Assert.Matches("^chatcmpl-[A-Za-z0-9]{29}$", (string?)reply["id"]);
        Assert.Matches("^call_[A-Za-z0-9]{24}$", (string?)reply["choices"]![0]!["message"]!["tool_calls"]![0]!["id"]);
        Assert.Matches("^fp_[a-f0-9]{10}$", (string?)reply["system_fingerprint"]);
    }

    [Fact]
    public void WriteReply_Seed_DecidesTheFingerprint()
    {
        var one = (string?)Whole(Read(Body(more: "\"seed\":1")), new GeneratedReply())["system_fingerprint"];

        Assert.Equal(one, (string?)Whole(Read(Body(more: "\"seed\":1")), new GeneratedReply())["system_fingerprint"]);
        Assert.NotEqual(one, (string?)Whole(Read(Body(more: "\"seed\":2")), new GeneratedReply())["system_fingerprint"]);
    }

    [Fact]
    public void Write_SameSeed_GivesTheSameBytes()
    {
        var request = Read(Body(more: "\"stream\":true,\"stream_options\":{\"include_obfuscation\":true}"));
        var reply = new GeneratedReply(new ReplyText("Hi there"), new ReplyToolCall("a", "{}"));

        Assert.Equal(Rendered.Stream(Format, request, reply, seed: 7), Rendered.Stream(Format, request, reply, seed: 7));
        Assert.NotEqual(Rendered.Stream(Format, request, reply, seed: 7), Rendered.Stream(Format, request, reply, seed: 8));
    }

    private static void IsTheSame(MockRequest request, GeneratedReply reply, int? chunkSize)
    {
        var whole = Whole(request, reply);
        var streamed = Accumulated.Completion(Events(request, reply, chunkSize));
        Forget(whole);
        Forget(streamed);

        Assert.True(JsonNode.DeepEquals(whole, streamed), $"wants {whole.ToJsonString()}\ngot   {streamed.ToJsonString()}");
    }

    // Ids are made in the order in which they are written, which is not the same.
    private static void Forget(JsonObject completion)
    {
        completion["id"] = "x";
        foreach (var choice in completion["choices"]!.AsArray())
        {
            foreach (var call in choice!["message"]!["tool_calls"]?.AsArray() ?? [])
            {
                call!["id"] = "x";
            }
        }
    }

    private static JsonObject Whole(MockRequest request, GeneratedReply reply) =>
        JsonNode.Parse(Rendered.Whole(Format, request, reply))!.AsObject();

    private static List<SseEvent> Events(MockRequest request, GeneratedReply reply, int? chunkSize = null) =>
        SseText.Parse(Rendered.Stream(Format, request, reply, chunkSize));
}
