using Mimus.Core.Rules;
using Mimus.Core.Tests.Rules;

namespace Mimus.Core.Tests.Configuration.Rules;

public class SequenceTests
{
    [Fact]
    public void Steps_InAnyForm_HaveTheirOwnPace()
    {
        var rule = CompileRules.Rule(
            """
            {
              replies: ["one", { text: "two", latency: 5 }, { reply: "three", latency: 200, chunkSize: 20 }, { reply: { text: "four", ttft: 7, latency: 1 }, latency: 9 }],
              latency: 100, chunk_size: 50,
            }
            """
        );

        Assert.Equal(
            [(100, null, 50), (5, null, 50), (200, null, 20), (9, 7, 50)],
            rule.Replies.Select(reply => (reply.Delivery?.Interval?.TotalMilliseconds, reply.Delivery?.TimeToFirstToken?.TotalMilliseconds, reply.Delivery?.ChunkSize))
        );
        Assert.Equal(["one", "two", "three", "four"], rule.Replies.Select(CompileRules.Show));
    }

    [Theory]
    [InlineData("", "1 2 2 2")]
    [InlineData("then: 'last', times: 3", "1 2 2 F")]
    [InlineData("then: 'loop'", "1 2 1 2")]
    [InlineData("then: 'fallthrough'", "1 2 F F")]
    public async Task Sequence_BehindItsLastReply_GoesOnAsSaid(string options, string expected)
    {
        var rules = CompileRules.Rules($"[{{ when: 'x', replies: ['1', '2'], {options} }}, {{ reply: 'F' }}]");

        Assert.Equal(expected, await Answers(rules, 4));
    }

    [Fact]
    public async Task Sequence_OfOneReplyThatFallsThrough_AnswersOnce() =>
        Assert.Equal("1 F F", await Answers(CompileRules.Rules("[{ when: 'x', replies: ['1'], then: 'fallthrough' }, { reply: 'F' }]"), 3));

    [Fact]
    public async Task Priority_OfALaterRule_PutsItFirst() =>
        Assert.Equal("2", await Answers(CompileRules.Rules("[{ when: 'x', reply: '1' }, { when: { message: 'x', turn: 0 }, reply: '2', priority: 1 }]"), 1));

    [Fact]
    public void Names_OfRules_AreTheirOwnOrTheirPlace()
    {
        var compiled = CompileRules.Files(
            ("a.json5", "[{ when: 'a', reply: 'x' }, { when: 'b', reply: 'x' },\n{ when: 'c', reply: 'x', name: 'third' }]"),
            ("b/c.yaml", "- when: d\n  reply: x\n")
        );

        Assert.Empty(compiled.Problems);
        Assert.Equal(["a.json5:1", "a.json5:1:29", "third", "b/c.yaml:1"], compiled.Book.Rules.Select(rule => rule.Name));
    }

    private static async Task<string> Answers(IReadOnlyList<Rule> rules, int count)
    {
        var server = new Ruled([.. rules]);
        var answers = new List<string>();
        for (var index = 0; index < count; index++)
        {
            answers.Add(await server.Text("x"));
        }

        return string.Join(' ', answers);
    }
}
