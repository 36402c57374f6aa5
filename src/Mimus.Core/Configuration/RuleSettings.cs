using Mimus.Core.Configuration.Documents;
using Mimus.Core.Configuration.Rules;
using Mimus.Core.Latency;
using Mimus.Core.Rules;

namespace Mimus.Core.Configuration;

/// <summary>Reads which rules apply, and what happens where none does.</summary>
internal sealed class RuleSettings(
    NodeReader reader,
    ConfigurationProblems problems,
    Func<ConfigurationKey, ConfigurationNode?> find,
    Func<IReadOnlyList<RulePath>, RuleSources> fetch,
    LatencyProfiles profiles
)
{
    private static readonly CompiledRules s_none = new(RuleBook.Empty, null, null, [], []);

    /// <summary>The words for what tells scopes apart.</summary>
    public static IReadOnlyList<string> ScopeSources { get; } = ["header", "api-key"];

    /// <summary>What was named as rules.</summary>
    public IReadOnlyList<RulePath> Paths { get; private set; } = [];

    /// <summary>The rule files that were read.</summary>
    public IReadOnlyList<ConfigurationSource> Files { get; private set; } = [];

    /// <summary>The rules and the fallback.</summary>
    public CompiledRules Rules { get; private set; } = s_none;

    public bool IsStrict { get; private set; }

    public bool IsScopedByKey { get; private set; }

    public bool Watches { get; private set; }

    public RuleSettings Read()
    {
        Paths = ReadPaths(find(ConfigurationKeys.Rules));
        IsStrict = reader.Flag(find(ConfigurationKeys.Strict)) ?? false;
        Watches = reader.Flag(find(ConfigurationKeys.Watch)) ?? false;
        IsScopedByKey = reader.Choice(find(ConfigurationKeys.ScopeBy), ScopeSources, "what scopes can be told apart by") == "api-key";
        var fallback = find(ConfigurationKeys.Fallback);
        if (Paths.Count > 0 || fallback is not null)
        {
            var sources = Paths.Count > 0 ? fetch(Paths) : RuleSources.None;
            Files = [.. sources.Files, .. sources.Code.Select(coded => coded.Source)];
            Rules = RuleFilesCompiler.Compile(sources.Files, fallback, sources.Code, profiles);
            Report(sources);
        }

        return this;
    }

    private void Report(RuleSources sources)
    {
        foreach (var problem in sources.Problems.Concat(Rules.Problems))
        {
            problems.Add(problem);
        }

        foreach (var warning in sources.Warnings.Concat(Rules.Warnings))
        {
            problems.Warn(warning);
        }
    }

    private List<RulePath> ReadPaths(ConfigurationNode? node)
    {
        var paths = new List<RulePath>();
        foreach (var item in node is ConfigurationList list ? list.Items : node is null ? [] : [node])
        {
            if (reader.Text(item, "the path of a rule file, or of a folder with rule files") is { } path)
            {
                paths.Add(new RulePath(path.Trim(), item.Location, item.Path));
            }
        }

        return paths;
    }
}
