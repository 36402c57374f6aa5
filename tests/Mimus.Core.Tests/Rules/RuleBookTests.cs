using FsCheck;
using FsCheck.Fluent;
using Mimus.Core.Rules;

namespace Mimus.Core.Tests.Rules;

public class RuleBookTests
{
    private static readonly string[] Words = ["a", "ab", "abc", "abcd", "abcde", "bcde", "ABCD", "ß", "É", "é", "😀", "hello", "hello world", "lo wo", " "];

    private static readonly Arbitrary<string[]> SomeWords = Gen.Elements(Words).ArrayOf().ToArbitrary();

    [Fact]
    public void Candidates_AnyRulesAndText_LeaveOutNoRuleThatMatches() =>
        Prop.ForAll(
                SomeWords,
                SomeWords,
                (literals, text) =>
                {
                    var rules = literals.Select((literal, index) => Ruled.When(literal, "x") with { Name = $"{index}" }).ToArray();
                    var book = RuleBook.Of(rules);
                    var subject = new RuleSubject(Some.Request(Some.User(string.Concat(text))));
                    var candidates = book.Candidates(subject);
                    return Enumerable.Range(0, rules.Length).Where(index => RuleBook.Matches(rules[index], subject)).All(candidates.Contains)
                        && candidates.SequenceEqual(candidates.Distinct().Order());
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Candidates_TenThousandRules_AreFew()
    {
        var rules = Enumerable.Range(0, 10_000).Select(index => Ruled.When($"question number {index:0000}", "x"));
        var book = RuleBook.Of(rules);

        var candidates = book.Candidates(new RuleSubject(Some.Request(Some.User("Please answer question number 9999 today"))));

        Assert.Contains(9999, candidates);
        Assert.InRange(candidates.Count, 1, 20);
    }

    [Theory]
    [InlineData("/^explain (\\w+)/i", "explain ")]
    [InlineData("/foo|bar/", null)]
    [InlineData("/colou?r/", "colo")]
    [InlineData("/a+b/", null)]
    [InlineData("/(foo)bar/", "bar")]
    [InlineData("/ab{0,2}cde/", "cde")]
    [InlineData("/\\d+ apples\\./", " apples.")]
    [InlineData("/[abc]def/", "def")]
    [InlineData("/x\\u0041yz/", "yz")]
    [InlineData("/(?:a|b)/", null)]
    [InlineData("/(?<word>x)\\k<word> end/", " end")]
    [InlineData("/\\cAbc/", "bc")]
    public void RequiredLiteral_Pattern_IsTheLongestCertainText(string pattern, string? expected) =>
        Assert.Equal(expected, JavaScriptPattern.Compile(pattern).RequiredLiteral);

    [Theory]
    [InlineData("/^a$/", "a", true)]
    [InlineData("/^a$/", "a\n", false)]
    [InlineData("/^a$/m", "b\na\nc", true)]
    [InlineData("/a.c/", "a\nc", false)]
    [InlineData("/a.c/s", "a\nc", true)]
    [InlineData("/\\d/", "٣", false)]
    [InlineData("/\\w/", "é", false)]
    [InlineData("/HELLO/i", "say hello", true)]
    [InlineData("/\\u{1F600}/u", "😀", true)]
    [InlineData("/a\\/b/", "a/b", true)]
    [InlineData("/[[]/", "[", true)]
    [InlineData("/(?<word>\\w+)!/", "hi!", true)]
    public void Compile_JavaScriptPattern_MatchesAsJavaScriptDoes(string pattern, string text, bool expected) =>
        Assert.Equal(expected, JavaScriptPattern.Compile(pattern).IsMatch(text));

    [Fact]
    public void IsMatch_PatternThatRunsAway_GivesUp() =>
        Assert.False(JavaScriptPattern.Compile("/^(a+)+$/").IsMatch(new string('a', 40) + "!"));

    [Theory]
    [InlineData("/a/", true)]
    [InlineData("/a/gi", true)]
    [InlineData("/usr/bin is a path", false)]
    [InlineData("a/b/", false)]
    [InlineData("//", false)]
    public void IsPattern_Text_NeedsSlashesAndFlagsOnly(string text, bool expected) => Assert.Equal(expected, JavaScriptPattern.IsPattern(text));

    [Fact]
    public void Of_Rules_AreOrderedByNextRequestThenScopeThenPriority()
    {
        var common = Ruled.When("common", "x") with { Priority = int.MaxValue };
        var early = Ruled.When("early", "x") with { Scope = "s" };
        var urgent = Ruled.When("urgent", "x") with { Scope = "s", Priority = 1 };
        var next = Ruled.When("next", "x") with { IsForNextRequest = true };

        Assert.Equal([next, urgent, early, common], RuleBook.Of([common, early, urgent, next]).Rules);
    }

    [Fact]
    public void Deferred_Rules_AreTheSame()
    {
        Rule[] rules = [Ruled.When("a", "x"), Ruled.When("b", "x") with { Priority = 1 }];

        Assert.Equal(RuleBook.Of(rules).Rules, RuleBook.Deferred(rules).Rules);
    }
}
