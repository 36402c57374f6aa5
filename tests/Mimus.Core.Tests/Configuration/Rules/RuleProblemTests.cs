namespace Mimus.Core.Tests.Configuration.Rules;

public class RuleProblemTests
{
    [Theory]
    [InlineData("5", "1:1: '5' is not what a rule file holds; write a list of rules, or an object with templates, fallback and rules.")]
    [InlineData("{ when: 'a', reply: 'b' }", "1:1: a single rule stands where a list of rules is expected; write '[' and ']' around the rule.")]
    [InlineData("{ rulse: [] }", "1:3: rulse: 'rulse' is not a known key; did you mean 'rules'?")]
    [InlineData("{ rules: {} }", "1:10: rules: a mapping is not a list; write a list of rules, as in [{ when: \"hello\", reply: \"Hi!\" }].")]
    [InlineData("['x']", "1:2: [0]: 'x' is not a rule; write a rule, as in { when: \"hello\", reply: \"Hi!\" }.")]
    [InlineData("[{ whne: 'a', reply: 'b' }]", "1:4: [0].whne: 'whne' is not a known key; did you mean 'when'?")]
    [InlineData("[{ when: 'a' }]", "1:2: [0]: the rule has no reply; write a rule, as in { when: \"hello\", reply: \"Hi!\" }.")]
    [InlineData("[{ reply: 'a', replies: ['b'] }]", "1:2: [0]: the rule has both reply and replies; write one of the two.")]
    [InlineData("[{ replies: [] }]", "1:13: [0].replies: the list of replies is empty; write at least one reply.")]
    [InlineData("[{ reply: ['a'] }]", "1:11: [0].reply: a list is not a reply; write a text, '$name' of a template, or an object such as { text: \"…\", reasoning: \"…\" }; a sequence of replies goes under 'replies'.")]
    [InlineData("[{ reply: 5 }]", "1:11: [0].reply: a number stands where a text is expected; write a text, '$name' of a template, or an object such as { text: \"…\", reasoning: \"…\" }, in quotes.")]
    [InlineData("[{ reply: 'a', then: 'loop' }]", "1:22: [0].then: 'then' says what follows a sequence, and there is none; write 'replies' with a list in the place of 'reply', or remove the key.")]
    [InlineData("[{ replies: ['a'], then: 'lop' }]", "1:26: [0].then: 'lop' is not what can follow a sequence; did you mean 'loop'? Write one of last, fallthrough, loop.")]
    [InlineData("[{ reply: 'a', times: 0 }]", "1:23: [0].times: '0' is not a number of matches; write a whole number from 1, or remove the key for as many as come.")]
    [InlineData("[{ reply: 'a', priority: 1.5 }]", "1:26: [0].priority: '1.5' is not a priority; write a whole number; higher ones are asked first.")]
    [InlineData("[{ when: 'a', reply: 'a', name: 'n' },\n { when: 'b', reply: 'b', name: 'n' }]", "2:33: [1].name: the rule at rules.json5:1:2 has the name 'n' already; write each name once, because counters are kept by it.")]
    [InlineData("[{ replies: [{ reply: 'a', latncy: 5 }] }]", "1:28: [0].replies[0].latncy: 'latncy' is not a known key; did you mean 'latency'?")]
    [InlineData("[{ replies: [{ reply: null }] }]", "1:14: [0].replies[0]: the step has no reply; write a step, as in { reply: \"one\", latency: 200 }.")]
    [InlineData("[{ reply: 'a', latency: 'soon' }]", "1:25: [0].latency: 'soon' is not a latency; write milliseconds from 0 to 86400000, or a duration such as 2s, off, or one of the profiles gpt-4o, gpt-4o-mini, gpt-5, o-series-reasoning, claude-sonnet, claude-opus, claude-haiku, gemini-flash, local-8b-cpu, local-8b-gpu, vllm-h100-70b.")]
    // Matches.
    [InlineData("[{ when: ['a'], reply: 'a' }]", "1:10: [0].when: a list is not a match; write a text, a pattern such as /^hello/i, or an object such as { model: \"gpt-4\" }, or { any: […] } for several.")]
    [InlineData("[{ when: '', reply: 'a' }]", "1:10: [0].when: the text is empty; write a text, a pattern such as /^hello/i, or an object such as { model: \"gpt-4\" }, or remove the key.")]
    [InlineData("[{ when: { modle: 'a' }, reply: 'a' }]", "1:12: [0].when.modle: 'modle' is not a known key; did you mean 'model'?")]
    [InlineData("[{ when: { toolnam: 'a' }, reply: 'a' }]", "1:12: [0].when.toolnam: 'toolnam' is not a known key; did you mean 'tool_name'?")]
    [InlineData("[{ when: '/(a/', reply: 'a' }]", "1:10: [0].when: '/(a/' is not a regular expression: not enough )'s; write a pattern as JavaScript has it, or { exact: \"…\" } for the text itself.")]
    [InlineData("[{ when: { model: '/[b-a]/i' }, reply: 'a' }]", "1:19: [0].when.model: '/[b-a]/i' is not a regular expression: [x-y] range in reverse order; write a pattern as JavaScript has it, or { exact: \"…\" } for the text itself.")]
    [InlineData("[{ when: '/\\\\u{110000}/u', reply: 'a' }]", "1:10: [0].when: '/\\u{110000}/u' is not a regular expression: '\\u{110000}' is no character; write a pattern as JavaScript has it, or { exact: \"…\" } for the text itself.")]
    [InlineData("[{ when: { model: {} }, reply: 'a' }]", "1:19: [0].when.model: neither exact nor oneOf is there; write a text, a pattern such as /^hello/i, { exact: \"…\" } or { oneOf: [\"…\"] }.")]
    [InlineData("[{ when: { model: { oneOf: [] } }, reply: 'a' }]", "1:28: [0].when.model.oneOf: the list is empty, so nothing could match; write at least one text.")]
    [InlineData("[{ when: { stream: 'yes' }, reply: 'a' }]", "1:20: [0].when.stream: 'yes' is neither true nor false; write true or false.")]
    [InlineData("[{ when: { turn: -1 }, reply: 'a' }]", "1:18: [0].when.turn: '-1' is not a number of answers; write a whole number from 0.")]
    [InlineData("[{ when: { header: 'x' }, reply: 'a' }]", "1:20: [0].when.header: 'x' is not a mapping; write headers with their values, as in { \"x-user\": \"ann\" }.")]
    [InlineData("[{ when: { not: {} }, reply: 'a' }]", "1:17: [0].when.not: 'not' is empty, so the rule could never match; write what must not hold, or remove the key.")]
    [InlineData("[{ when: { any: [] }, reply: 'a' }]", "1:17: [0].when.any: 'any' is empty, so the rule could never match; write at least one match, or remove the key.")]
    [InlineData("[{ when: { body: { 'a.b': 1 } }, reply: 'a' }]", "1:20: [0].when.body[\"a.b\"]: 'a.b' is not a place in a body: a place begins with '/' (JSON Pointer, as in /messages/0/role) or '$' (JSONPath, as in $.messages[0].role).")]
    [InlineData("[{ when: { body: { '$.a[?(@.b)]': 1 } }, reply: 'a' }]", "1:20: [0].when.body[\"$.a[?(@.b)]\"]: '$.a[?(@.b)]' is not a place in a body: '[?(@.b)]' is not understood; of JSONPath there are .name, ['name'], [0], [-1], [*] and ..name, but no filters, slices or unions.")]
    [InlineData("[{ when: { body: { '/a': NaN } }, reply: 'a' }]", "1:26: [0].when.body[\"/a\"]: 'NaN' is no number that JSON has; write a finite number, or the text in quotes.")]
    // Replies.
    [InlineData("[{ reply: {} }]", "1:11: [0].reply: the reply says nothing; write one of text, reasoning, tools, parts, refusal, choices, error, fault; text: \"\" is an empty answer.")]
    [InlineData("[{ reply: { txt: 'a' } }]", "1:13: [0].reply.txt: 'txt' is not a known key; did you mean 'text'?")]
    [InlineData("[{ reply: '{{mesage}}' }]", "1:11: [0].reply: '{{mesage}}' is not a placeholder; did you mean '{{message}}'? Known are message, model, turn, tool_result, now, uuid, count, match.1, header.NAME; write '\\{{' for the braces themselves.")]
    [InlineData("[{ reply: { tools: [{ name: 'f', args: { a: ['{{x'] } }] } }]", "1:46: [0].reply.tools[0].args.a[0]: the placeholder '{{x' is not closed; write '}}' behind it, or '\\{{' for the braces themselves.")]
    [InlineData("[{ reply: { tools: [{ args: {} }] } }]", "1:21: [0].reply.tools[0]: the tool call has no name; write a tool call, as in { name: \"get_weather\", args: { city: \"Oslo\" } }.")]
    [InlineData("[{ reply: { tools: [{ name: 'f', args: [1] }] } }]", "1:40: [0].reply.tools[0].args: a list cannot be the arguments of a tool; write an object, or a text for a custom tool.")]
    [InlineData("[{ reply: { tools: [{ name: 'f', args: { a: Infinity } }] } }]", "1:45: [0].reply.tools[0].args.a: 'Infinity' is no number that JSON has; write a finite number, or the text in quotes.")]
    [InlineData("[{ reply: { tools: [] } }]", "1:20: [0].reply.tools: the list is empty; write a list of tool calls, as in [{ name: \"…\", args: {} }], or remove the key.")]
    [InlineData("[{ reply: { parts: [{ text: 'a', refusal: 'b' }] } }]", "1:21: [0].reply.parts[0]: a part has exactly one key; write { text: \"…\" }, { reasoning: \"…\" }, { tool: { name: \"…\" } } or { refusal: \"…\" }.")]
    [InlineData("[{ reply: { text: 'a', parts: ['b'] } }]", "1:31: [0].reply.parts: 'parts' cannot stand beside text, reasoning, refusal or tools; write all of it into 'parts' of rules.json5:1:11.")]
    [InlineData("[{ reply: { text: 'a', choices: ['b'] } }]", "1:33: [0].reply.choices: 'choices' cannot stand beside other content; write all alternatives into 'choices', the first one first.")]
    [InlineData("[{ reply: { text: 'a', finish: 'stp' } }]", "1:32: [0].reply.finish: 'stp' is not a reason to end; did you mean 'stop'? Write one of stop, length, tool_calls, content_filter, refusal, end_turn, stop_sequence, completed, max_tokens, max_output_tokens, tool_use, function_call, safety.")]
    [InlineData("[{ reply: { text: 'a', usage: { input: 5 } } }]", "1:31: [0].reply.usage: the usage has no output; write input and output, or remove 'usage' to have the tokens counted.")]
    [InlineData("[{ reply: { text: 'a', usage: { input: 5, output: 1, cached: 6 } } }]", "1:40: [0].reply.usage.input: '5' is less than the cached tokens, which are part of the input; write all input tokens.")]
    [InlineData("[{ reply: { error: { status: 200, message: 'a' } } }]", "1:30: [0].reply.error.status: '200' is not the status of an error; write a whole number from 300 to 599.")]
    [InlineData("[{ reply: { error: { status: 500 } } }]", "1:20: [0].reply.error: the error has no message; write an error, as in { status: 429, message: \"Slow down\" }.")]
    [InlineData("[{ reply: { error: { status: 500, message: 'a', headers: { 'a b': 'c' } } } }]", "1:60: [0].reply.error.headers[\"a b\"]: 'a b' cannot be a header's name; write letters, digits and '-'.")]
    [InlineData("[{ reply: { error: { status: 500, message: 'a', headers: { a: 'b\\nc' } } } }]", "1:63: [0].reply.error.headers.a: 'b\\nc' cannot be a header's value; write ASCII characters of one line.")]
    [InlineData("[{ reply: { text: 'b', error: { status: 500, message: 'a' } } }]", "1:19: [0].reply.text: 'text' cannot stand beside 'error', which is sent instead of an answer; write one of the two.")]
    // Templates and fallback.
    [InlineData("{ templates: { weather: 'w' }, rules: [{ when: 'a', reply: '$weather' }, { reply: '$weathr' }] }", "1:83: rules[1].reply: '$weathr' refers to a template that is not there; did you mean '$weather'? Write the name of a template, or '\\$weathr' for the text itself.")]
    [InlineData("{ templates: { a: '$b', b: '$a' }, rules: [{ reply: '$a' }, { reply: '$b' }] }", "1:28: templates.b: the template 'a' refers to itself: 'a' → 'b' → 'a'; write a reply there.")]
    [InlineData("{ templates: { 'a b': 'x' } }", "1:16: templates[\"a b\"]: 'a b' cannot be a template's name; write letters, digits, '_', '-' and '.' only.")]
    [InlineData("{ fallback: { error: {} } }", "1:22: fallback.error: the error has no status; write an error, as in { status: 429, message: \"Slow down\" }.", "1:22: fallback.error: the error has no message; write an error, as in { status: 429, message: \"Slow down\" }.")]
    public void Problem_OfARuleFile_IsASentenceThatSaysWhatToDo(string text, params string[] expected) =>
        Assert.Equal(expected.Select(sentence => $"rules.json5:{sentence}"), CompileRules.Json5(text).Problems.Select(problem => problem.ToString()));

