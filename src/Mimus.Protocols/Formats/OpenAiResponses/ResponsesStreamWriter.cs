using System.Buffers;
using System.Text.Json;
using Mimus.Core.Model;
using Mimus.Core.Text;
using Mimus.Protocols.Framings;
using Mimus.Protocols.Json;

namespace Mimus.Protocols.Formats.OpenAiResponses;

/// <summary>
/// Writes the typed events of a streamed response. Events that begin and end things are written with care, the deltas between them from
/// bytes rendered once an item: only the number, the text and the padding change.
/// </summary>
internal sealed class ResponsesStreamWriter(ResponseOutput response) : ReplyStreamWriter
{
    private const int ObfuscationBlock = 16;

    private int _sequence;
    private int _output = -1;
    private int _content;
    private byte[] _deltaTail = [];

    private OutputItem Item => response.Items[_output];

    public override void Write(in ReplyDelta delta, FrameWriter frames)
    {
        switch (delta.Kind)
        {
            case DeltaKind.Start:
                WriteStart(frames);
                break;
            case DeltaKind.PartStart:
                StartPart(delta.Part!, frames);
                break;
            case DeltaKind.Piece:
                WritePiece(delta.Text.Span, frames);
                break;
            case DeltaKind.PartEnd:
                EndPart(delta.Part!, frames);
                break;
            case DeltaKind.End:
                var kind = response.IncompleteReason is null ? "response.completed"u8 : "response.incomplete"u8;
                WriteEnvelope(kind, response.FinalStatus, frames);
                break;
        }
    }

    // What breaks the response itself ends it as failed; anything else is the flat error event.
    public override void WriteError(ErrorReply error, FrameWriter frames)
    {
        if (error.Status >= 500)
        {
            using var failed = Begin("response.failed"u8, frames);
            failed.WritePropertyName("response"u8);
            ResponseEnvelope.Write(failed, response, "failed", error);
            End(failed, frames);
            return;
        }

        using var json = Begin("error"u8, frames);
        json.WriteTextOrNull("code"u8, error.Code ?? error.Type);
        json.WriteText("message"u8, error.Message);
        json.WriteTextOrNull("param"u8, error.Param);
        End(json, frames);
    }

    // Recorded: a response in the background is queued first.
    private void WriteStart(FrameWriter frames)
    {
        var isQueued = response.State.IsBackground;
        WriteEnvelope("response.created"u8, isQueued ? "queued" : "in_progress", frames);
        if (isQueued)
        {
            WriteEnvelope("response.queued"u8, "queued", frames);
        }

        WriteEnvelope("response.in_progress"u8, "in_progress", frames);
    }

    private void StartPart(ReplyPart part, FrameWriter frames)
    {
        if (_output < 0 || IsDone())
        {
            _output++;
            _content = 0;
            WriteItem("response.output_item.added"u8, isDone: false, frames);
        }

        switch (Item.Kind)
        {
            case OutputItemKind.Message:
                WriteContentPart("response.content_part.added"u8, part, isDone: false, frames);
                break;
            case OutputItemKind.Reasoning when part.Content.Length > 0:
                WriteSummaryPart("response.reasoning_summary_part.added"u8, "", frames);
                break;
        }

        _deltaTail = RenderDeltaTail(part);
    }

    // All parts of the item have been sent.
    private bool IsDone() => _content >= Item.Parts.Count;

    private void WritePiece(ReadOnlySpan<char> text, FrameWriter frames)
    {
        var name = Item.Kind switch
        {
            OutputItemKind.Message => Item.Parts[_content] is ReplyRefusal ? "response.refusal.delta"u8 : "response.output_text.delta"u8,
            OutputItemKind.Reasoning => "response.reasoning_summary_text.delta"u8,
            OutputItemKind.CustomToolCall => "response.custom_tool_call_input.delta"u8,
            _ => "response.function_call_arguments.delta"u8,
        };
        var output = frames.Output;
        frames.Begin(name);
        output.Write("{\"type\":\""u8);
        output.Write(name);
        output.Write("\",\"sequence_number\":"u8);
        output.Write(_sequence++);
        output.Write(_deltaTail);
        output.WriteEscaped(text);
        output.Write("\""u8);
        if (Item.Kind == OutputItemKind.Message && Item.Parts[_content] is ReplyText)
        {
            WriteDeltaLogprobs(output, text);
        }

        if (response.State.IncludeObfuscation)
        {
            // Recorded: text and padding together are a multiple of sixteen characters long.
            var padding = (ObfuscationBlock - (text.Length % ObfuscationBlock)) % ObfuscationBlock;
            output.Write(",\"obfuscation\":\""u8);
            output.WriteEscaped(response.Context.Random.Id("", padding));
            output.Write("\""u8);
        }

        output.Write("}"u8);
        frames.End();
    }

    private void WriteDeltaLogprobs(ByteOutput output, ReadOnlySpan<char> text)
    {
        if (!response.State.IncludeLogprobs)
        {
            output.Write(",\"logprobs\":[]"u8);
            return;
        }

        output.Write(","u8);
        var buffer = new ArrayBufferWriter<byte>(256);
        var inner = new ByteOutput(buffer);
        using (var json = JsonWriting.Open(inner))
        {
            json.WriteStartObject();
            OutputItemWriter.WriteLogprobs(json, response.State, text);
            json.WriteEndObject();
        }

        inner.Commit();
        output.Write(buffer.WrittenSpan[1..^1]);
    }

