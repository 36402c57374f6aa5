using System.Text.Json.Nodes;
using Mimus.Core.Model;
using Xunit;

namespace Mimus.Protocols.Tests.Formats.OpenAiResponses;

public sealed class RecordedTests
{
    // What newer traffic has and these recordings of 2025 do not.
    private static readonly string[] Newer =
    [
        "completed_at",
        "frequency_penalty",
        "presence_penalty",
        "prompt_cache_retention",
        "cache_write_tokens",
        "name",
    ];

    [Theory]
    [InlineData("openai_responses_stream_text")]
    [InlineData("openai_responses_stream_function_call")]
    public void Stream_RecordedExchange_HasTheSameEventsAndShapes(string name)
    {
        var recording = Recording.Read(name);
        var recorded = SseText.Parse((string)recording["response"]!["body"]!);
        var request = recording["request"]!["body"]!;
        request["stream_options"] = new JsonObject { ["include_obfuscation"] = true };

        var written = SseText.Parse(
            Rendered.Stream(Responses.Format, Responses.Read(request.ToJsonString()), new GeneratedReply(Part(recorded)))
        );

        Assert.Equal(Distinct(recorded), Distinct(written));
        foreach (var frame in written.Where(frame => frame.Name.EndsWith(".delta", StringComparison.Ordinal)))
        {
            Assert.Equal(0, ((string)frame.Json!["delta"]! + (string)frame.Json["obfuscation"]!).Length % 16);
        }
    }

    [Fact]
    public void Stream_RecordedBackground_HasTheSameEvents()
    {
        var recording = Recording.Read("openai_responses_stream_background_queued");
        var recorded = SseText.Parse((string)recording["response"]!["body"]!);

        var written = SseText.Parse(
            Rendered.Stream(
                Responses.Format,
                Responses.Read(recording["request"]!["body"]!.ToJsonString()),
                new GeneratedReply(Part(recorded)),
                chunkSize: 0
            )
        );

        Assert.Equal(Names(recorded), Names(written));
        Assert.Equal("queued", (string?)written[0].Json!["response"]!["status"]);
        Assert.Equal(Members(recorded[0]), Members(written[0]));
    }

    [Fact]
    public void WriteError_RecordedError_IsTheSame()
    {
        var recorded = Recording.Read("openai_responses_error_400_model_not_found")["response"]!["body"]!;
        var error = Responses.Format.Describe(new UnknownModel("gpt-5.2-proo"));

        Assert.Equal(400, error.Status);
        Assert.True(JsonNode.DeepEquals(recorded, JsonNode.Parse(Rendered.Error(Responses.Format, error))));
    }

    private static ReplyPart Part(List<SseEvent> events)
    {
        var item = events[^1].Json!["response"]!["output"]![0]!;
        return (string)item["type"]! == "message"
            ? new ReplyText((string)item["content"]![0]!["text"]!)
            : new ReplyToolCall((string)item["name"]!, (string)item["arguments"]!);
    }

    private static IEnumerable<string> Names(IEnumerable<SseEvent> events) => events.Select(frame => frame.Name).Distinct();

    private static IEnumerable<string> Members(SseEvent frame) => frame.Json!["response"]!.AsObject().Select(member => member.Key);

    // How finely deltas are cut differs.
    private static IEnumerable<string> Distinct(IEnumerable<SseEvent> events) =>
        events.Select(frame => $"{frame.Name} {Recording.Shape(Without(frame.Json!))}").Distinct();

    private static JsonNode Without(JsonNode node)
    {
        if (node is JsonObject members)
        {
            var isEvent = ((string?)members["type"])?.EndsWith(".done", StringComparison.Ordinal) == true;
            foreach (var name in Newer.Where(name => name != "name" || isEvent))
            {
                members.Remove(name);
            }

            foreach (var (_, value) in members.ToArray())
            {
                _ = value is null ? null : Without(value);
            }
        }

        return node;
    }
}
