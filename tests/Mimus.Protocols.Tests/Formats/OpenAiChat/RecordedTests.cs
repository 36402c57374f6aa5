using System.Text.Json.Nodes;
using Mimus.Core.Model;
using Xunit;

namespace Mimus.Protocols.Tests.Formats.OpenAiChat;

public sealed class RecordedTests
{
    [Fact]
    public void WriteReply_RecordedExchange_HasTheSameShape()
    {
        var recording = Recording.Read("openai_chat_nonstream");
        var recorded = recording["response"]!["body"]!;
        var reply = new GeneratedReply(new ReplyText((string)recorded["choices"]![0]!["message"]!["content"]!)) { Usage = new TokenUsage(11, 9) };

        var written = JsonNode.Parse(Rendered.Whole(Chat.Format, Chat.Read(recording["request"]!["body"]!.ToJsonString()), reply));

        Assert.Equal(Recording.Shape(recorded), Recording.Shape(written));
        Assert.True(JsonNode.DeepEquals(recorded["usage"], written!["usage"]));
    }

    [Fact]
    public void Stream_RecordedExchange_IsTheSameButForIdsAndPadding()
    {
        var recording = Recording.Read("openai_chat_stream_usage_obfuscation");
        var recorded = SseText.Parse((string)recording["response"]!["body"]!);
        var pieces = recorded
            .Select(frame => (string?)frame.Json?["choices"]?.AsArray().FirstOrDefault()?["delta"]?["content"])
            .OfType<string>()
            .Skip(1)
            .ToArray();
        var request = recording["request"]!["body"]!;
        request["stream_options"]!["include_obfuscation"] = true;
        var reply = new GeneratedReply(new ReplyText(string.Concat(pieces))) { Usage = new TokenUsage(26, 10) };

        var written = SseText.Parse(Rendered.Stream(Chat.Format, Chat.Read(request.ToJsonString()), reply, pieces));

        Assert.Equal(recorded.Select(Same), written.Select(Same));
    }

    [Fact]
    public void WriteError_RecordedErrors_AreTheSame()
    {
        var key = Recording.Read("openai_chat_error_401_bad_key")["response"]!["body"]!;
        var model = Recording.Read("openai_chat_error_404_model")["response"]!["body"]!;
        var function = Recording.Read("openai_chat_error_400_invalid_function_parameters");

        IsWritten(model, Chat.Format.Describe(new UnknownModel("gpt-5.2-proo")));
        IsWritten(key, Chat.Format.Describe(new InvalidApiKey("not-a-re" + new string('x', 26) + "ized")));
        IsWritten(
            function["response"]!["body"]!,
            Refused.By(Chat.Format, () => Chat.Read(function["request"]!["body"]!.ToJsonString()))
        );
    }

    private static void IsWritten(JsonNode recorded, ErrorReply error) =>
        Assert.True(
            JsonNode.DeepEquals(recorded, JsonNode.Parse(Rendered.Error(Chat.Format, error))),
            $"wants {recorded.ToJsonString()}\ngot   {Rendered.Error(Chat.Format, error)}"
        );

    // The vendor's padding goes by the lengths of the vendor's ids.
    private static string Same(SseEvent frame)
    {
        if (frame.Json is not JsonObject chunk)
        {
            return frame.Data;
        }

        Assert.Equal(1, frame.Data.Length % 16);
        foreach (var name in (string[])["id", "created", "system_fingerprint", "obfuscation"])
        {
            chunk[name] = "x";
        }

        return chunk.ToJsonString();
    }
}
