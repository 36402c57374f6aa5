namespace Mimus.Core.Configuration.Rules;

/// <summary>
/// Finds repetitions of repetitions in a regular expression, such as <c>(a+)+</c>, which can backtrack for very long. Groups in which
/// something else must stand between the repetitions, as the comma of <c>(\w+,)+</c>, are harmless.
/// </summary>
internal sealed class PatternRisk
{
    private readonly string _source;
    private int _index;
    private string? _found;

    private PatternRisk(string source) => _source = source;

    /// <summary>The first such group with its repetition; null where there is none.</summary>
    public static string? Find(string source)
    {
        var risk = new PatternRisk(source);
        while (risk._index < source.Length && risk._found is null)
        {
            risk.ReadAlternatives(depth: 0);
            risk._index++;
        }

        return risk._found;
    }

    // Reads up to the group's end; true where an alternative consists of one endless repetition and of nothing that must be there.
    private bool ReadAlternatives(int depth)
    {
        var isRisky = false;
        var (endless, required) = (0, 0);
        while (_index < _source.Length && _source[_index] != ')')
        {
            if (_source[_index] == '|')
            {
                isRisky |= endless > 0 && required == 0;
                (endless, required) = (0, 0);
                _index++;
                continue;
            }

            var (isEndless, isRequired) = ReadRepeatedAtom(depth);
            endless += isEndless ? 1 : 0;
            required += isRequired ? 1 : 0;
        }

        return isRisky || (endless > 0 && required == 0);
    }

    private (bool IsEndless, bool IsRequired) ReadRepeatedAtom(int depth)
    {
        var start = _index;
        var isGroup = _source[_index] == '(';
        var isRisky = isGroup && depth < 50 && ReadGroup(depth);
        if (!isGroup || depth >= 50)
        {
            ReadAtom();
        }

        var (minimum, isEndless) = ReadQuantifier();
        if (isRisky && isEndless)
        {
            _found ??= _source[start.._index];
        }

        // A group that only wraps a repetition is one, whatever stands behind it.
        return (isEndless || isRisky, minimum > 0 && !isEndless && !isRisky);
    }

    private bool ReadGroup(int depth)
    {
        var isLookaround = _source.AsSpan(_index).StartsWith("(?=") || _source.AsSpan(_index).StartsWith("(?!") || _source.AsSpan(_index).StartsWith("(?<=") || _source.AsSpan(_index).StartsWith("(?<!");
        _index++;
        if (_index < _source.Length && _source[_index] == '?')
        {
            var name = _source.AsSpan(_index).StartsWith("?<") ? _source.IndexOf('>', _index) : -1;
            _index = !isLookaround && name > 0 ? name + 1 : Math.Min(_source.Length, _index + (_source.AsSpan(_index).StartsWith("?<") ? 3 : 2));
        }

        var isRisky = ReadAlternatives(depth + 1);
        _index = Math.Min(_source.Length, _index + 1);
        return isRisky && !isLookaround;
    }

    private void ReadAtom()
    {
        if (_source[_index] == '[')
        {
            while (++_index < _source.Length && _source[_index] != ']')
            {
                _index += _source[_index] == '\\' ? 1 : 0;
            }
        }
        else if (_source[_index] == '\\')
        {
            _index++;
        }

        _index = Math.Min(_source.Length, _index + 1);
    }

    private (int Minimum, bool IsEndless) ReadQuantifier()
    {
        var (minimum, isEndless, length) = (_index < _source.Length ? _source[_index] : ' ') switch
        {
            '*' => (0, true, 1),
            '+' => (1, true, 1),
            '?' => (0, false, 1),
            '{' when _source.IndexOf('}', _index) is > 0 and var close => (
                _source[_index + 1] == '0' ? 0 : 1,
                _source[close - 1] == ',',
                close - _index + 1
            ),
            _ => (1, false, 0),
        };
        _index += length;
        if (length > 0 && _index < _source.Length && _source[_index] == '?')
        {
            _index++;
        }

        return (minimum, isEndless);
    }
}
