using System.Text;
using System.Text.Json;

namespace Mimus.Core.Text;

/// <summary>
/// A text that may still stand in a request body: it is decoded when somebody asks for it, so that a long conversation of which only
/// the last message matters costs no strings.
/// </summary>
internal struct JsonText
{
    private readonly ReadOnlyMemory<byte> _token;
    private readonly bool _isEscaped;
    private string? _value;

    /// <summary>Wraps a text that is decoded already.</summary>
    public JsonText(string value) => _value = value;

    /// <summary>Wraps a JSON string token, quotes included, which the reader has already checked to be decodable.</summary>
    public JsonText(ReadOnlyMemory<byte> token, bool isEscaped)
    {
        _token = token;
        _isEscaped = isEscaped;
    }

    /// <summary>The text.</summary>
    public string Value => _value ??= Decode();

    /// <summary>The text as bytes, as they were sent where they were sent, escapes and all.</summary>
    public readonly ReadOnlySpan<byte> Utf8 => _token.IsEmpty ? Encoding.UTF8.GetBytes(_value ?? "") : _token.Span[1..^1];

    /// <summary>The text's length in UTF-16 characters, found without decoding it.</summary>
    public readonly int CharacterCount => _value is { } value ? value.Length : CountCharacters();

    private readonly string Decode()
    {
        if (_token.IsEmpty)
        {
            return "";
        }

        if (!_isEscaped)
        {
            return Encoding.UTF8.GetString(_token.Span[1..^1]);
        }

        var reader = new Utf8JsonReader(_token.Span);
        reader.Read();
        return reader.GetString() ?? "";
    }

    private readonly int CountCharacters()
    {
        if (_token.IsEmpty)
        {
            return 0;
        }

        var rest = _token.Span[1..^1];
        if (!_isEscaped)
        {
            return Encoding.UTF8.GetCharCount(rest);
        }

        var count = 0;
        while (rest.IndexOf((byte)'\\') is var escape and >= 0)
        {
            count += Encoding.UTF8.GetCharCount(rest[..escape]) + 1;
            rest = rest[(escape + (rest[escape + 1] == (byte)'u' ? 6 : 2))..];
        }

        return count + Encoding.UTF8.GetCharCount(rest);
    }
}
