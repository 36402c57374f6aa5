using System.Text.Json;
using Json.Schema;
using Mimus.Core.Configuration;
using Mimus.Core.Configuration.Documents;
using Mimus.Core.Configuration.Rules;
using Mimus.Core.Configuration.Rules.Demonstration;
using Mimus.Core.Tests.Architecture;

namespace Mimus.Core.Tests.Configuration.Rules;

public class RuleSchemaTests
{
    private static readonly JsonSchema s_rules = Build(RuleSchema.OfRules());
    private static readonly JsonSchema s_configuration = Build(RuleSchema.OfConfiguration());

    [Theory]
    [InlineData("rules")]
    [InlineData("config")]
    public void Schema_InTheRepository_IsTheOneGenerated(string name)
    {
        var generated = name == "rules" ? RuleSchema.OfRules() : RuleSchema.OfConfiguration();

        Assert.True(
            Repository.Text($"schemas/{name}.schema.json") == generated,
            $"schemas/{name}.schema.json is not what RuleSchema makes; write this into it:\n{generated}"
        );
    }

    [Fact]
    public void Schema_OfTheDemonstrationFiles_AcceptsThem()
    {
        Assert.True(IsValid(s_rules, DemonstrationFiles.Rules));
        Assert.True(IsValid(s_configuration, DemonstrationFiles.Configuration));
    }

    [Theory]
    [InlineData("[{ when: 'a', replly: 'b' }]")]
    [InlineData("{ rulse: [] }")]
    [InlineData("{ rules: [{ when: { modle: 'a' }, reply: 'b' }] }")]
    [InlineData("[{ reply: { txt: 'a' } }]")]
    [InlineData("[{ reply: { tools: [{ nam: 'a' }] } }]")]
    [InlineData("[{ replies: [] }]")]
    [InlineData("[{ replies: ['a'], then: 'again' }]")]
    [InlineData("[{ reply: { error: { status: 200, message: 'a' } } }]")]
    [InlineData("[{ when: { model: { exactly: 'a' } }, reply: 'b' }]")]
    [InlineData("[{ when: { turn: 'first' }, reply: 'b' }]")]
    public void Schema_OfRules_RefusesWhatTheCompilerRefuses(string text)
    {
        Assert.NotEmpty(CompileRules.Json5(text).Problems);
        Assert.False(IsValid(s_rules, text));
    }

    [Theory]
    [InlineData("[{ when: { tool_name: 'a', toolCallId: 'b', 'any-message': '/c/', header: { d: true }, body: { '/e': [1] }, not: 'f', any: ['g', { turn: 0 }] }, replies: ['h', { reply: 'i', chunk_size: 5, latency: '20ms' }, { text: 'j', chunkSize: 0 }], then: 'loop', times: 2, priority: -1, name: 'k' }]")]
    [InlineData("{ $schema: 'x', templates: { a: { parts: ['b', { tool: { name: 'c', args: {} } }], usage: { input: 1, output_tokens: 2 } } }, fallback: '$a', rules: [] }")]
    [InlineData("[{ when: { model: { one_of: ['a'] } }, reply: { error: { status: 429, message: 'a', retry_after: 1.5, headers: { a: 'b' } } } }]")]
    public void Schema_OfRules_AcceptsEverySpelling(string text)
    {
        Assert.Empty(CompileRules.Json5(text).Problems);
        Assert.True(IsValid(s_rules, text));
    }

    [Theory]
    [InlineData("{ prot: 1 }", false)]
    [InlineData("{ port: 65536 }", false)]
    [InlineData("{ cors: { allow_origins: ['*'] }, maxBodyBytes: '32MB', 'default-latency': 5, models: ['a', { id: 'b' }], seed: 18446744073709551615 }", true)]
    [InlineData("{ strategies: ['MirorStrategy'] }", false)]
    [InlineData("{ customReplies: [{ question: 'a' }] }", false)]
    public void Schema_OfConfigurations_AgreesWithTheCompiler(string text, bool isValid)
    {
        Assert.Equal(isValid, Compile.Json5(text).Problems.Count == 0);
        Assert.Equal(isValid, IsValid(s_configuration, text));
    }

    [Fact]
    public void Keys_OfRuleFiles_AllHaveAShapeAndASummary()
    {
        ConfigurationKey[] keys =
        [
            .. RuleKeys.Root, .. RuleKeys.Rule, .. RuleKeys.Step, .. MatchKeys.All, .. MatchKeys.ExactForm, .. ReplyKeys.All, .. ReplyKeys.Part,
            .. ReplyKeys.ToolCall, .. ReplyKeys.UsageParts, .. ReplyKeys.ErrorParts, .. ConfigurationKeys.Root,
        ];

        Assert.All(keys, key => Assert.NotEqual("", key.Summary));
        Assert.All(keys, key => Assert.NotEqual(Core.Configuration.Schemas.ValueShape.Anything, key.Shape));
    }

    internal static bool IsValidRules(string json5) => IsValid(s_rules, json5);

    private static bool IsValid(JsonSchema schema, string json5)
    {
        var problems = new ConfigurationProblems();
        var node = DocumentReader.Read(new ConfigurationSource("file", json5, ConfigurationSyntax.Json5), problems);
        using var document = JsonDocument.Parse(NodeJson.Write(node!, problems)!);
        return schema.Evaluate(document.RootElement).IsValid;
    }

    private static JsonSchema Build(string text) =>
        JsonSchema.FromText(text, new BuildOptions { SchemaRegistry = new SchemaRegistry(), Dialect = Dialect.Draft202012 });
}
