using Mimus.Core.Configuration.Documents;

namespace Mimus.Core.Configuration;

/// <summary>Makes a configuration's snapshot of its document, the environment and the command line, and finds every problem on the way.</summary>
internal sealed class ConfigurationCompiler
{
    private readonly ConfigurationProblems _problems = new();
    private readonly NodeReader _reader;
    private readonly MappingFields _root;
    private readonly MappingFields _cors;
    private readonly MappingFields _history;
    private readonly ConfigurationOverrides _overrides;
    private readonly Func<IReadOnlyList<RulePath>, RuleSources> _fetch;

    private ConfigurationCompiler(
        ConfigurationSource? source,
        IReadOnlyList<KeyValuePair<string, string>> environment,
        IReadOnlyList<ConfigurationFlag> flags,
        Func<IReadOnlyList<RulePath>, RuleSources> fetch
    )
    {
        _fetch = fetch;
        _reader = new NodeReader(_problems);
        _root = source is null ? MappingFields.Empty : ReadRoot(source);
        _cors = ReadNested(ConfigurationKeys.Cors, [ConfigurationKeys.CorsAllowOrigins]);
        _history = ReadNested(ConfigurationKeys.History, [ConfigurationKeys.HistoryMaxRequests, ConfigurationKeys.HistoryMaxBytes]);
        _overrides = ConfigurationOverrides.Of(environment, flags, _problems);
    }

    /// <summary>Compiles a configuration; flags win over environment variables, those over the document, that over the defaults.</summary>
    /// <param name="source">The document; null where there is none.</param>
    /// <param name="environment">All environment variables: the ones that matter are picked out.</param>
    /// <param name="flags">What the command line says; nothing by default.</param>
    /// <param name="fetch">Reads the rule files behind paths; by default nothing is read.</param>
    public static CompiledConfiguration Compile(
        ConfigurationSource? source,
        IReadOnlyList<KeyValuePair<string, string>> environment,
        IReadOnlyList<ConfigurationFlag>? flags = null,
        Func<IReadOnlyList<RulePath>, RuleSources>? fetch = null
    ) => new ConfigurationCompiler(source, environment, flags ?? [], fetch ?? (_ => RuleSources.None)).Compile(source?.Name);

    private CompiledConfiguration Compile(string? file)
    {
        var profiles = ProfileSettings.Read(Find(ConfigurationKeys.Profiles), _reader, _problems);
        var latency = new LatencySettings(_reader, _problems, profiles);
        var faults = new FaultSettings(_reader, _problems);
        var rules = new RuleSettings(_reader, _problems, Find, _fetch, profiles).Read();
        var replies = new ReplySettings(_reader, _problems, Find, rules, latency).Read();
        var mock = replies.Configuration with
        {
            ApiKey = _reader.Text(Find(ConfigurationKeys.ApiKey), "the key that clients must send"),
            Models = ModelSettings.Read(Find(ConfigurationKeys.Models), _reader, _problems, latency),
            Profiles = profiles,
            HasPromptCache = _reader.Flag(Find(ConfigurationKeys.PromptCache)) ?? true,
            Limits = Find(ConfigurationKeys.Limits) is { } limits ? new LimitReader(_reader, _problems).Read(limits) : null,
            Faults = [.. faults.ReadAll(Find(ConfigurationKeys.Faults)), .. faults.ReadPresets(Find(ConfigurationKeys.Chaos))],
            AllowedOrigins = OriginSettings.Read(Find(ConfigurationKeys.CorsAllowOrigins), _reader, _problems),
            AllowsHeaderControl = _reader.Flag(Find(ConfigurationKeys.AllowHeaderControl)),
            Debug = _reader.Flag(Find(ConfigurationKeys.Debug)) ?? false,
        };
        var host = new HostSettingsReader(_reader, Find).Read();
        return new CompiledConfiguration(mock, host, InOrder(_problems.Errors, file), InOrder(_problems.Warnings, file))
        {
            CustomReplyCount = replies.CustomReplyCount,
            RulePaths = rules.Paths,
            RuleFiles = rules.Files,
            FallbackOrigin = rules.Rules.FallbackOrigin,
            Watches = rules.Watches,
        };
    }

    private MappingFields ReadRoot(ConfigurationSource source) =>
        DocumentReader.Read(source, _problems) is { IsNull: false } node
        && _reader.Mapping(node, "keys with values, as in 'port: 8000'") is { } mapping
            ? MappingFields.Of(mapping, ConfigurationKeys.Root, _problems)
            : MappingFields.Empty;

    private MappingFields ReadNested(ConfigurationKey key, IReadOnlyList<ConfigurationKey> keys) =>
        _reader.Mapping(_root.Find(key), $"a mapping with {string.Join(", ", keys.Select(nested => nested.Name))}") is { } mapping
            ? MappingFields.Of(mapping, keys, _problems)
            : MappingFields.Empty;

    private ConfigurationNode? Find(ConfigurationKey key) =>
        _overrides.Find(key)
        ?? key.Parent switch
        {
            null => _root.Find(key),
            "cors" => _cors.Find(key),
            _ => _history.Find(key),
        };

    // The file from top to bottom, and then what stands outside it in the order in which it was found.
    private static List<ConfigurationProblem> InOrder(IReadOnlyList<ConfigurationProblem> problems, string? file) =>
    [
        .. problems
            .OrderBy(problem => problem.Location.Source == file ? 0 : 1)
            .ThenBy(problem => problem.Location.Source == file ? (problem.Location.Line, problem.Location.Column) : default),
    ];
}
