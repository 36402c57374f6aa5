using Mimus.Core.Model;
using Mimus.Core.Text;
using Mimus.Protocols.Framings;
using Mimus.Protocols.Json;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Formats.AnthropicMessages;

/// <summary>
/// Writes a message's events, in the recorded order. The vendor pads its events with spaces; Mimus does not, so that the same request
/// gives the same bytes.
/// </summary>
internal sealed class MessagesStreamWriter(ReplyContext context, GeneratedReply reply) : ReplyStreamWriter
{
    private int _block = -1;

    public override void Write(in ReplyDelta delta, FrameWriter frames)
    {
        if (MessagesWords.IsLeftOut(delta.Part))
        {
            return;
        }

        switch (delta.Kind)
        {
            case DeltaKind.Start:
                WriteStart(frames);
                break;
            case DeltaKind.PartStart:
                StartBlock(delta.Part!, frames);
                break;
            case DeltaKind.Piece:
                WritePiece(delta.Part!, delta.Text.Span, frames);
                break;
            case DeltaKind.PartEnd:
                EndBlock(delta.Part!, frames);
                break;
            case DeltaKind.ChoiceEnd:
                WriteEnding(frames);
                break;
            case DeltaKind.End:
                Write(frames, "message_stop"u8, "{\"type\":\"message_stop\"}"u8);
                break;
        }
    }

    public override void WriteError(ErrorReply error, FrameWriter frames)
    {
        frames.Begin("error"u8);
        AnthropicErrors.Write(frames.Output, error, requestId: null);
        frames.End();
    }

    private void WriteStart(FrameWriter frames)
    {
        frames.Begin("message_start"u8);
        using (var json = JsonWriting.Open(frames.Output))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "message_start"u8);
            json.WriteStartObject("message"u8);
            MessagesReplyWriter.WriteHead(json, context, reply);
            json.WriteStartArray("content"u8);
            json.WriteEndArray();
            MessagesEnding.Write(json, null);

            // Recorded: one output token is counted before the first is sent.
            MessagesUsage.Write(json, (reply.Usage ?? new TokenUsage(0, 0)) with { Output = 1 });
            json.WriteEndObject();
            json.WriteEndObject();
        }

        frames.End();
    }

    private void StartBlock(ReplyPart part, FrameWriter frames)
    {
        _block++;
        var output = frames.Output;
        frames.Begin("content_block_start"u8);
        output.Write("{\"type\":\"content_block_start\",\"index\":"u8);
        output.Write(_block);
        output.Write(",\"content_block\":"u8);
        switch (part)
        {
            case ReplyToolCall call:
                output.Write("{\"type\":\"tool_use\",\"id\":"u8);
                output.WriteString(call.Id ?? MessagesWords.ToolUseId(context.Random));
                output.Write(",\"name\":"u8);
                output.WriteString(call.Name);
                output.Write(",\"input\":{},\"caller\":{\"type\":\"direct\"}}}"u8);
                break;
            case ReplyReasoning:
                output.Write("{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}}"u8);
                break;
            case ReplyRedactedReasoning redacted:
                output.Write("{\"type\":\"redacted_thinking\",\"data\":"u8);
                output.WriteString(redacted.Data);
                output.Write("}}"u8);
                break;
            default:
                output.Write("{\"type\":\"text\",\"text\":\"\"}}"u8);
                break;
        }

        frames.End();
        if (_block == 0)
        {
            // Recorded: the one event with a space behind the colon.
            Write(frames, "ping"u8, "{\"type\": \"ping\"}"u8);
        }

        if (part is ReplyToolCall)
        {
            WritePiece(part, "", frames);
        }
    }

    // A piece of text costs its own bytes and a few copies of constants.
    private void WritePiece(ReplyPart part, ReadOnlySpan<char> text, FrameWriter frames)
    {
        var kind = part switch
        {
            ReplyToolCall => ",\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\""u8,
            ReplyReasoning => ",\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\""u8,
            _ => ",\"delta\":{\"type\":\"text_delta\",\"text\":\""u8,
        };
        WriteDelta(kind, text, frames);
    }

    private void WriteDelta(ReadOnlySpan<byte> kind, ReadOnlySpan<char> text, FrameWriter frames)
    {
        var output = frames.Output;
        frames.Begin("content_block_delta"u8);
        output.Write("{\"type\":\"content_block_delta\",\"index\":"u8);
        output.Write(_block);
        output.Write(kind);
        output.WriteEscaped(text);
        output.Write("\"}}"u8);
        frames.End();
    }

    private void EndBlock(ReplyPart part, FrameWriter frames)
    {
        if (part is ReplyReasoning reasoning)
        {
            var signature = reasoning.Signature ?? MessagesWords.Signature(context.Random);
            WriteDelta(",\"delta\":{\"type\":\"signature_delta\",\"signature\":\""u8, signature, frames);
        }

        frames.Begin("content_block_stop"u8);
        frames.Output.Write("{\"type\":\"content_block_stop\",\"index\":"u8);
        frames.Output.Write(_block);
        frames.Output.Write("}"u8);
        frames.End();
    }

    private void WriteEnding(FrameWriter frames)
    {
        frames.Begin("message_delta"u8);
        using (var json = JsonWriting.Open(frames.Output))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "message_delta"u8);
            json.WriteStartObject("delta"u8);
            MessagesEnding.Write(json, reply);
            json.WriteEndObject();
            MessagesUsage.WriteTotals(json, reply.Usage ?? new TokenUsage(0, 0));
            json.WriteEndObject();
        }

        frames.End();
    }

    private static void Write(FrameWriter frames, ReadOnlySpan<byte> name, ReadOnlySpan<byte> payload)
    {
        frames.Begin(name);
        frames.Output.Write(payload);
        frames.End();
    }
}
