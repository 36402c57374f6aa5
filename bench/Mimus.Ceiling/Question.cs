using System.Text.Json;

namespace Mimus.Ceiling;

/// <summary>What the ceiling needs to know of a request: model, whether there is a last message, and whether it streams.</summary>
internal readonly record struct Question(ReadOnlyMemory<byte> Model, bool HasText, bool IsStreaming)
{
    public static Question Read(ReadOnlyMemory<byte> json)
    {
        var reader = new Utf8JsonReader(json.Span);
        ReadOnlyMemory<byte> model = default;
        ReadOnlySpan<byte> text = default;
        var isStreaming = false;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            if (reader.CurrentDepth == 1 && reader.ValueTextEquals("model"u8))
            {
                reader.Read();
                model = json.Slice((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
            }
            else if (reader.CurrentDepth == 1 && reader.ValueTextEquals("stream"u8))
            {
                reader.Read();
                isStreaming = reader.TokenType == JsonTokenType.True;
            }
            else if (reader.CurrentDepth == 3 && reader.ValueTextEquals("content"u8))
            {
                reader.Read();
                text = reader.ValueSpan;
            }
        }

        return new Question(model, !text.IsEmpty, isStreaming);
    }
}
