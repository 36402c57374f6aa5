namespace Mimus.Protocols.Json;

/// <summary>Small pieces of JSON, rendered ahead.</summary>
internal static class JsonSnippets
{
    /// <summary>A text as a JSON string, quotes included.</summary>
    public static byte[] String(string text)
    {
        using var rendering = Rendering.Begin();
        rendering.Output.WriteString(text);
        return rendering.Written.ToArray();
    }

    /// <summary>
    /// JSON that stands on one line, as an event's must: the same bytes where there is no line end in them, else without any white space.
    /// </summary>
    public static ReadOnlyMemory<byte> Compact(ReadOnlyMemory<byte> json)
    {
        if (json.Span.IndexOfAny((byte)'\n', (byte)'\r') < 0)
        {
            return json;
        }

        var compact = new byte[json.Length];
        var length = 0;
        var isText = false;
        var span = json.Span;
        for (var index = 0; index < span.Length; index++)
        {
            var value = span[index];
            if (!isText && value is ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
            {
                continue;
            }

            compact[length++] = value;
            if (value == (byte)'"')
            {
                isText = !isText;
            }
            else if (value == (byte)'\\')
            {
                // What is escaped, a quote perhaps, is part of the text.
                compact[length++] = span[++index];
            }
        }

        return compact.AsMemory(0, length);
    }
}
