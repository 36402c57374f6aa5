using Mimus.Core.Configuration;
using Mimus.Core.Configuration.Rules;
using Mimus.Core.Model;
using Mimus.Core.Rules;
using Mimus.Core.Rules.Templates;
using Mimus.Core.Tests.Rules;

namespace Mimus.Core.Tests.Configuration.Rules;

/// <summary>Compiles rule files for tests.</summary>
internal static class CompileRules
{
    public static CompiledRules Json5(string text) => Files(("rules.json5", text));

    public static CompiledRules Yaml(string text) => Files(("rules.yaml", text));

    public static CompiledRules Files(params (string Name, string Text)[] files) =>
        RuleFilesCompiler.Compile(
            [.. files.Select(file => new ConfigurationSource(file.Name, file.Text, ConfigurationSource.SyntaxOf(file.Name)!.Value))]
        );

    /// <summary>The rules of a text that has neither problems nor warnings.</summary>
    public static IReadOnlyList<Rule> Rules(string text)
    {
        var compiled = Json5(text);
        Assert.Empty(compiled.Problems);
        Assert.Empty(compiled.Warnings);
        return compiled.Book.Rules;
    }

    /// <summary>The only rule of a text that is a rule without its brackets.</summary>
    public static Rule Rule(string text) => Assert.Single(Rules($"[{text}]"));

    /// <summary>The only reply of a rule with this reply.</summary>
    public static RuleReply Reply(string text) => Assert.Single(Rule($"{{ reply: {text} }}").Replies);

    /// <summary>True where a rule with this <c>when</c> answers the request.</summary>
    public static bool Matches(string when, MockRequest request) =>
        RuleBook.Matches(Rule($"{{ when: {when}, reply: 'x' }}"), new RuleSubject(request));

    /// <summary>What a reply comes to.</summary>
    public static async Task<GeneratedReply> Generated(string reply, MockRequest? request = null) =>
        Assert.IsType<GeneratedReply>(await new Ruled(Rule($"{{ reply: {reply} }}")).Ask(request ?? Some.Request(Some.User("hello"))));

    /// <summary>A reply in one line.</summary>
    public static string Show(IReadOnlyList<ReplyPart> parts) =>
        string.Join(
            " | ",
            parts.Select(part =>
                part switch
                {
                    ReplyReasoning reasoning => $"reasoning: {reasoning.Text}",
                    ReplyRefusal refusal => $"refusal: {refusal.Text}",
                    ReplyToolCall call => $"{call.Name}({call.Arguments}){call.Id}",
                    _ => part.Content,
                }
            )
        );

    public static string Show(RuleReply reply) =>
        Show([.. reply.Parts.Select(part => part.Render(new TemplateContext(new RuleSubject(Some.Request()), 1, Some.Time, new(1))))]);
}
