using BenchmarkDotNet.Attributes;
using Mimus.Core.Model;
using Mimus.Core.Rules;

namespace Mimus.Microbenchmarks;

/// <summary>Finding the rule that matches, the last one of so many.</summary>
[MemoryDiagnoser]
public class RuleBenchmarks
{
    private const string Question = "Could you please tell me what the last one in the list is? It is about topic zulu.";

    private RuleBook _book = RuleBook.Empty;

    [Params(1, 100, 10_000)]
    public int Rules { get; set; }

    [GlobalSetup]
    public void Setup() =>
        _book = RuleBook.Of([
            .. Enumerable.Range(1, Rules - 1).Select(number => Rule($"question number {number} please")),
            Rule("topic zulu"),
        ]);

    [Benchmark]
    public string? Match()
    {
        var subject = new RuleSubject(
            new MockRequest { Format = "openai", Operation = Operation.Generate, Messages = [new MockMessage(MessageRole.User, [new MessageText(Question)])] }
        );
        foreach (var index in _book.Candidates(subject))
        {
            if (RuleBook.Matches(_book.Rules[index], subject))
            {
                return _book.Rules[index].Name;
            }
        }

        return null;
    }

    private static Rule Rule(string text) =>
        new() { Name = text, Conditions = [new TextCondition(RuleField.Message, TextPattern.FromString(text))], Replies = [new RuleReply()] };
}
