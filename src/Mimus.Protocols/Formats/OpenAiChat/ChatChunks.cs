using Mimus.Core.Model;
using Mimus.Protocols.Framings;
using Mimus.Protocols.Json;
using Mimus.Protocols.Vendors;

namespace Mimus.Protocols.Formats.OpenAiChat;

/// <summary>
/// What stands around the delta of a <c>chat.completion.chunk</c>. What is the same in all chunks of a stream is rendered once; a piece
/// of text costs its own bytes and two copies.
/// </summary>
internal sealed class ChatChunks
{
    private readonly ReplyContext _context;
    private readonly GeneratedReply _reply;
    private readonly ChatState _state;
    private readonly byte[] _head;
    private long _start;

    public ChatChunks(ReplyContext context, GeneratedReply reply)
    {
        _context = context;
        _reply = reply;
        _state = ChatState.Of(context.Request);
        _head = RenderHead(context, reply, _state);
    }

    /// <summary>Begins a chunk of one alternative; what is written next stands inside its <c>delta</c>.</summary>
    public void Begin(int choice, FrameWriter frames)
    {
        BeginChoices(frames);
        frames.Output.Write("{\"index\":"u8);
        frames.Output.Write(choice);
        frames.Output.Write(",\"delta\":{"u8);
    }

    /// <summary>Ends a chunk whose <c>choices</c> are closed.</summary>
    public void End(FrameWriter frames)
    {
        if (_state.IncludeUsage)
        {
            frames.Output.Write(",\"usage\":null"u8);
        }

        EndChunk(frames);
    }

    /// <summary>Writes the chunk that holds the usage and no choices.</summary>
    public void WriteUsage(FrameWriter frames)
    {
        BeginChoices(frames);
        frames.Output.Write("],"u8);
        WriteUsage(frames.Output);
        EndChunk(frames);
    }

    private void BeginChoices(FrameWriter frames)
    {
        frames.Begin(default);
        _start = frames.Output.Written;
        frames.Output.Write(_head);
    }

    private void EndChunk(FrameWriter frames)
    {
        if (_state.IncludeObfuscation)
        {
            WriteObfuscation(frames.Output);
        }

        frames.Output.Write("}"u8);
        frames.End();
    }

    private void WriteUsage(ByteOutput output) => ChatUsage.Write(output, _reply.Usage ?? new TokenUsage(0, 0));

    // Recorded: as many letters and digits as bring the chunk's length to one more than a multiple of sixteen.
    private void WriteObfuscation(ByteOutput output)
    {
        output.Write(",\"obfuscation\":\""u8);
        var length = output.Written - _start + 2;
        var padding = (int)((17 - (length % 16)) % 16);
        output.WriteEscaped(_context.Random.Id("", padding));
        output.Write("\""u8);
    }

    private static byte[] RenderHead(ReplyContext context, GeneratedReply reply, ChatState state)
    {
        using var rendering = Rendering.Begin();
        var output = rendering.Output;
        output.Write("{\"id\":\""u8);
        output.WriteEscaped(context.Random.Id("chatcmpl-", 29));
        output.Write("\",\"object\":\"chat.completion.chunk\",\"created\":"u8);
        output.Write(context.CreatedSeconds);
        output.Write(",\"model\":"u8);
        output.WriteString(reply.Model ?? context.Request.Model);
        output.Write(",\"service_tier\":\""u8);
        output.WriteEscaped(state.ServiceTier);
        output.Write("\",\"system_fingerprint\":\""u8);
        output.WriteEscaped(OpenAiFingerprint.Of(context.Request.Sampling.Seed));
        output.Write("\",\"choices\":["u8);
        return rendering.Written.ToArray();
    }
}
