using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Mimus.Core.PromptCaching;

/// <summary>The hash of a text that grows: 64 bits, for telling prompts apart, not for secrets.</summary>
internal struct PrefixHash(ulong seed)
{
    private ulong _hash = seed;

    /// <summary>The hash of all that was added.</summary>
    public readonly ulong Value => _hash ^ (_hash >> 29);

    /// <summary>Adds bytes; where they are cut makes a difference.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        _hash = Mix(_hash, (ulong)bytes.Length);
        while (bytes.Length >= sizeof(ulong))
        {
            _hash = Mix(_hash, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var value in bytes)
        {
            _hash = Mix(_hash, value);
        }
    }

    /// <summary>Adds a text.</summary>
    public void Add(ReadOnlySpan<char> text) => Add(MemoryMarshal.AsBytes(text));

    private static ulong Mix(ulong hash, ulong value) => BitOperations.RotateLeft(hash ^ value, 27) * 0x9FB21C651E98DF25;
}
