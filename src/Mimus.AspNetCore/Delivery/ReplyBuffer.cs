using System.Buffers;

namespace Mimus.AspNetCore.Delivery;

/// <summary>A buffer for one whole reply, used again for the next: a thread keeps one that nobody else holds.</summary>
internal sealed class ReplyBuffer : IBufferWriter<byte>
{
    private const int InitialCapacity = 8 * 1024;

    // One large reply must not stay in memory for ever.
    private const int LargestKept = 256 * 1024;

    [ThreadStatic]
    private static ReplyBuffer? _idle;

    private readonly ArrayBufferWriter<byte> _bytes = new(InitialCapacity);

    private ReplyBuffer() { }

    /// <summary>What has been written.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.WrittenMemory;

    public static ReplyBuffer Rent()
    {
        var buffer = _idle ?? new ReplyBuffer();
        _idle = null;
        return buffer;
    }

    /// <summary>Gives the buffer back; nobody may look at what was written any more.</summary>
    public void Return()
    {
        if (_bytes.Capacity <= LargestKept)
        {
            _bytes.ResetWrittenCount();
            _idle = this;
        }
    }

    public void Advance(int count) => _bytes.Advance(count);

    public Memory<byte> GetMemory(int sizeHint = 0) => _bytes.GetMemory(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => _bytes.GetSpan(sizeHint);
}
