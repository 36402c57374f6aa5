using System.Text;
using System.Text.Json.Nodes;
using Mimus.Core.Model;
using Xunit;
using static Mimus.Protocols.Tests.Formats.OpenAiResponses.Responses;

namespace Mimus.Protocols.Tests.Formats.OpenAiResponses;

public sealed class WritingTests
{
    private const string Text = "Grüße, \"世界\" \\ \u0001\u001f\b\f\n\r\t\u2028 done 🇳🇴 👩‍👩‍👧";

    private static readonly GeneratedReply Everything = new(
        new ReplyReasoning("Let me \"think\"", "sig"),
        new ReplyRedactedReasoning("dark"),
        new ReplyText(Text),
        new ReplyText("more"),
        new ReplyRefusal("But no."),
        new ReplyToolCall("weather", "{\"city\":\"Trond\\u0068eim\"}", "call_1"),
        new ReplyToolCall("shell", "ls \"a\""),
        new ReplyToolCall("clock", ""),
        new ReplyText("after")
    )
    {
        Usage = new TokenUsage(30, 20, Cached: 10, Reasoning: 5),
    };

    private const string More =
        $"\"tools\":[{Weather},{{\"type\":\"custom\",\"name\":\"shell\"}}],\"include\":[\"reasoning.encrypted_content\"],"
        + "\"stream_options\":{\"include_obfuscation\":true}";

    public static TheoryData<int?> ChunkSizes => [(int?)null, 0, 1, 3, 1000];

    [Theory]
    [MemberData(nameof(ChunkSizes))]
    public void Stream_Deltas_AddUpToTheWholeReply(int? chunkSize)
    {
        var request = Read(Body(more: More));
        var events = Events(request, Everything, chunkSize);
        var whole = Whole(request, Everything);

        Assert.True(JsonNode.DeepEquals(whole, events[^1].Json!["response"]), $"wants {whole.ToJsonString()}\ngot   {events[^1].Data}");
        var output = Accumulated.Output(events);
        Assert.True(JsonNode.DeepEquals(whole["output"], output), $"wants {whole["output"]!.ToJsonString()}\ngot   {output.ToJsonString()}");
    }

    [Fact]
    public void Stream_Logprobs_AddUpToTheWholeReply()
    {
        var request = Read(Body(more: "\"include\":[\"message.output_text.logprobs\"],\"top_logprobs\":2"));
        var reply = new GeneratedReply(new ReplyText(Text));

        Assert.True(JsonNode.DeepEquals(Whole(request, reply)["output"], Accumulated.Output(Events(request, reply))));
    }

    [Theory]
    [MemberData(nameof(ChunkSizes))]
    public void Stream_Obfuscation_HidesTheLength(int? chunkSize)
    {
        var deltas = Events(Read(Body(more: More)), Everything, chunkSize).Where(frame => frame.Json!["delta"] is not null).ToArray();

        Assert.NotEmpty(deltas);
        Assert.All(
            deltas,
            frame => Assert.Equal(0, ((string)frame.Json!["delta"]! + (string)frame.Json["obfuscation"]!).EnumerateRunes().Count() % 16)
        );
        Assert.All(deltas, frame => Assert.Matches("^[A-Za-z0-9]{0,15}$", (string?)frame.Json!["obfuscation"]));
    }

    [Theory]
    [InlineData(null, "response.completed", "completed", null)]
    [InlineData(FinishReason.Length, "response.incomplete", "incomplete", "max_output_tokens")]
    [InlineData(FinishReason.ContentFilter, "response.incomplete", "incomplete", "content_filter")]
    public void Stream_Finish_EndsAsTheVendorDoes(FinishReason? finish, string name, string status, string? reason)
    {
        var last = Events(Read(Body()), new GeneratedReply(new ReplyText("Hi")) { Finish = finish })[^1];

        var response = last.Json!["response"]!;
        Assert.Equal((name, status), (last.Name, (string?)response["status"]));
        Assert.Equal(reason, (string?)response["incomplete_details"]?["reason"]);
        Assert.Equal(status, (string?)response["output"]![0]!["status"]);
    }

