using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Mimus.Core.Model;
using Mimus.Core.Text;

namespace Mimus.Protocols.Json;

/// <summary>
/// Walks once through a request body and knows where it stands, so that every complaint names its place. A reader that finds a value of
/// the wrong type throws; in lenient mode (validation off) it passes over the value and gives the default.
/// </summary>
internal ref struct JsonCursor
{
    private const int MaximumDepth = 256;

    private readonly ReadOnlyMemory<byte> _body;
    private readonly bool _isLenient;
    private Utf8JsonReader _reader;
    private JsonTrail _trail;

    public JsonCursor(ReadOnlyMemory<byte> body, bool isLenient)
    {
        // The reader does not look into what it passes over, and some of that is said back.
        if (!Utf8.IsValid(body.Span))
        {
            throw new JsonException("The body is not valid UTF-8.");
        }

        _body = body;
        _isLenient = isLenient;
        _reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = MaximumDepth });
        _reader.Read();
    }

    /// <summary>The kind of the value at hand.</summary>
    public readonly JsonTokenType Token => _reader.TokenType;

    public readonly bool IsNull => _reader.TokenType == JsonTokenType.Null;

    /// <summary>The name of the property at hand; valid until its value is read.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>Where the value at hand stands.</summary>
    public readonly FieldPath Path => _trail.ToPath(_body.Span, null);

    /// <summary>
    /// Says which member of a union the value at hand is: a vendor that names it has it in its paths behind the value, as in
    /// <c>tools.0.custom.name</c>.
    /// </summary>
    public void Tag(string tag) => _trail.Tag(tag);

    public readonly bool NameIs(ReadOnlySpan<byte> name) => Name.SequenceEqual(name);

    /// <summary>Enters an object; false only in lenient mode, where something else was passed over.</summary>
    /// <param name="expected">What to say that was wanted.</param>
    public bool BeginObject(string expected = "an object") => Begin(JsonTokenType.StartObject, expected);

    /// <summary>Enters an array; false only in lenient mode, where something else was passed over.</summary>
    /// <param name="expected">What to say that was wanted.</param>
    public bool BeginArray(string expected = "an array") => Begin(JsonTokenType.StartArray, expected);

    /// <summary>Goes to the next property of the object entered last and stands on its value; false at the object's end.</summary>
    public bool NextProperty()
    {
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.EndObject)
        {
            _trail.Leave();
            return false;
        }

        var start = (int)_reader.TokenStartIndex + 1;
        _trail.GoToProperty(start, _reader.ValueSpan.Length);
        Name = _reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(JsonTokens.Decode(ref _reader)) : _body.Span.Slice(start, _reader.ValueSpan.Length);
        _reader.Read();
        return true;
    }

    /// <summary>Goes to the next item of the array entered last; false at the array's end.</summary>
    public bool NextItem()
    {
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.EndArray)
        {
            _trail.Leave();
            return false;
        }

        _trail.GoToNextItem();
        return true;
    }

    /// <summary>The position of the item at hand, from 0.</summary>
    public readonly int ItemIndex => _trail.ItemIndex;

    /// <summary>Passes over the value at hand.</summary>
    public void Skip() => _reader.Skip();

    /// <summary>Makes sure that nothing follows the root value.</summary>
    public void End() => _reader.Read();

    /// <summary>Passes over the value at hand and gives its bytes.</summary>
    public ReadOnlyMemory<byte> ReadRaw()
    {
        var start = (int)_reader.TokenStartIndex;
        _reader.Skip();
        var raw = _body[start..(int)_reader.BytesConsumed];
        JsonTokens.RequireText(raw.Span, MaximumDepth);
        return raw;
    }

    /// <summary>Passes over an object and gives its bytes; nothing for null.</summary>
    public ReadOnlyMemory<byte> ReadRawObject()
    {
        if (_reader.TokenType is JsonTokenType.StartObject or JsonTokenType.Null)
        {
            return IsNull ? default : ReadRaw();
        }

        return Wrong<ReadOnlyMemory<byte>>("an object", default);
    }

    public string ReadString(string expected = "a string")
    {
        if (_reader.TokenType == JsonTokenType.String)
        {
            return JsonTokens.Decode(ref _reader);
        }

        return Wrong(expected, "");
    }

    /// <summary>A string; null for null.</summary>
    public string? ReadOptionalString(string expected = "a string") => IsNull ? null : ReadString(expected);

    /// <summary>A string that is decoded only when it is asked for.</summary>
    public JsonText ReadText(string expected = "a string")
    {
        if (_reader.TokenType != JsonTokenType.String)
        {
            return new JsonText(Wrong(expected, ""));
        }

        // Only a \u escape can stand for half a character; such a text is decoded at once, to complain now and not later.
        if (_reader.ValueIsEscaped && _reader.ValueSpan.IndexOf("\\u"u8) >= 0)
        {
            return new JsonText(JsonTokens.Decode(ref _reader));
        }

        return new JsonText(_body[(int)_reader.TokenStartIndex..(int)_reader.BytesConsumed], _reader.ValueIsEscaped);
    }

    /// <summary>One of the strings allowed; null for null.</summary>
    public string? ReadChoice(params ReadOnlySpan<string> supported)
    {
        if (!_isLenient && _reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
        {
            throw Invalid(new FieldWrongType("a string", JsonTokens.Describe(_reader)) { Choices = supported.ToArray() });
        }

        if (ReadOptionalString() is not { } value || (_isLenient && value.Length == 0))
        {
            return null;
        }

        foreach (var choice in supported)
        {
            if (choice == value)
            {
                return choice;
            }
        }

        return _isLenient ? value : throw Invalid(new FieldUnsupportedValue(value, supported.ToArray()));
    }

    /// <summary>A truth value; null for null.</summary>
    public bool? ReadBoolean()
    {
        return _reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            _ => Wrong<bool?>("a boolean", null),
        };
    }

    /// <summary>A whole number within bounds; null for null.</summary>
    public long? ReadInteger(double minimum = long.MinValue, double maximum = long.MaxValue)
    {
        if (IsNull)
        {
            return null;
        }

        if (_reader.TokenType != JsonTokenType.Number || !_reader.TryGetInt64(out var value))
        {
            return Wrong<long?>("an integer", null);
        }

        return CheckRange(value, minimum, maximum, isInteger: true) ? value : null;
    }

    /// <summary>A number within bounds; null for null.</summary>
    public double? ReadNumber(double minimum = double.MinValue, double maximum = double.MaxValue)
    {
        if (IsNull)
        {
            return null;
        }

        if (_reader.TokenType != JsonTokenType.Number)
        {
            return Wrong<double?>("a decimal", null);
        }

        var value = _reader.GetDouble();
        return CheckRange(value, minimum, maximum, isInteger: false) ? value : null;
    }

    /// <summary>The string value of a property of the object at hand, found ahead of reading it; null where there is none.</summary>
    public readonly string? PeekString(ReadOnlySpan<byte> name)
    {
        var ahead = _reader;
        if (ahead.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        while (ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = JsonTokens.NameIs(ref ahead, name);
            ahead.Read();
            if (isIt)
            {
                return ahead.TokenType == JsonTokenType.String ? JsonTokens.Decode(ref ahead) : null;
            }

            ahead.Skip();
        }

        return null;
    }

    /// <summary>The complaint that the object left last lacks a property; in lenient mode there is none to throw.</summary>
    public readonly void RequireField(bool isPresent, string name)
    {
        if (!isPresent && !_isLenient)
        {
            throw new WireFormatException(new InvalidField(_trail.ToPath(_body.Span, name), new FieldMissing()));
        }
    }

    /// <summary>A complaint about the value at hand.</summary>
    public readonly WireFormatException Invalid(FieldProblem problem) => new(new InvalidField(Path, problem));

    /// <summary>Complains that the value at hand has the wrong type; in lenient mode passes over it.</summary>
    public T Wrong<T>(string expected, T fallback)
    {
        if (!_isLenient)
        {
            throw Invalid(new FieldWrongType(expected, JsonTokens.Describe(_reader)));
        }

        _reader.Skip();
        return fallback;
    }

    private bool Begin(JsonTokenType wanted, string expected)
    {
        if (_reader.TokenType != wanted)
        {
            return Wrong(expected, false);
        }

        _trail.Enter();
        return true;
    }

    private readonly bool CheckRange(double value, double minimum, double maximum, bool isInteger)
    {
        if (_isLenient || (value >= minimum && value <= maximum))
        {
            return value >= minimum && value <= maximum;
        }

        var written = Encoding.UTF8.GetString(_reader.ValueSpan);
        throw Invalid(value < minimum ? new FieldTooSmall(minimum, written, isInteger) : new FieldTooLarge(maximum, written, isInteger));
    }
}