    private void EndPart(ReplyPart part, FrameWriter frames)
    {
        switch (Item.Kind)
        {
            case OutputItemKind.Message:
                WriteTextDone(part, frames);
                WriteContentPart("response.content_part.done"u8, part, isDone: true, frames);
                break;
            case OutputItemKind.Reasoning when part.Content.Length > 0:
                WriteSummaryTextDone(part, frames);
                WriteSummaryPart("response.reasoning_summary_part.done"u8, part.Content, frames);
                break;
            case OutputItemKind.FunctionCall or OutputItemKind.CustomToolCall:
                WriteCallDone((ReplyToolCall)part, frames);
                break;
        }

        _content++;
        if (IsDone())
        {
            WriteItem("response.output_item.done"u8, isDone: true, frames);
        }
    }

    private void WriteTextDone(ReplyPart part, FrameWriter frames)
    {
        var isRefusal = part is ReplyRefusal;
        using var json = BeginItemEvent(isRefusal ? "response.refusal.done"u8 : "response.output_text.done"u8, frames);
        json.WriteNumber("content_index"u8, _content);
        json.WriteText(isRefusal ? "refusal"u8 : "text"u8, part.Content);
        if (!isRefusal)
        {
            OutputItemWriter.WriteLogprobs(json, response.State, part.Content);
        }

        End(json, frames);
    }

    private void WriteContentPart(ReadOnlySpan<byte> name, ReplyPart part, bool isDone, FrameWriter frames)
    {
        using var json = BeginItemEvent(name, frames);
        json.WriteNumber("content_index"u8, _content);
        json.WritePropertyName("part"u8);
        OutputItemWriter.WritePart(json, response, part, isDone);
        End(json, frames);
    }

    private void WriteSummaryTextDone(ReplyPart part, FrameWriter frames)
    {
        using var json = BeginItemEvent("response.reasoning_summary_text.done"u8, frames);
        json.WriteNumber("summary_index"u8, 0);
        json.WriteText("text"u8, part.Content);
        End(json, frames);
    }

    private void WriteSummaryPart(ReadOnlySpan<byte> name, string text, FrameWriter frames)
    {
        using var json = BeginItemEvent(name, frames);
        json.WriteNumber("summary_index"u8, 0);
        json.WritePropertyName("part"u8);
        OutputItemWriter.WriteSummaryPart(json, text);
        End(json, frames);
    }

    private void WriteCallDone(ReplyToolCall call, FrameWriter frames)
    {
        var isCustom = Item.Kind == OutputItemKind.CustomToolCall;
        var name = isCustom ? "response.custom_tool_call_input.done"u8 : "response.function_call_arguments.done"u8;
        using var json = BeginItemEvent(name, frames);
        if (!isCustom)
        {
            json.WriteText("name"u8, call.Name);
        }

        json.WriteText(isCustom ? "input"u8 : "arguments"u8, call.Arguments);
        End(json, frames);
    }

    private void WriteItem(ReadOnlySpan<byte> name, bool isDone, FrameWriter frames)
    {
        using var json = Begin(name, frames);
        json.WriteNumber("output_index"u8, _output);
        json.WritePropertyName("item"u8);
        OutputItemWriter.Write(json, response, Item, isDone);
        End(json, frames);
    }

    private void WriteEnvelope(ReadOnlySpan<byte> name, string status, FrameWriter frames)
    {
        using var json = Begin(name, frames);
        json.WritePropertyName("response"u8);
        ResponseEnvelope.Write(json, response, status);
        End(json, frames);
    }

    private Utf8JsonWriter BeginItemEvent(ReadOnlySpan<byte> name, FrameWriter frames)
    {
        var json = Begin(name, frames);
        json.WriteString("item_id"u8, Item.Id);
        json.WriteNumber("output_index"u8, _output);
        return json;
    }

    private Utf8JsonWriter Begin(ReadOnlySpan<byte> name, FrameWriter frames)
    {
        frames.Begin(name);
        var json = JsonWriting.Open(frames.Output);
        json.WriteStartObject();
        json.WriteString("type"u8, name);
        json.WriteNumber("sequence_number"u8, _sequence++);
        return json;
    }

    private static void End(Utf8JsonWriter json, FrameWriter frames)
    {
        json.WriteEndObject();
        json.Flush();
        frames.End();
    }

    // What stands between the number and the text of a delta.
    private byte[] RenderDeltaTail(ReplyPart part)
    {
        var buffer = new ArrayBufferWriter<byte>(160);
        var output = new ByteOutput(buffer);
        output.Write(",\"item_id\":\""u8);
        output.WriteEscaped(Item.Id);
        output.Write("\",\"output_index\":"u8);
        output.Write(_output);
        if (part is ReplyText or ReplyRefusal)
        {
            output.Write(",\"content_index\":"u8);
            output.Write(_content);
        }
        else if (part is ReplyReasoning)
        {
            output.Write(",\"summary_index\":0"u8);
        }

        output.Write(",\"delta\":\""u8);
        output.Commit();
        return buffer.WrittenSpan.ToArray();
    }
}
