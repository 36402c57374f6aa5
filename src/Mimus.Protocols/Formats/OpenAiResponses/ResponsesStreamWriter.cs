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

    private readonly ResponsesEvents _events = new(response);
    private byte[] _deltaTail = [];

    private OutputItem Item => _events.Item;

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
                _events.WriteEnvelope(kind, response.FinalStatus, frames);
                break;
        }
    }

    // What breaks the response itself ends it as failed; anything else is the flat error event.
    public override void WriteError(ErrorReply error, FrameWriter frames)
    {
        if (error.Status >= 500)
        {
            _events.WriteEnvelope("response.failed"u8, "failed", frames, error);
        }
        else
        {
            _events.WriteError(error, frames);
        }
    }

    // Recorded: a response in the background is queued first.
    private void WriteStart(FrameWriter frames)
    {
        var isQueued = response.State.IsBackground;
        _events.WriteEnvelope("response.created"u8, isQueued ? "queued" : "in_progress", frames);
        if (isQueued)
        {
            _events.WriteEnvelope("response.queued"u8, "queued", frames);
        }

        _events.WriteEnvelope("response.in_progress"u8, "in_progress", frames);
    }

    private void StartPart(ReplyPart part, FrameWriter frames)
    {
        if (_events.IsItemDone)
        {
            _events.GoToNextItem();
            _events.WriteItem("response.output_item.added"u8, isDone: false, frames);
        }

        switch (Item.Kind)
        {
            case OutputItemKind.Message:
                _events.WriteContentPart("response.content_part.added"u8, part, isDone: false, frames);
                break;
            case OutputItemKind.Reasoning when part.Content.Length > 0:
                _events.WriteSummaryPart("response.reasoning_summary_part.added"u8, "", frames);
                break;
        }

        _deltaTail = RenderDeltaTail(part);
    }

    private void WritePiece(ReadOnlySpan<char> text, FrameWriter frames)
    {
        var name = Item.Kind switch
        {
            OutputItemKind.Message => _events.Part is ReplyRefusal ? "response.refusal.delta"u8 : "response.output_text.delta"u8,
            OutputItemKind.Reasoning => "response.reasoning_summary_text.delta"u8,
            OutputItemKind.CustomToolCall => "response.custom_tool_call_input.delta"u8,
            _ => "response.function_call_arguments.delta"u8,
        };
        var output = frames.Output;
        frames.Begin(name);
        output.Write("{\"type\":\""u8);
        output.Write(name);
        output.Write("\",\"sequence_number\":"u8);
        output.Write(_events.NextNumber());
        output.Write(_deltaTail);
        output.WriteEscaped(text);
        output.Write("\""u8);
        if (Item.Kind == OutputItemKind.Message && _events.Part is ReplyText)
        {
            WriteDeltaLogprobs(output, text);
        }

        if (response.State.IncludeObfuscation)
        {
            // Recorded: text and padding together are a multiple of sixteen characters long.
            var padding = (ObfuscationBlock - (CharacterCount(text) % ObfuscationBlock)) % ObfuscationBlock;
            output.Write(",\"obfuscation\":\""u8);
            output.WriteEscaped(response.Context.Random.Id("", padding));
            output.Write("\""u8);
        }

        output.Write("}"u8);
        frames.End();
    }

    // Characters beyond the first 65536 are two in .NET and one to the vendor.
    private static int CharacterCount(ReadOnlySpan<char> text)
    {
        var count = text.Length;
        foreach (var character in text)
        {
            count -= char.IsLowSurrogate(character) ? 1 : 0;
        }

        return count;
    }

    private void WriteDeltaLogprobs(ByteOutput output, ReadOnlySpan<char> text)
    {
        if (!response.State.IncludeLogprobs)
        {
            output.Write(",\"logprobs\":[]"u8);
            return;
        }

        output.Write(","u8);
        using var logprobs = Rendering.Begin();
        using (var json = JsonWriting.Open(logprobs.Output))
        {
            json.WriteStartObject();
            OutputItemWriter.WriteLogprobs(json, response.State, text);
            json.WriteEndObject();
        }

        output.Write(logprobs.Written[1..^1]);
    }

    private void EndPart(ReplyPart part, FrameWriter frames)
    {
        switch (Item.Kind)
        {
            case OutputItemKind.Message:
                _events.WriteTextDone(part, frames);
                _events.WriteContentPart("response.content_part.done"u8, part, isDone: true, frames);
                break;
            case OutputItemKind.Reasoning when part.Content.Length > 0:
                _events.WriteSummaryTextDone(part, frames);
                _events.WriteSummaryPart("response.reasoning_summary_part.done"u8, part.Content, frames);
                break;
            case OutputItemKind.FunctionCall or OutputItemKind.CustomToolCall:
                _events.WriteCallDone((ReplyToolCall)part, frames);
                break;
        }

        _events.GoToNextPart();
        if (_events.IsItemDone)
        {
            _events.WriteItem("response.output_item.done"u8, isDone: true, frames);
        }
    }

    // What stands between the number and the text of a delta.
    private byte[] RenderDeltaTail(ReplyPart part)
    {
        using var rendering = Rendering.Begin();
        var output = rendering.Output;
        output.Write(",\"item_id\":\""u8);
        output.WriteEscaped(Item.Id);
        output.Write("\",\"output_index\":"u8);
        output.Write(_events.OutputIndex);
        if (part is ReplyText or ReplyRefusal)
        {
            output.Write(",\"content_index\":"u8);
            output.Write(_events.PartIndex);
        }
        else if (part is ReplyReasoning)
        {
            output.Write(",\"summary_index\":0"u8);
        }

        output.Write(",\"delta\":\""u8);
        return rendering.Written.ToArray();
    }
}
