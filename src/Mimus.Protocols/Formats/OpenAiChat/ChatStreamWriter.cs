using System.Text;
using Mimus.Core.Model;
using Mimus.Core.Text;
using Mimus.Protocols.Framings;
using Mimus.Protocols.Json;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Formats.OpenAiChat;

/// <summary>Writes a stream of <c>chat.completion.chunk</c>s: what stands in the <c>delta</c> of each, and when there is one.</summary>
internal sealed class ChatStreamWriter : ReplyStreamWriter
{
    private readonly ReplyContext _context;
    private readonly GeneratedReply _reply;
    private readonly ChatState _state;
    private readonly ChatChunks _chunks;
    private int _call;
    private bool _isOpened;

    public ChatStreamWriter(ReplyContext context, GeneratedReply reply)
    {
        _context = context;
        _reply = reply;
        _state = ChatState.Of(context.Request);
        _chunks = new ChatChunks(context, reply);
    }

    public override void Write(in ReplyDelta delta, FrameWriter frames)
    {
        switch (delta.Kind)
        {
            case DeltaKind.PartStart or DeltaKind.Piece when delta.Part is ReplyToolCall && _call > 0 && _state.UsesFunctions:
                // The deprecated field holds one call, as in the whole answer.
                break;
            case DeltaKind.ChoiceStart:
                _call = 0;
                _isOpened = false;
                break;
            case DeltaKind.PartStart:
                StartPart(delta, frames);
                break;
            case DeltaKind.Piece when !HasNoPlace(delta.Part):
                WritePiece(delta, frames);
                break;
            case DeltaKind.PartEnd when delta.Part is ReplyToolCall:
                _call++;
                break;
            case DeltaKind.ChoiceEnd:
                Open(delta.Choice, "\"\""u8, frames);
                _chunks.Begin(delta.Choice, frames);
                frames.Output.Write("},\"logprobs\":null,\"finish_reason\":\""u8);
                frames.Output.Write(
                    Encoding.ASCII.GetBytes(OpenAiFinish.Word(_reply.FinishOf(delta.Choice), _state.UsesFunctions))
                );
                frames.Output.Write("\"}]"u8);
                _chunks.End(frames);
                break;
            case DeltaKind.End:
                WriteEnd(frames);
                break;
        }
    }

    // The official clients raise on a top-level error in any chunk; no [DONE] follows.
    public override void WriteError(ErrorReply error, FrameWriter frames)
    {
        frames.Begin(default);
        OpenAiErrors.Write(frames.Output, error);
        frames.End();
    }

    // A message has one function_call; further calls have no place.
    private bool HasNoPlace(ReplyPart? part) => _state.UsesFunctions && _call > 0 && part is ReplyToolCall;

    private void StartPart(in ReplyDelta delta, FrameWriter frames)
    {
        if (HasNoPlace(delta.Part))
        {
            return;
        }

        if (delta.Part is not ReplyToolCall call)
        {
            if (delta.Part is ReplyText or ReplyRefusal)
            {
                Open(delta.Choice, "\"\""u8, frames);
            }

            return;
        }

        // Recorded: a lone call shares the first chunk with the role; several calls come after a chunk of their own for the role.
        var sharesFirstChunk = !_isOpened && (_state.UsesFunctions || IsLoneCall(delta.Choice));
        if (!sharesFirstChunk)
        {
            Open(delta.Choice, "null"u8, frames);
        }

        _chunks.Begin(delta.Choice, frames);
        var output = frames.Output;
        if (sharesFirstChunk)
        {
            _isOpened = true;
            output.Write("\"role\":\"assistant\",\"content\":null,"u8);
        }

        if (_state.UsesFunctions)
        {
            output.Write("\"function_call\":{\"name\":"u8);
            output.WriteString(call.Name);
            output.Write(",\"arguments\":\"\"}"u8);
        }
        else
        {
            var isCustom = _context.Request.FindTool(call.Name) is { Kind: ToolKind.Custom };
            output.Write("\"tool_calls\":[{\"index\":"u8);
            output.Write(_call);
            output.Write(",\"id\":"u8);
            output.WriteString(call.Id ?? _context.Random.Id("call_", 24));
            output.Write(isCustom ? ",\"type\":\"custom\",\"custom\":{\"name\":"u8 : ",\"type\":\"function\",\"function\":{\"name\":"u8);
            output.WriteString(call.Name);
            output.Write(isCustom ? ",\"input\":\"\"}}]"u8 : ",\"arguments\":\"\"}}]"u8);
        }

        output.Write(sharesFirstChunk ? ",\"refusal\":null},\"logprobs\":null,\"finish_reason\":null}]"u8 : NoLogprobs);
        _chunks.End(frames);
    }

