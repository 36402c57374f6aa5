using System.Buffers;

namespace Mimus.Protocols.Json;

/// <summary>Small pieces of JSON, rendered ahead.</summary>
internal static class JsonSnippets
{
    /// <summary>A text as a JSON string, quotes included.</summary>
    public static byte[] String(string text)
    {
        var buffer = new ArrayBufferWriter<byte>(text.Length + 16);
        var output = new ByteOutput(buffer);
        output.WriteString(text);
        output.Commit();
        return buffer.WrittenSpan.ToArray();
    }
}
