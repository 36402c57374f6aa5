using System.Buffers;

namespace Mimus.Protocols.Json;

/// <summary>A small piece of JSON, rendered apart from the output in a buffer that each thread keeps for the next; dispose it when it has been used.</summary>
internal readonly ref struct Rendering
{
    // A piece with a huge text in it must not stay in memory for ever.
    private const int LargestKept = 64 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _idle;

    private readonly ArrayBufferWriter<byte> _buffer;

    private Rendering(ArrayBufferWriter<byte> buffer)
    {
        _buffer = buffer;
        Output = new ByteOutput(buffer);
    }

    /// <summary>Where the piece is written.</summary>
    public ByteOutput Output { get; }

    /// <summary>What has been written, good until the piece is disposed; nothing may be written any more.</summary>
    public ReadOnlySpan<byte> Written
    {
        get
        {
            Output.Commit();
            return _buffer.WrittenSpan;
        }
    }

    /// <summary>Begins a piece.</summary>
    public static Rendering Begin()
    {
        var buffer = _idle ?? new ArrayBufferWriter<byte>(8 * 1024);
        _idle = null;
        return new Rendering(buffer);
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose()
    {
        if (_buffer.Capacity <= LargestKept)
        {
            _buffer.ResetWrittenCount();
            _idle = _buffer;
        }
    }
}