    private void WritePiece(in ReplyDelta delta, FrameWriter frames)
    {
        var output = frames.Output;
        switch (delta.Part)
        {
            case ReplyText:
                _chunks.Begin(delta.Choice, frames);
                output.Write("\"content\":\""u8);
                output.WriteEscaped(delta.Text.Span);
                output.Write("\""u8);
                WriteLogprobs(output, delta.Text.Span);
                break;
            case ReplyRefusal:
                _chunks.Begin(delta.Choice, frames);
                output.Write("\"refusal\":\""u8);
                output.WriteEscaped(delta.Text.Span);
                output.Write("\""u8);
                output.Write(NoLogprobs);
                break;
            case ReplyToolCall call:
                _chunks.Begin(delta.Choice, frames);
                WriteArguments(output, call, delta.Text.Span);
                output.Write(NoLogprobs);
                break;
            default:
                // Chat Completions has no word for reasoning.
                return;
        }

        _chunks.End(frames);
    }

    private void WriteArguments(ByteOutput output, ReplyToolCall call, ReadOnlySpan<char> text)
    {
        if (_state.UsesFunctions)
        {
            output.Write("\"function_call\":{\"arguments\":\""u8);
            output.WriteEscaped(text);
            output.Write("\"}"u8);
            return;
        }

        var isCustom = _context.Request.FindTool(call.Name) is { Kind: ToolKind.Custom };
        output.Write("\"tool_calls\":[{\"index\":"u8);
        output.Write(_call);
        output.Write(isCustom ? ",\"custom\":{\"input\":\""u8 : ",\"function\":{\"arguments\":\""u8);
        output.WriteEscaped(text);
        output.Write("\"}}]"u8);
    }

    private void WriteLogprobs(ByteOutput output, ReadOnlySpan<char> text)
    {
        if (_state.TopLogprobs is not { } alternatives)
        {
            output.Write(NoLogprobs);
            return;
        }

        output.Write("},\"logprobs\":"u8);
        using (var json = JsonWriting.Open(output))
        {
            json.WriteStartObject();
            json.WriteStartArray("content"u8);
            OpenAiLogprobs.WriteToken(json, text, alternatives);
            json.WriteEndArray();
            json.WriteNull("refusal"u8);
            json.WriteEndObject();
        }

        output.Write(",\"finish_reason\":null}]"u8);
    }

    private void WriteEnd(FrameWriter frames)
    {
        if (_state.IncludeUsage)
        {
            _chunks.WriteUsage(frames);
        }

        frames.Begin(default);
        frames.Output.Write("[DONE]"u8);
        frames.End();
    }

    // The first chunk of an alternative names the role.
    private void Open(int choice, ReadOnlySpan<byte> content, FrameWriter frames)
    {
        if (_isOpened)
        {
            return;
        }

        _isOpened = true;
        _chunks.Begin(choice, frames);
        frames.Output.Write("\"role\":\"assistant\",\"content\":"u8);
        frames.Output.Write(content);
        frames.Output.Write(",\"refusal\":null"u8);
        frames.Output.Write(NoLogprobs);
        _chunks.End(frames);
    }

    private static ReadOnlySpan<byte> NoLogprobs => "},\"logprobs\":null,\"finish_reason\":null}]"u8;

    private bool IsLoneCall(int choice)
    {
        var calls = 0;
        foreach (var part in _reply.Choice(choice))
        {
            calls += part is ReplyToolCall ? 1 : 0;
        }

        return calls == 1;
    }
}
