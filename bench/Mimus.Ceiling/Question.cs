using System.Text.Json;

namespace Mimus.Ceiling;

/// <summary>What the ceiling needs to know of a request: model, last message (its JSON text as it stands) and whether it streams.</summary>
internal readonly ref struct Question
{
    public ReadOnlySpan<byte> Model { get; private init; }

    public ReadOnlySpan<byte> Text { get; private init; }

    public bool IsStreaming { get; private init; }

    public static Question Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        ReadOnlySpan<byte> model = default;
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
                model = reader.ValueSpan;
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

        return new Question { Model = model, Text = text, IsStreaming = isStreaming };
    }
}
