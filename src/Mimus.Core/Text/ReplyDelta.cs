using Mimus.Core.Model;

namespace Mimus.Core.Text;

/// <summary>The steps in which an answer is streamed.</summary>
internal enum DeltaKind
{
    /// <summary>The answer begins.</summary>
    Start,

    /// <summary>An alternative begins.</summary>
    ChoiceStart,

    /// <summary>A part begins.</summary>
    PartStart,

    /// <summary>A token-like piece of a part's content: the only step that takes time.</summary>
    Piece,

    /// <summary>A part ends.</summary>
    PartEnd,

    /// <summary>An alternative ends.</summary>
    ChoiceEnd,

    /// <summary>The answer ends.</summary>
    End,
}

/// <summary>One step of a streamed answer.</summary>
/// <param name="Kind">Which step.</param>
/// <param name="Choice">The alternative, from 0.</param>
/// <param name="Index">The part's position in the alternative, from 0.</param>
/// <param name="Part">The part; null for steps that concern none.</param>
/// <param name="Text">The piece; empty for all other steps.</param>
internal readonly record struct ReplyDelta(DeltaKind Kind, int Choice, int Index, ReplyPart? Part, ReadOnlyMemory<char> Text);
