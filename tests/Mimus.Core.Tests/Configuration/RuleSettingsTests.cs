using Mimus.Core.Configuration;
using Mimus.Core.Configuration.Documents;

namespace Mimus.Core.Tests.Configuration;

public class RuleSettingsTests
{
    [Theory]
    [InlineData("rules: a.json5", "a.json5")]
    [InlineData("rules: [a.json5, b]", "a.json5;b")]
    [InlineData("port: 1", "")]
    public void Rules_OfAConfiguration_AreOnePathOrSeveral(string text, string expected) =>
        Assert.Equal(expected, string.Join(';', Compile.Yaml(text).RulePaths.Select(path => path.Path)));

    [Fact]
    public void Rules_OfFlags_TakeThePlaceOfTheEnvironmentAndTheFile()
    {
        var compiled = ConfigurationCompiler.Compile(
            Source("config.yaml", "rules: [file]"),
            Compile.Variables(("MIMUS_RULES", "one;two")),
            [new ConfigurationFlag("--rules", ConfigurationKeys.Rules, "a;b"), new ConfigurationFlag("--rules", ConfigurationKeys.Rules, "c")]
        );

        Assert.Equal([new("a;b", SourceLocation.Whole("--rules"), ""), new("c", SourceLocation.Whole("--rules"), "")], compiled.RulePaths);
        Assert.Equal(["one", "two"], Compile.Environment(("MIMUS_RULES", "one;two")).RulePaths.Select(path => path.Path));
    }

    [Fact]
    public void Keys_OfRules_ReachTheSnapshot()
    {
        var compiled = CompileWith("strict: true\nscope-by: api-key\nwatch: true\nrules: r", """[{ when: "a", reply: "b" }]""");

        Assert.Empty(compiled.Problems);
        Assert.True(compiled.Mock.IsStrict);
        Assert.True(compiled.Mock.IsScopedByKey);
        Assert.True(compiled.Watches);
        Assert.Single(compiled.Mock.Rules.Rules);
        Assert.Equal(
            ["ErrorStrategy", "RuleStrategy", "CustomAnswersStrategy", "ToolCallStrategy", "UnmatchedStrategy"],
            compiled.Mock.Strategies.Select(strategy => strategy.Name)
        );
    }

    [Theory]
    [InlineData("rules: ''", "config.yaml:1:8: rules: the text is empty; write the path of a rule file, or of a folder with rule files, or remove the key.")]
    [InlineData("rules: [{}]", "config.yaml:1:9: rules[0]: a mapping stands where a text is expected; write the path of a rule file, or of a folder with rule files.")]
    [InlineData("strict: maybe", "config.yaml:1:9: strict: 'maybe' is neither true nor false; write true or false.")]
    [InlineData("scope-by: key", "config.yaml:1:11: scope-by: 'key' is not what scopes can be told apart by; write one of header, api-key.")]
    [InlineData("fallback: $none", "config.yaml:1:11: fallback: '$none' refers to a template that is not there; write the name of a template, or '\\$none' for the text itself.")]
    [InlineData("fallback: '{{mesage}}'", "config.yaml:1:11: fallback: '{{mesage}}' is not a placeholder; did you mean '{{message}}'? Known are message, model, turn, tool_result, now, uuid, count, match.1, header.NAME; write '\\{{' for the braces themselves.")]
    [InlineData("fallback: { txt: a }", "config.yaml:1:13: fallback.txt: 'txt' is not a known key; did you mean 'text'?")]
    public void Key_OfRules_ThatIsWrong_IsAProblem(string text, string expected) =>
        Assert.Equal([expected], Compile.Yaml(text).Problems.Select(problem => problem.ToString()));

    [Fact]
    public void Problems_OfConfigurationAndRules_ComeTogetherInOrder()
    {
        var compiled = CompileWith("fallback: $none\nrules: r\nprot: 1", "[{ wen: 1, reply: 2 }]");

        Assert.Equal(
            ["config.yaml:1:11", "config.yaml:3:1", "r.json5:1:4", "r.json5:1:19"],
            compiled.Problems.Select(problem => problem.Location.ToString())
        );
    }

    [Fact]
    public void Fallback_OfTheConfiguration_UsesTemplatesOfTheRules()
    {
        var compiled = CompileWith("fallback: $sorry\nrules: r", """{ fallback: "other", templates: { sorry: "Sorry?" }, rules: [] }""");

        Assert.Empty(compiled.Problems);
        Assert.Empty(compiled.Warnings);
        Assert.Equal("config.yaml:1:11", compiled.FallbackOrigin);
    }

    [Fact]
    public void Counters_OfRules_FollowTheirContent()
    {
        var before = Names("""[{ when: "a", reply: "$t" }, { when: "b", reply: "1" }, { name: "n", when: "c", reply: "2" }]""", "old");
        var moved = Names("""[{ when: "new", reply: "x" },{ when: 'b', reply: '1' /* moved */ }, { name: "n", when: "c", reply: "2" }, { when: "a", reply: "$t$" }]""", "old");
        var changed = Names("""[{ when: "a", reply: "$t" }, { when: "b", reply: "1!" }, { name: "m", when: "c", reply: "2" }]""", "new");

        Assert.Equal(before[1..], moved[1..3]);
        Assert.Empty(before.Intersect(changed));
    }

    [Fact]
    public void Counters_OfTheSameRuleTwice_Differ()
    {
        var names = Names("""[{ when: "a", reply: "1", times: 1 }, { when: "a", reply: "1", times: 1 }]""", "old");

        Assert.NotEqual(names[0], names[1]);
    }

    [Fact]
    public void Book_CountingOn_KeepsTheCountersOfWhatIsUnchanged()
    {
        var old = CompileWith("rules: r", """[{ when: "a", reply: "1" }, { when: "b", reply: "2" }]""").Mock.Rules;
        old.Rules[0].Counter.Add();
        old.Rules[1].Counter.Add();

        var book = CompileWith("rules: r", """[{ when: "b", reply: "two" }, { when: "a", reply: "1" }]""").Mock.Rules.CountingOnFrom(old);

        Assert.Equal([0, 1], book.Rules.Select(rule => rule.Counter.Value));
    }

    private static List<string> Names(string rules, string template) =>
        [.. CompileWith("rules: r", $$"""{ templates: { t: "{{template}}" }, rules: {{rules}} }""").Mock.Rules.Rules.Select(rule => rule.CounterName)];

    private static CompiledConfiguration CompileWith(string configuration, string rules) =>
        ConfigurationCompiler.Compile(
            Source("config.yaml", configuration),
            [],
            [],
            _ => new RuleSources([new ConfigurationSource("r.json5", rules, ConfigurationSyntax.Json5)], [])
        );

    private static ConfigurationSource Source(string name, string text) => new(name, text, ConfigurationSyntax.Yaml);
}
