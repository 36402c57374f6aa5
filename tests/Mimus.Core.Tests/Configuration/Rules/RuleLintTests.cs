using Mimus.Core.Configuration.Rules;

namespace Mimus.Core.Tests.Configuration.Rules;

public class RuleLintTests
{
    [Theory]
    [InlineData("{ when: 'step', reply: 'a' }, { when: 'slow STEP', reply: 'b' }", "[1].when: this rule can never be reached: the rule at rules.json5:1:2 matches all of its requests, and more, and comes first; write it before that rule, or give it a higher priority.")]
    [InlineData("{ when: 'hi', reply: 'a', name: 'greet' }, { when: '/^this is (.*)/', reply: '{{match.1}}' }", "[1].when: this rule can never be reached: the rule 'greet' at rules.json5:1:2 matches all of its requests, and more, and comes first; write it before that rule, or give it a higher priority.")]
    [InlineData("{ when: 'hi', reply: 'a' }, { when: { message: { oneOf: ['hi', 'this'] }, stream: true }, reply: 'b' }", "[1].when: this rule can never be reached: the rule at rules.json5:1:2 matches all of its requests, and more, and comes first; write it before that rule, or give it a higher priority.")]
    [InlineData("{ when: { stream: true }, reply: 'a' }, { when: { message: 'x', stream: true }, reply: 'b' }", "[1].when: this rule can never be reached: the rule at rules.json5:1:2 matches all of its requests, and more, and comes first; write it before that rule, or give it a higher priority.")]
    [InlineData("{ when: { model: 'a', turn: 1 }, reply: 'a' }, { when: { turn: 1, model: 'A' }, reply: 'b' }", "[1].when: this rule can never be reached: the rule at rules.json5:1:2 matches the same requests and comes first; write one of the two, or 'times' into the first.")]
    [InlineData("{ when: '/a|b/', reply: 'a' }, { when: '/a|b/', reply: 'b' }", "[1].when: this rule can never be reached: the rule at rules.json5:1:2 matches the same requests and comes first; write one of the two, or 'times' into the first.")]
    [InlineData("{ when: 'slow step', reply: 'a' }, { when: 'step', reply: 'b', priority: 1 }", "[0].when: this rule can never be reached: the rule at rules.json5:1:37 matches all of its requests, and more, and comes first; write it before that rule, or give it a higher priority.")]
    [InlineData("{ reply: 'a' }, { when: 'x', reply: 'b' }, { when: 'y', reply: 'b' }", "[0]: this rule matches every request, so the 2 rules behind it can never be reached; write it as the last rule, or as 'fallback'.")]
    [InlineData("{ when: 'x', replies: ['a', 'b', 'c'], times: 2 }", "[0].times: the rule is used up after 2 of its 3 replies, so the others are never sent.")]
    [InlineData("{ when: 'x', replies: ['a', 'b'], times: 3, then: 'fallthrough' }", "[0].times: the rule falls through after its 2 replies, before it has matched 3 times.")]
    [InlineData("{ when: { tool_name: 'get_weather' }, reply: { tools: [{ name: 'get_wether' }] } }", "[0].when: the rule calls 'get_wether', but asks for another tool: its tool_name is 'get_weather'; write the same tool in both places.")]
    [InlineData("{ when: { not: { tool_name: 'f' } }, reply: { tools: [{ name: 'f' }] } }", "[0].when: the rule calls the tool 'f', but only matches where that is not offered; write the same tool in both places.")]
    [InlineData("{ when: '/^(a+)+$/', reply: 'x' }", "[0].when: '(a+)+' repeats what is itself repeated, which can take very long; write one of the repetitions only; a pattern that takes too long does not match.")]
    [InlineData("{ when: '/^a+/x', reply: 'x' }", "[0].when: '/^a+/x' is taken as a plain text, because 'x' is not made of JavaScript's flags; write only flags of 'dgimsuvy' behind the last slash, or { exact: \"…\" } for the text itself.")]
    [InlineData("{ when: { format: 'opnai' }, reply: 'x' }", "[0].when.format: 'opnai' is not a format; did you mean 'openai'? Write one of openai, responses, anthropic.")]
    [InlineData("{ when: { format: '/gemini/' }, reply: 'x' }", "[0].when.format: '/gemini/' matches no name of a format; write one of openai, responses, anthropic.")]
    [InlineData("{ when: { response_format: 'json' }, reply: 'x' }", "[0].when.response_format: 'json' is not a response format; write one of text, json_object, json_schema.")]
    [InlineData("{ when: 'x', reply: 'a {{match.1}}' }", "[0].when: the reply has '{{match.1}}', but the message is not matched by a pattern, so it stays empty; write a pattern such as /^hello (.*)/ with that group.")]
    [InlineData("{ when: '/x(.)/', reply: '{{match.1}}{{match.2}}' }", "[0].when: the reply has '{{match.2}}', but the pattern has no such group, so it stays empty; write a pattern such as /^hello (.*)/ with that group.")]
    public void Rules_ThatAreSurelyNotMeant_AreWarnedOf(string rules, string expected)
    {
        var compiled = CompileRules.Json5($"[{rules}]");

        Assert.Empty(compiled.Problems);
        Assert.EndsWith($": {expected}", Assert.Single(compiled.Warnings).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ when: 'slow step', reply: 'a' }, { when: 'step', reply: 'b' }")]
    [InlineData("{ when: 'step', reply: 'a', times: 2 }, { when: 'slow step', reply: 'b' }")]
    [InlineData("{ when: 'x', replies: ['a'], then: 'fallthrough' }, { when: 'x', reply: 'b' }")]
    [InlineData("{ when: { message: 'a', model: 'b' }, reply: 'a' }, { when: 'a', reply: 'b' }")]
    [InlineData("{ when: 'weather', reply: { tools: [{ name: 'f' }] } }, { when: 'weather', reply: 'It rains.' }")]
    [InlineData("{ reply: 'a', times: 1 }, { reply: 'b' }")]
    [InlineData("{ when: 'a', reply: 'a' }, { when: { model: 'ab' }, reply: 'b' }")]
    [InlineData("{ when: '/hello|hi/', reply: 'a' }, { when: 'hello', reply: 'b' }")]
    [InlineData("{ when: { not: 'ab' }, reply: 'a' }, { when: { not: 'abc' }, reply: 'b' }")]
    [InlineData("{ when: { tool_name: 'a' }, reply: { tools: [{ name: 'a' }, { name: 'b' }] } }")]
    [InlineData("{ when: '/^(?<who>\\\\w+), (\\\\d+)$/', reply: '{{match.who}} {{match.1}}' }")]
    [InlineData("{ when: { any: ['/a(.)/', '/b(.)/'] }, reply: '{{match.1}}' }")]
    [InlineData("{ when: { path: '/v1/messages' }, reply: 'a' }, { when: '/srv/(x)/file', reply: 'b' }")]
    public void Rules_ThatCanBeMeant_AreLeftAlone(string rules)
    {
        var compiled = CompileRules.Json5($"[{rules}]");

        Assert.Empty(compiled.Problems);
        Assert.Empty(compiled.Warnings);
    }

    [Fact]
    public void Template_ThatNothingRefersTo_IsWarnedOf() =>
        Assert.Equal(
            [
                "rules.json5:1:24: templates.b: no rule refers to the template 'b'; write '$b' as the reply of a rule, or remove the template.",
                "rules.json5:1:33: templates.c: no rule refers to the template 'c'; write '$c' as the reply of a rule, or remove the template.",
            ],
            CompileRules.Json5("{ templates: { a: 'x', b: '$a', c: '$b', }, rules: [{ reply: '$a' }] }").Warnings.Select(warning => warning.ToString())
        );

    [Fact]
    public void TenThousandRules_AreCheckedTogether()
    {
        var rules = Enumerable.Range(0, 10_000).Select(index => $"{{ when: 'question {index:00000}', reply: 'x' }}").Append("{ when: 'a question 00042!', reply: 'y' }");

        Assert.Equal("[10000].when", Assert.Single(CompileRules.Json5($"[{string.Join(',', rules)}]").Warnings).Path);
    }

    [Theory]
    [InlineData("^(a+)+$", "(a+)+")]
    [InlineData(@"(\w+\s?)*", @"(\w+\s?)*")]
    [InlineData("(?:x|[^)]*)+", "(?:x|[^)]*)+")]
    [InlineData("((a*))*", "((a*))*")]
    [InlineData("(?<n>.*){2,}", "(?<n>.*){2,}")]
    [InlineData("x(a+b)*?y", null)]
    [InlineData(@"(\w+,)+", null)]
    [InlineData("^echo (.*)$", null)]
    [InlineData("(a+)?(b*){1,3}", null)]
    [InlineData("(?=a+)*", null)]
    [InlineData("([", null)]
    [InlineData("(((", null)]
    [InlineData("a)b+(c", null)]
    [InlineData("(?", null)]
    [InlineData("{", null)]
    public void PatternRisk_OfAPattern_IsRepeatedRepetition(string pattern, string? expected) => Assert.Equal(expected, PatternRisk.Find(pattern));
}
