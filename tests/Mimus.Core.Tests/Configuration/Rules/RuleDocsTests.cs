using System.Text.RegularExpressions;
using Mimus.Core.Configuration;
using Mimus.Core.Configuration.Rules;
using Mimus.Core.Tests.Architecture;

namespace Mimus.Core.Tests.Configuration.Rules;

/// <summary>The rules that <c>docs/rules.md</c> shows must work, and what it says of broken ones must be so.</summary>
public partial class RuleDocsTests
{
    private static readonly string s_page = Repository.Text("docs/rules.md") ?? "";

    public static TheoryData<string, string> Snippets =>
        [
            .. Snippet()
                .Matches(s_page)
                .Concat(
                    new[] { "README.md", "docs/scopes.md" }
                        .SelectMany(page => Snippet().Matches(Repository.Text(page) ?? ""))
                        .Where(match => match.Groups["language"].Value == "json5")
                )
                .Select(match => (match.Groups["language"].Value, match.Groups["text"].Value)),
        ];

    public static TheoryData<string, string> BrokenSnippets =>
        [.. BrokenSnippet().Matches(s_page).Select(match => (match.Groups["text"].Value, match.Groups["messages"].Value))];

    [Theory]
    [MemberData(nameof(Snippets))]
    public void Docs_Snippet_IsLoadedWithoutProblemsAndWarnings(string language, string text)
    {
        var compiled = language == "yaml" ? CompileRules.Yaml(text) : CompileRules.Json5(text);

        Assert.Empty(compiled.Problems);
        Assert.Empty(compiled.Warnings);
        Assert.NotEmpty(compiled.Book.Rules);
        Assert.True(language == "yaml" || RuleSchemaTests.IsValidRules(text), "The schema refuses it.");
    }

    [Theory]
    [MemberData(nameof(BrokenSnippets))]
    public void Docs_BrokenSnippet_GivesTheMessagesShown(string text, string messages)
    {
        var compiled = CompileRules.Json5(text);

        Assert.Equal(messages.TrimEnd().Split('\n'), compiled.Problems.Concat(compiled.Warnings).Select(problem => problem.ToString()));
    }

    [Fact]
    public void Docs_Page_HasEveryKey()
    {
        Assert.All(MatchKeys.All.Concat(ReplyKeys.All), key => Assert.Contains($"| `{key.Name}` |", s_page, StringComparison.Ordinal));
        ConfigurationKey[] others = [.. RuleKeys.Root, .. RuleKeys.Rule, .. RuleKeys.Step, .. MatchKeys.ExactForm, .. ReplyKeys.UsageParts, .. ReplyKeys.ErrorParts, .. ReplyKeys.ToolCall, .. ReplyKeys.Part];
        Assert.All(others, key => Assert.Matches($@"`[^`\n]*(?<![\w-]){Regex.Escape(key.Name)}\b[^`\n]*`", s_page));
    }

    [GeneratedRegex(@"^```(?<language>yaml|json5)\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Snippet();

    [GeneratedRegex(@"^```json5 broken\n(?<text>.*?)^```\n\n```text\n(?<messages>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex BrokenSnippet();
}
