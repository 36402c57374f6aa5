using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Mimus.Core.Model;

namespace Mimus.Protocols.Json;

/// <summary>
/// The way from a body's root to the value at hand: names as ranges of the body, so that keeping it costs nothing until somebody complains.
/// </summary>
internal struct JsonTrail
{
    private Segments _segments;
    private string?[]? _tags;
    private int _depth;

    /// <summary>The position of the array item at hand, from 0.</summary>
    public readonly int ItemIndex => _segments[_depth - 1].Length;

    /// <summary>Goes into an object or array.</summary>
    public void Enter()
    {
        if (_depth == Segments.Capacity)
        {
            throw new JsonException($"The body nests deeper than {Segments.Capacity} levels where no such depth has a meaning.");
        }

        _segments[_depth++] = new Segment(-1, -1);
    }

    /// <summary>Leaves the object or array entered last.</summary>
    public void Leave() => _depth--;

    /// <summary>Stands on a property whose name is this range of the body.</summary>
    public void GoToProperty(int start, int length)
    {
        _segments[_depth - 1] = new Segment(start, length);
        ClearTag();
    }

    /// <summary>Stands on the next item of an array.</summary>
    public void GoToNextItem()
    {
        _segments[_depth - 1] = new Segment(-1, ItemIndex + 1);
        ClearTag();
    }

    /// <summary>Says which member of a union the value at hand is.</summary>
    public void Tag(string tag) => (_tags ??= new string?[Segments.Capacity + 1])[_depth] = tag;

    /// <summary>The path of the value at hand, or of a property of it.</summary>
    /// <param name="body">The body that the names stand in.</param>
    /// <param name="name">The property; null for the value itself.</param>
    public readonly FieldPath ToPath(ReadOnlySpan<byte> body, string? name)
    {
        var segments = new List<object>(_depth + 1);
        for (var level = 0; level < _depth; level++)
        {
            var segment = _segments[level];
            if (segment.Start >= 0)
            {
                segments.Add(Name(body.Slice(segment.Start, segment.Length)));
            }
            else if (segment.Length >= 0)
            {
                segments.Add(segment.Length);
            }

            if (_tags?[level + 1] is { } tag)
            {
                segments.Add(tag);
            }
        }

        if (name is not null)
        {
            segments.Add(name);
        }

        return new FieldPath(segments);
    }

    private static string Name(ReadOnlySpan<byte> name)
    {
        var text = Encoding.UTF8.GetString(name);
        if (!text.Contains('\\', StringComparison.Ordinal))
        {
            return text;
        }

        // The cursor has read the name, so that its escapes are known to be sound.
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes($"\"{text}\""));
        reader.Read();
        return reader.GetString()!;
    }

    private readonly void ClearTag()
    {
        if (_tags is not null)
        {
            _tags[_depth] = null;
        }
    }

    // A name (where it starts in the body and its length) or, with a negative start, a position.
    private readonly record struct Segment(int Start, int Length);

    [InlineArray(Capacity)]
    private struct Segments
    {
        public const int Capacity = 24;

        private Segment _first;
    }
}
