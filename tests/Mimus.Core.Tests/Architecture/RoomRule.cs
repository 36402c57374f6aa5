namespace Mimus.Core.Tests.Architecture;

/// <summary>A rule about what a room must not know.</summary>
/// <param name="Number">Its number in the design's "Rooms that never know each other".</param>
/// <param name="Sentence">What it says.</param>
internal sealed record RoomRule(int Number, string Sentence)
{
    /// <summary>The files that must keep the rule.</summary>
    public required Func<SourceFile, bool> AppliesTo { get; init; }

    /// <summary>The meanings of names that they must not use.</summary>
    public Func<SourceFile, string, bool> Forbids { get; init; } = (_, _) => false;

    /// <summary>Words that must not stand in their code or strings, whatever their case.</summary>
    public IReadOnlyList<string> ForbiddenWords { get; init; } = [];

    /// <summary>What a file breaks of this rule, a line for each name.</summary>
    public IEnumerable<string> Check(SourceFile file)
    {
        if (!AppliesTo(file))
        {
            return [];
        }

        var names = file.Names.Where(name => file.MeaningsOf(name).Any(meaning => Forbids(file, meaning)));
        var words = ForbiddenWords.Where(word => file.CodeWithStrings.Contains(word, StringComparison.OrdinalIgnoreCase));
        return names.Concat(words).Select(name => $"{file.Path} breaks rule {Number}: it uses '{name}', but {Sentence}; see docs/architecture.md#rule-{Number}");
    }
}
