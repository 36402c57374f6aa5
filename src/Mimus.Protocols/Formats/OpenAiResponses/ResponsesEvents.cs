using System.Text.Json;
using Mimus.Core.Model;
using Mimus.Protocols.Framings;
using Mimus.Protocols.Json;

namespace Mimus.Protocols.Formats.OpenAiResponses;

/// <summary>Numbers the events of a stream, knows which item and part they are about, and writes those that begin and end things.</summary>
internal sealed class ResponsesEvents(ResponseOutput response)
{
    private int _sequence;

    /// <summary>The position of the item at hand; -1 before the first.</summary>
    public int OutputIndex { get; private set; } = -1;

    /// <summary>The position of the part at hand in its item.</summary>
    public int PartIndex { get; private set; }

    /// <summary>The item at hand.</summary>
    public OutputItem Item => response.Items[OutputIndex];

    /// <summary>The part at hand.</summary>
    public ReplyPart Part => Item.Parts[PartIndex];

    /// <summary>All parts of the item at hand have been sent; true also before the first.</summary>
    public bool IsItemDone => OutputIndex < 0 || PartIndex >= Item.Parts.Count;

    public void GoToNextItem()
    {
        OutputIndex++;
        PartIndex = 0;
    }

    public void GoToNextPart() => PartIndex++;

    /// <summary>The number of the event that is written next.</summary>
    public int NextNumber() => _sequence++;

    /// <summary>Writes the flat event for an error that is not the response's own.</summary>
    public void WriteError(ErrorReply error, FrameWriter frames)
    {
        using var json = Begin("error"u8, frames);
        json.WriteTextOrNull("code"u8, error.Code ?? error.Type);
        json.WriteText("message"u8, error.Message);
        json.WriteTextOrNull("param"u8, error.Param);
        End(json, frames);
    }

    public void WriteTextDone(ReplyPart part, FrameWriter frames)
    {
        var isRefusal = part is ReplyRefusal;
        using var json = BeginItemEvent(isRefusal ? "response.refusal.done"u8 : "response.output_text.done"u8, frames);
        json.WriteNumber("content_index"u8, PartIndex);
        json.WriteText(isRefusal ? "refusal"u8 : "text"u8, part.Content);
        if (!isRefusal)
        {
            OutputItemWriter.WriteLogprobs(json, response.State, part.Content);
        }

        End(json, frames);
    }

    public void WriteContentPart(ReadOnlySpan<byte> name, ReplyPart part, bool isDone, FrameWriter frames)
    {
        using var json = BeginItemEvent(name, frames);
        json.WriteNumber("content_index"u8, PartIndex);
        json.WritePropertyName("part"u8);
        OutputItemWriter.WritePart(json, response, part, isDone);
        End(json, frames);
    }

    public void WriteSummaryTextDone(ReplyPart part, FrameWriter frames)
    {
        using var json = BeginItemEvent("response.reasoning_summary_text.done"u8, frames);
        json.WriteNumber("summary_index"u8, 0);
        json.WriteText("text"u8, part.Content);
        End(json, frames);
    }

    public void WriteSummaryPart(ReadOnlySpan<byte> name, string text, FrameWriter frames)
    {
        using var json = BeginItemEvent(name, frames);
        json.WriteNumber("summary_index"u8, 0);
        json.WritePropertyName("part"u8);
        OutputItemWriter.WriteSummaryPart(json, text);
        End(json, frames);
    }

    public void WriteCallDone(ReplyToolCall call, FrameWriter frames)
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

    public void WriteItem(ReadOnlySpan<byte> name, bool isDone, FrameWriter frames)
    {
        using var json = Begin(name, frames);
        json.WriteNumber("output_index"u8, OutputIndex);
        json.WritePropertyName("item"u8);
        OutputItemWriter.Write(json, response, Item, isDone);
        End(json, frames);
    }

    public void WriteEnvelope(ReadOnlySpan<byte> name, string status, FrameWriter frames, ErrorReply? error = null)
    {
        using var json = Begin(name, frames);
        json.WritePropertyName("response"u8);
        ResponseEnvelope.Write(json, response, status, error);
        End(json, frames);
    }

    private Utf8JsonWriter BeginItemEvent(ReadOnlySpan<byte> name, FrameWriter frames)
    {
        var json = Begin(name, frames);
        json.WriteString("item_id"u8, Item.Id);
        json.WriteNumber("output_index"u8, OutputIndex);
        return json;
    }

    private Utf8JsonWriter Begin(ReadOnlySpan<byte> name, FrameWriter frames)
    {
        frames.Begin(name);
        var json = JsonWriting.Open(frames.Output);
        json.WriteStartObject();
        json.WriteString("type"u8, name);
        json.WriteNumber("sequence_number"u8, NextNumber());
        return json;
    }

    private static void End(Utf8JsonWriter json, FrameWriter frames)
    {
        json.WriteEndObject();
        json.Flush();
        frames.End();
    }
}
