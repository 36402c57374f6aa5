using System.Text.RegularExpressions;
using Mimus.Core.Configuration;
using Mimus.Core.Tests.Architecture;

namespace Mimus.Core.Tests.Configuration;

/// <summary>The configurations that <c>docs/configuration.md</c> and other pages show must work.</summary>
public partial class ConfigurationDocsTests
{
    private static readonly string s_page = Repository.Text("docs/configuration.md") ?? "";

    public static TheoryData<string, string> Snippets =>
        [.. Snippet().Matches(s_page).Select(match => (match.Groups["language"].Value, match.Groups["text"].Value)), .. OtherPages()];

    [Theory]
    [MemberData(nameof(Snippets))]
    public void Docs_Snippet_IsLoadedWithoutProblems(string language, string text)
    {
        var compiled = language switch
        {
            "yaml" => Compile.Yaml(text),
            "sh" => Compile.Environment([.. Export().Matches(text).Select(match => (match.Groups["name"].Value, match.Groups["value"].Value))]),
            _ => Compile.Json5(text),
        };

        Assert.Empty(compiled.Problems);
        Assert.Empty(compiled.Warnings);
    }

    [Fact]
    public void Docs_Page_HasEveryKeyAndVariable()
    {
        Assert.All(ConfigurationKeys.Root.Where(key => key != ConfigurationKeys.Cors && key != ConfigurationKeys.History), IsShown);
        Assert.All(ConfigurationKeys.Overridable, IsShown);
        Assert.All(
            ConfigurationKeys.Overridable,
            key => Assert.Contains($"`MIMUS_{key.VariableNames().First()}`", s_page, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Docs_FileWithEverything_HasTheDocumentedDefaults()
    {
        var all = Compile.Yaml(Snippet().Match(s_page).Groups["text"].Value);

        Assert.Equal(
            MockConfiguration.Default.Strategies.Select(strategy => strategy.Name),
            all.Mock.Strategies.Select(strategy => strategy.Name).Where(name => name != "RuleStrategy")
        );
        Assert.Equal(MockConfiguration.Default.Validation, all.Mock.Validation);
        Assert.Equal(32 * 1024 * 1024, all.Host.MaxBodyBytes);
        Assert.Equal(32 * 1024 * 1024, all.Host.HistoryMaxBytes);
        Assert.Equal(TimeSpan.FromSeconds(5), all.Host.ShutdownGrace);
    }

    // The other pages show configurations as YAML.
    private static IEnumerable<(string, string)> OtherPages() =>
        new[] { "README.md", "docs/strategies.md" }
            .SelectMany(page => Snippet().Matches(Repository.Text(page) ?? ""))
            .Where(match => match.Groups["language"].Value == "yaml")
            .Select(match => ("yaml", match.Groups["text"].Value));

    private static void IsShown(ConfigurationKey key) => Assert.Contains($"`{key.Path}`", s_page, StringComparison.Ordinal);

    [GeneratedRegex(@"^```(?<language>yaml|json5|json|sh)\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Snippet();

    [GeneratedRegex("""^export (?<name>\w+)=(?<quote>["']?)(?<value>.*)\k<quote>$""", RegexOptions.Multiline)]
    private static partial Regex Export();
}
