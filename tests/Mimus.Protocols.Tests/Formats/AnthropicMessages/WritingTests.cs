using System.Text.Json.Nodes;
using Mimus.Core.Model;
using Xunit;
using static Mimus.Protocols.Tests.Formats.AnthropicMessages.Anthropic;

namespace Mimus.Protocols.Tests.Formats.AnthropicMessages;

public sealed class WritingTests
{
    private static readonly MockRequest Request = Read(Body());

    [Fact]
    public void WriteReply_Text_HasTheRecordedFieldsInOrder()
    {
        var message = Whole(new GeneratedReply(new ReplyText("Hi")));

        Assert.Equal(
            ["model", "id", "type", "role", "content", "stop_reason", "stop_sequence", "stop_details", "container", "usage"],
            message.Select(member => member.Key)
        );
        Assert.Equal(
            [
                "input_tokens",
                "cache_creation_input_tokens",
                "cache_read_input_tokens",
                "cache_creation",
                "output_tokens",
                "service_tier",
                "inference_geo",
                "server_tool_use",
            ],
            message["usage"]!.AsObject().Select(member => member.Key)
        );
        Assert.Matches("^msg_01[A-Za-z0-9]{22}$", (string?)message["id"]);
    }

    [Fact]
    public void WriteReply_TokenCount_IsOneNumber() =>
        Assert.Equal("""{"input_tokens":14}""", Rendered.Whole(Format, Request, new TokenCountReply(14)));

    [Fact]
    public void WriteReply_Usage_LeavesCachedTokensOutOfTheInput()
    {
        var usage = Whole(new GeneratedReply(new ReplyText("Hi")) { Usage = new TokenUsage(100, 7, Cached: 60, CacheCreation: 30) })["usage"]!;

        Assert.Equal(
            (10, 30, 60, 30, 7),
            (
                (int)usage["input_tokens"]!,
                (int)usage["cache_creation_input_tokens"]!,
                (int)usage["cache_read_input_tokens"]!,
                (int)usage["cache_creation"]!["ephemeral_5m_input_tokens"]!,
                (int)usage["output_tokens"]!
            )
        );
    }

    [Theory]
    [InlineData(null, null, "end_turn")]
    [InlineData(FinishReason.Length, null, "max_tokens")]
    [InlineData(FinishReason.ToolCalls, null, "tool_use")]
    [InlineData(FinishReason.Refusal, null, "refusal")]
    [InlineData(FinishReason.ContentFilter, null, "refusal")]
    [InlineData(null, "END", "stop_sequence")]
    [InlineData(FinishReason.Stop, "END", "stop_sequence")]
    [InlineData(FinishReason.Length, "END", "max_tokens")]
    public void WriteReply_Finish_HasTheVendorsWord(FinishReason? finish, string? stop, string word)
    {
        var message = Whole(new GeneratedReply(new ReplyText("Hi")) { Finish = finish, StopSequence = stop });

        Assert.Equal(word, (string?)message["stop_reason"]);
        Assert.Equal(word == "stop_sequence" ? stop : null, (string?)message["stop_sequence"]);
        Assert.Equal(word == "refusal", message["stop_details"] is not null);
    }

    [Fact]
    public void WriteReply_Refusal_IsTextThatStopsForRefusal()
    {
        var message = Whole(new GeneratedReply(new ReplyRefusal("No.")));

        Assert.Equal(("No.", "refusal"), ((string?)message["content"]![0]!["text"], (string?)message["stop_reason"]));
    }