    [Fact]
    public void Stream_Start_HasNeitherOutputNorUsage()
    {
        var events = Events(Read(Body()), new GeneratedReply(new ReplyText("Hi")) { Usage = new TokenUsage(5, 9) });

        Assert.Equal(["response.created", "response.in_progress"], events.Take(2).Select(frame => frame.Name));
        Assert.All(events.Take(2), frame => Assert.Empty(frame.Json!["response"]!["output"]!.AsArray()));
        Assert.All(events.Take(2), frame => Assert.Null(frame.Json!["response"]!["usage"]));
        Assert.Equal(
            events[^1].Json!["response"]!.AsObject().Select(member => member.Key),
            events[0].Json!["response"]!.AsObject().Select(member => member.Key)
        );
    }

    [Fact]
    public void Stream_PrettyPrintedRequest_IsSaidBackOnOneLine()
    {
        var request = Read(
            """
            {"model":"m","input":"x","metadata":{
              "a b" : "c \" \\ d\n"
            },"tools":[{
                "type":"web_search" ,
                "filters" : [ 1,
                2 ]}],"conversation":{
                  "id":"conv_1"}}
            """
        );

        var response = Events(request, new GeneratedReply(new ReplyText("Hi")))[0].Json!["response"]!;

        Assert.Equal("c \" \\ d\n", (string?)response["metadata"]!["a b"]);
        Assert.Equal("{\"type\":\"web_search\",\"filters\":[1,2]}", response["tools"]![0]!.ToJsonString());
        Assert.Equal("conv_1", (string?)response["conversation"]!["id"]);
    }

    [Theory]
    [InlineData("a<")]
    [InlineData(">b")]
    [InlineData("<\">")]
    public void Write_HalfAPair_BecomesAReplacementCharacter(string halves)
    {
        var text = Some.Halves(halves);
        var expected = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        var reply = new GeneratedReply(new ReplyText(text));

        foreach (var chunkSize in (int?[])[null, 0, 1])
        {
            var events = Events(Read(Body()), reply, chunkSize);
            Assert.Equal(expected, (string?)Accumulated.Output(events)[0]!["content"]![0]!["text"]);
        }
    }

    [Fact]
    public void WriteReply_Ids_HaveTheVendorsShape()
    {
        var reply = Whole(Read(Body(more: More)), Everything);

        Assert.Matches("^resp_[a-f0-9]{50}$", (string?)reply["id"]);
        Assert.Equal(
            ["rs_", "rs_", "msg_", "fc_", "ctc_", "fc_", "msg_"],
            reply["output"]!.AsArray().Select(item => ((string)item!["id"]!)[..^50])
        );
        Assert.Matches("^call_[A-Za-z0-9]{24}$", (string?)reply["output"]![4]!["call_id"]);
    }

    [Fact]
    public void WriteReply_Penalties_AreSaidBack()
    {
        var reply = Whole(Read(Body(more: "\"presence_penalty\":0.5,\"frequency_penalty\":-1")), new GeneratedReply());

        Assert.Equal((0.5, -1.0), ((double)reply["presence_penalty"]!, (double)reply["frequency_penalty"]!));
    }

    [Theory]
    [InlineData("auto", "auto", "default")]
    [InlineData("flex", "flex", "flex")]
    [InlineData("fast", "priority", "priority")]
    public void Stream_ServiceTier_IsTheOneThatServed(string asked, string first, string last)
    {
        var events = Events(Read(Body(more: $"\"service_tier\":\"{asked}\"")), new GeneratedReply());

        Assert.Equal(
            (first, last),
            ((string?)events[0].Json!["response"]!["service_tier"], (string?)events[^1].Json!["response"]!["service_tier"])
        );
    }

    private static JsonObject Whole(MockRequest request, GeneratedReply reply) =>
        JsonNode.Parse(Rendered.Whole(Format, request, reply))!.AsObject();

    private static List<SseEvent> Events(MockRequest request, GeneratedReply reply, int? chunkSize = null) =>
        SseText.Parse(Rendered.Stream(Format, request, reply, chunkSize));
}
