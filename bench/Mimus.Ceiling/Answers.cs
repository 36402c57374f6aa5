using System.Buffers;
using System.Text;

namespace Mimus.Ceiling;

/// <summary>Writes what Mimus would write, of segments that were rendered before; composed in blocks, because that is fastest.</summary>
internal static class Answers
{
    private const int BlockSize = 4096;
    private const int PieceSize = 4;

    // Just under 64 KB, from which the server makes the writer wait: faster than all at the end where fresh memory is dear.
    private const int PiecesAFlush = 200;

    // The same as the harness's: 500 pieces of four characters.
    private static readonly byte[] s_longText = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 500).Select(number => $"{number:000} ")));

    private static ReadOnlySpan<byte> ShortText => "Hello! How are you??"u8;

    private static ReadOnlySpan<byte> WholeStart =>
        "{\"id\":\"chatcmpl-L9FyoxdvmIlRtK7I62ntHpAs0zDAt\",\"object\":\"chat.completion\",\"created\":1795673645,\"model\":\""u8;

    private static ReadOnlySpan<byte> WholeMiddle =>
        "\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""u8;

    private static ReadOnlySpan<byte> WholeEnd =>
        "\",\"refusal\":null,\"annotations\":[]},\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":5,\"total_tokens\":10,\"prompt_tokens_details\":{\"cached_tokens\":0,\"audio_tokens\":0},\"completion_tokens_details\":{\"reasoning_tokens\":0,\"audio_tokens\":0,\"accepted_prediction_tokens\":0,\"rejected_prediction_tokens\":0}},\"service_tier\":\"default\",\"system_fingerprint\":\"fp_44709d6fcb\"}"u8;

    private static ReadOnlySpan<byte> ChunkStart =>
        "data: {\"id\":\"chatcmpl-HQHvfKjnwHqGMYm2jX5otUoOJiGKg\",\"object\":\"chat.completion.chunk\",\"created\":1795673645,\"model\":\""u8;

    private static ReadOnlySpan<byte> ChunkMiddle =>
        "\",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_44709d6fcb\",\"choices\":[{\"index\":0,\"delta\":"u8;

    private static ReadOnlySpan<byte> ContentStart => "{\"content\":\""u8;

    private static ReadOnlySpan<byte> ContentEnd => "\"},\"logprobs\":null,\"finish_reason\":null}]}\n\n"u8;

    private static ReadOnlySpan<byte> FirstDelta =>
        "{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null},\"logprobs\":null,\"finish_reason\":null}]}\n\n"u8;

    private static ReadOnlySpan<byte> LastDelta => "{},\"logprobs\":null,\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"u8;

    public static long WholeLength(ReadOnlySpan<byte> model) =>
        WholeStart.Length + model.Length + WholeMiddle.Length + ShortText.Length + WholeEnd.Length;

    public static void WriteWhole(IBufferWriter<byte> output, ReadOnlySpan<byte> model)
    {
        var block = new Block(output, (int)WholeLength(model));
        block.Write(WholeStart, model, WholeMiddle, ShortText);
        block.Write(WholeEnd, default, default, default);
        block.Commit();
    }

    /// <summary>Writes a stream's pieces from one on, as many as are flushed at once; says which is next, and null at the end.</summary>
    public static int? WriteStream(IBufferWriter<byte> output, ReadOnlySpan<byte> model, int from)
    {
        var block = new Block(output, BlockSize);
        if (from == 0)
        {
            block.Write(ChunkStart, model, ChunkMiddle, FirstDelta);
        }

        var end = Math.Min(s_longText.Length, from + (PiecesAFlush * PieceSize));
        for (var offset = from; offset < end; offset += PieceSize)
        {
            block.Write(ChunkStart, model, ChunkMiddle, default);
            block.Write(ContentStart, s_longText.AsSpan(offset, PieceSize), ContentEnd, default);
        }

        if (end == s_longText.Length)
        {
            block.Write(ChunkStart, model, ChunkMiddle, LastDelta);
        }

        block.Commit();
        return end == s_longText.Length ? null : end;
    }

    /// <summary>A stream's first frame, which names the role and comes with the first piece.</summary>
    public static void WriteFirst(IBufferWriter<byte> output, ReadOnlySpan<byte> model) => WriteFrame(output, model, FirstDelta, default, default);

    /// <summary>One piece.</summary>
    public static void WritePiece(IBufferWriter<byte> output, ReadOnlySpan<byte> model, ReadOnlySpan<byte> text) => WriteFrame(output, model, ContentStart, text, ContentEnd);

    /// <summary>The end of a stream.</summary>
    public static void WriteLast(IBufferWriter<byte> output, ReadOnlySpan<byte> model) => WriteFrame(output, model, LastDelta, default, default);

    private static void WriteFrame(IBufferWriter<byte> output, ReadOnlySpan<byte> model, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third)
    {
        var block = new Block(output, ChunkStart.Length + model.Length + ChunkMiddle.Length + first.Length + second.Length + third.Length);
        block.Write(ChunkStart, model, ChunkMiddle, first);
        block.Write(second, third, default, default);
        block.Commit();
    }

    private ref struct Block(IBufferWriter<byte> output, int size)
    {
        private Span<byte> _free = output.GetSpan(size);
        private int _used;

        public void Write(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third, ReadOnlySpan<byte> fourth)
        {
            Write(first);
            Write(second);
            Write(third);
            Write(fourth);
        }

        public void Commit() => output.Advance(_used);

        private void Write(ReadOnlySpan<byte> bytes)
        {
            if (bytes.Length > _free.Length - _used)
            {
                output.Advance(_used);
                _free = output.GetSpan(Math.Max(size, bytes.Length));
                _used = 0;
            }

            bytes.CopyTo(_free[_used..]);
            _used += bytes.Length;
        }
    }
}