    [Fact]
    public void Problems_OfSeveralFiles_AreAllThereInOrder()
    {
        var compiled = CompileRules.Files(
            ("b.json5", "{ fallback: 'x', templates: { t: 'a' }, rules: [{ when: '/(/', reply: { txt: 1 } }, { replyy: 'a' }] }"),
            ("a.json5", "{"),
            ("c.yaml", "templates:\n  t: b\nfallback: y\n")
        );

        Assert.Equal(
            ["b.json5:1:57", "b.json5:1:73", "b.json5:1:85", "b.json5:1:87", "a.json5:1:2", "c.yaml:2:3", "c.yaml:3:11"],
            compiled.Problems.Select(problem => problem.Location.ToString())
        );
        Assert.Equal(
            "c.yaml:2:3: templates.t: the template 't' is there already at b.json5:1:31; write each name once.",
            compiled.Problems[5].ToString()
        );
        Assert.Equal("c.yaml:3:11: fallback: there is a fallback already at b.json5:1:13; write one fallback for all files.", compiled.Problems[6].ToString());
    }

    [Fact]
    public void Problem_Parts_AreThereForPrograms()
    {
        var problem = Assert.Single(CompileRules.Json5("[{ when: { modle: 'a' }, reply: 'a' }]").Problems);

        Assert.Equal(("rules.json5", 1, 12), (problem.Location.Source, problem.Location.Line, problem.Location.Column));
        Assert.Equal(("[0].when.modle", "modle", "model"), (problem.Path, problem.Value, problem.Suggestion));
    }
}
