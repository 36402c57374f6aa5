using System.Text.Json.Nodes;
using Mimus.Core.Model;
using Xunit;
using static Mimus.Protocols.Tests.Formats.AnthropicMessages.Anthropic;

namespace Mimus.Protocols.Tests.Formats.AnthropicMessages;

/// <summary>What recorded traffic has, in its order; Mimus adds only what the specification requires besides.</summary>
public sealed class RecordedTests
{
    private static readonly string[] Added = ["container", "server_tool_use"];

    // As recorded on 19 August 2026 from claude-haiku-4-5, padding spaces left out, numbers and texts as asked for below.
    private static readonly string[] Recorded =
    [
        """{"type":"message_start","message":{"model":"claude-haiku-4-5","id":"ID","type":"message","role":"assistant","content":[],"stop_reason":null,"stop_sequence":null,"stop_details":null,"usage":{"input_tokens":15,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":0},"output_tokens":1,"service_tier":"standard","inference_geo":"not_available"}}}""",
        """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""",
        """{"type": "ping"}""",
        """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"1\n2\n3"}}""",
        """{"type":"content_block_stop","index":0}""",
        """{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null,"stop_details":null},"usage":{"input_tokens":15,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":9}}""",
        """{"type":"message_stop"}""",
    ];

    [Fact]
    public void Stream_RecordedExchange_IsTheSameButForWhatTheSpecificationAdds()
    {
        var reply = new GeneratedReply(new ReplyText("1\n2\n3")) { Usage = new TokenUsage(15, 9) };

        var events = SseText.Parse(Rendered.Stream(Format, Read(Body()), reply, chunkSize: 0));

        Assert.Equal(Recorded, events.Select(frame => frame.Name == "ping" ? frame.Data : WithoutAdditions(frame.Json!).ToJsonString()));
    }

    private static JsonNode WithoutAdditions(JsonNode node)
    {
        if (node is JsonObject members)
        {
            foreach (var name in Added)
            {
                members.Remove(name);
            }

            if (members["id"] is not null)
            {
                members["id"] = "ID";
            }

            foreach (var (_, value) in members)
            {
                _ = value is null ? null : WithoutAdditions(value);
            }
        }

        return node;
    }
}
