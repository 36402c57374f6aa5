using Mimus.Core.Model;
using Mimus.Core.Text;

namespace Mimus.Core.Tests.Text;

public class DeltaSequenceTests
{
    [Fact]
    public void MoveNext_TextReply_GoesFromStartToEnd()
    {
        var steps = Run(new GeneratedReply(new ReplyText("a b")), 1, null);

        Assert.Equal("Start ChoiceStart PartStart Piece:a Piece: b PartEnd ChoiceEnd End", Describe(steps));
    }

    [Fact]
    public void MoveNext_NoParts_HasNoPieces()
    {
        var steps = Run(new GeneratedReply(), 1, null);

        Assert.Equal("Start ChoiceStart ChoiceEnd End", Describe(steps));
    }

    [Fact]
    public void MoveNext_EmptyText_OpensAndClosesThePart()
    {
        var steps = Run(new GeneratedReply(new ReplyText("")), 1, null);

        Assert.Equal("Start ChoiceStart PartStart PartEnd ChoiceEnd End", Describe(steps));
    }

    [Fact]
    public void MoveNext_TwoChoices_RepeatsThePartsWhereNoAlternativeIsGiven()
    {
        var steps = Run(new GeneratedReply(new ReplyText("x")), 2, null);

        Assert.Equal([0, 1], steps.Where(step => step.Kind == DeltaKind.Piece).Select(step => step.Choice));
    }

    [Fact]
    public void MoveNext_SeveralParts_NumbersThem()
    {
        var steps = Run(new GeneratedReply(new ReplyReasoning("r"), new ReplyText("t"), new ReplyToolCall("f", "{}")), 1, 0);

        Assert.Equal([0, 1, 2], steps.Where(step => step.Kind == DeltaKind.PartStart).Select(step => step.Index));
        Assert.Equal([0, 1, 2], steps.Where(step => step.Kind == DeltaKind.PartEnd).Select(step => step.Index));
    }

    [Theory]
    [InlineData(0, "hello world")]
    [InlineData(4, "hell|o wo|rld")]
    public void MoveNext_ChunkSize_CutsByCharacters(int size, string expected)
    {
        var steps = Run(new GeneratedReply(new ReplyText("hello world")), 1, size);

        Assert.Equal(expected, string.Join('|', steps.Where(step => step.Kind == DeltaKind.Piece).Select(step => step.Text.ToString())));
    }

    private static List<ReplyDelta> Run(GeneratedReply reply, int choices, int? chunkSize)
    {
        var sequence = new DeltaSequence(reply, choices, chunkSize);
        var steps = new List<ReplyDelta>();
        while (sequence.MoveNext())
        {
            steps.Add(sequence.Current);
        }

        Assert.False(sequence.MoveNext());
        return steps;
    }

    private static string Describe(IEnumerable<ReplyDelta> steps) =>
        string.Join(' ', steps.Select(step => step.Kind == DeltaKind.Piece ? $"Piece:{step.Text}" : step.Kind.ToString()));
}