    [Theory]
    [InlineData("", "{}")]
    [InlineData("  ", "{}")]
    [InlineData("{\"a\": [1]}", "{\"a\":[1]}")]
    [InlineData("[1]", "{\"INVALID_JSON\":\"[1]\"}")]
    [InlineData("{\"a\":", "{\"INVALID_JSON\":\"{\\u0022a\\u0022:\"}")]
    [InlineData("{} {}", "{\"INVALID_JSON\":\"{} {}\"}")]
    public void WriteReply_Arguments_AreAlwaysAnObject(string arguments, string input)
    {
        var block = Whole(new GeneratedReply(new ReplyToolCall("weather", arguments)))["content"]![0]!;

        Assert.Equal(["type", "id", "name", "input", "caller"], block.AsObject().Select(member => member.Key));
        Assert.Matches("^toolu_01[A-Za-z0-9]{22}$", (string?)block["id"]);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(input), block["input"]), block["input"]!.ToJsonString());
    }

    [Fact]
    public void WriteReply_Thinking_IsSigned()
    {
        var content = Whole(new GeneratedReply(new ReplyReasoning("Hm"), new ReplyReasoning("Ah", "mine"), new ReplyRedactedReasoning("dark")))["content"]!;

        Assert.NotEmpty(Convert.FromBase64String((string)content[0]!["signature"]!));
        Assert.Equal("mine", (string?)content[1]!["signature"]);
        Assert.Equal("dark", (string?)content[2]!["data"]);
    }

    [Fact]
    public void WriteReply_EmptyText_HasNoBlock()
    {
        var reply = new GeneratedReply(new ReplyText("")) { Finish = FinishReason.Length };

        Assert.Empty(Whole(reply)["content"]!.AsArray());
        Assert.Equal(["message_start", "message_delta", "message_stop"], Events(reply).Select(frame => frame.Name));
    }

    [Fact]
    public void Stream_Text_PingsOnceAfterTheFirstBlockStarts()
    {
        var events = Events(new GeneratedReply(new ReplyText("One two"), new ReplyText("Three")));

        Assert.Equal(
            [
                "message_start",
                "content_block_start",
                "ping",
                "content_block_delta",
                "content_block_delta",
                "content_block_stop",
                "content_block_start",
                "content_block_delta",
                "content_block_stop",
                "message_delta",
                "message_stop",
            ],
            events.Select(frame => frame.Name)
        );
        Assert.Equal("{\"type\": \"ping\"}", events[2].Data);
        Assert.All(events, frame => Assert.Equal(frame.Name, (string?)frame.Json!["type"]));
    }

    [Fact]
    public void Stream_Start_HasTheShapeOfAMessageThatGoesOn()
    {
        var reply = new GeneratedReply(new ReplyText("Hi")) { Usage = new TokenUsage(5, 9), StopSequence = "END" };
        var message = Events(reply)[0].Json!["message"]!.AsObject();

        Assert.Equal(Whole(reply).Select(member => member.Key), message.Select(member => member.Key));
        Assert.Empty(message["content"]!.AsArray());
        Assert.Null(message["stop_reason"]);
        Assert.Null(message["stop_sequence"]);
        Assert.Equal((5, 1), ((int)message["usage"]!["input_tokens"]!, (int)message["usage"]!["output_tokens"]!));
    }

    [Fact]
    public void Stream_ToolCall_BeginsWithAnEmptyPiece()
    {
        var events = Events(new GeneratedReply(new ReplyToolCall("weather", "{\"city\":\"Oslo\"}", "toolu_mine")));

        Assert.Equal(
            """{"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"toolu_mine","name":"weather","input":{},"caller":{"type":"direct"}}}""",
            events[1].Data
        );
        Assert.Equal("""{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":""}}""", events[3].Data);
        Assert.Equal("tool_use", (string?)events[^2].Json!["delta"]!["stop_reason"]);
    }

    [Fact]
    public void Stream_Redacted_HasNoDeltas()
    {
        var events = Events(new GeneratedReply(new ReplyRedactedReasoning("dark"), new ReplyText("Yes")));

        Assert.Equal(
            ["message_start", "content_block_start", "ping", "content_block_stop", "content_block_start"],
            events.Take(5).Select(frame => frame.Name)
        );
    }

    public static TheoryData<int?> ChunkSizes => [(int?)null, 0, 1, 3, 1000];

    [Theory]
    [MemberData(nameof(ChunkSizes))]
    public void Stream_Deltas_AddUpToTheWholeReply(int? chunkSize)
    {
        var reply = new GeneratedReply(
            new ReplyReasoning("Let me think:\n\"hm\" 👩‍👩‍👧", "sig"),
            new ReplyRedactedReasoning("dark"),
            new ReplyText("Grüße, 世界! \\ \u0001 done 🇳🇴"),
            new ReplyToolCall("weather", "{\"city\":\"Trond\\u0068eim\",\"n\":[1,2.5]}", "toolu_1"),
            new ReplyToolCall("clock", "", "toolu_2")
        )
        {
            Usage = new TokenUsage(30, 20, Cached: 10),
        };

        var streamed = Accumulated.Message(Events(reply, chunkSize));

        Assert.True(JsonNode.DeepEquals(Whole(reply), streamed), $"wants {Whole(reply).ToJsonString()}\ngot   {streamed.ToJsonString()}");
    }

    [Fact]
    public void WriteReply_SameSeed_GivesTheSameBytes()
    {
        var reply = new GeneratedReply(new ReplyReasoning("Hm"), new ReplyToolCall("a", "{}"));

        Assert.Equal(Rendered.Stream(Format, Request, reply, seed: 7), Rendered.Stream(Format, Request, reply, seed: 7));
        Assert.NotEqual(Rendered.Stream(Format, Request, reply, seed: 7), Rendered.Stream(Format, Request, reply, seed: 8));
    }

    private static JsonObject Whole(GeneratedReply reply) => JsonNode.Parse(Rendered.Whole(Format, Request, reply))!.AsObject();

    private static List<SseEvent> Events(GeneratedReply reply, int? chunkSize = null) =>
        SseText.Parse(Rendered.Stream(Format, Request, reply, chunkSize));
}
