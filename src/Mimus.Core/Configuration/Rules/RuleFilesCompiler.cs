using Mimus.Core.Configuration.Documents;
using Mimus.Core.Latency;
using Mimus.Core.Rules;

namespace Mimus.Core.Configuration.Rules;

/// <summary>Makes a rule book of rule files, and finds every problem on the way.</summary>
internal sealed class RuleFilesCompiler
{
    private const string Expected = "a list of rules, or an object with templates, fallback and rules";

    private readonly ConfigurationProblems _problems = new();
    private readonly NodeReader _reader;
    private readonly TemplateTable _templates;
    private readonly ReplyReader _replies;
    private readonly List<ConfigurationNode> _rules = [];
    private readonly List<ConfigurationNode> _fallbacks = [];
    private readonly ConfigurationNode? _configured;

    private RuleFilesCompiler(ConfigurationNode? configured, LatencyProfiles? profiles)
    {
        _configured = configured;
        _reader = new NodeReader(_problems);
        _templates = new TemplateTable(_problems);
        _replies = new ReplyReader(_reader, _problems, _templates, profiles);
    }

    /// <summary>Compiles rule files; their rules are asked in the order of the files, and templates of one can be used in all.</summary>
    /// <param name="files">The files.</param>
    /// <param name="fallback">The fallback that flag or configuration say; it wins over the files'.</param>
    /// <param name="code">The rules of files that are code, in the order of their positions among the others; null for none.</param>
    /// <param name="profiles">The profiles of latency that replies can name; null for those that Mimus has.</param>
    public static CompiledRules Compile(
        IReadOnlyList<ConfigurationSource> files,
        ConfigurationNode? fallback = null,
        IReadOnlyList<CodeRules>? code = null,
        LatencyProfiles? profiles = null
    ) => new RuleFilesCompiler(fallback, profiles).CompileAll(files, code ?? []);

    /// <summary>
    /// Reads a reply that a program made, in the words of rule files: it is literal, so dollars and braces in it are no references and no
    /// placeholders.
    /// </summary>
    /// <returns>The reply, or null and the problems.</returns>
    public static (RuleReply? Reply, IReadOnlyList<ConfigurationProblem> Problems) CompileReply(ConfigurationSource source)
    {
        var problems = new ConfigurationProblems();
        var replies = new ReplyReader(new NodeReader(problems), problems, templates: null);
        var reply = DocumentReader.Read(source, problems) is { } node ? replies.Read(node) : null;
        return (problems.Errors.Count == 0 ? reply : null, problems.Errors);
    }

    private CompiledRules CompileAll(IReadOnlyList<ConfigurationSource> files, IReadOnlyList<CodeRules> code)
    {
        var ends = new List<int>();
        foreach (var file in files)
        {
            Open(file);
            ends.Add(_rules.Count);
        }

        var rules = new RuleReader(_reader, _problems, _replies, new RuleIdentity(_templates));
        var read = _rules.Select(rules.Read).ToList();
        var origins = read.OfType<RuleOrigin>().ToList();
        var coded = code.FirstOrDefault(file => file.Fallback is not null);
        var fallback = ReadFallback() ?? coded?.Fallback;
        _templates.ReadUnused(_replies);
        if (_problems.Errors.Count == 0)
        {
            new RuleLint(_problems).Check(origins);
        }

        return new CompiledRules(
            RuleBook.Of(Merge(read, ends, code)),
            fallback,
            (_configured ?? _fallbacks.FirstOrDefault())?.Location.ToString() ?? coded?.Name,
            InOrder(_problems.Errors, files),
            InOrder(_problems.Warnings, files)
        );
    }

    // Data and code in the order of their files.
    private static IEnumerable<Rule> Merge(List<RuleOrigin?> read, List<int> ends, IReadOnlyList<CodeRules> code)
    {
        for (var file = 0; file <= ends.Count; file++)
        {
            foreach (var rule in code.Where(coded => coded.Position == file).SelectMany(coded => coded.Rules))
            {
                yield return rule;
            }

            for (var index = file == 0 ? 0 : ends[file - 1]; file < ends.Count && index < ends[file]; index++)
            {
                if (read[index] is { } origin)
                {
                    yield return origin.Rule;
                }
            }
        }
    }

    private void Open(ConfigurationSource file)
    {
        switch (DocumentReader.Read(file, _problems))
        {
            case null or { IsNull: true }:
                break;
            case ConfigurationList list:
                _rules.AddRange(list.Items);
                break;
            case ConfigurationMapping mapping when IsRule(mapping):
                _problems.Add(
                    new ConfigurationProblem(mapping.Location, "", "a single rule stands where a list of rules is expected")
                    {
                        Expected = "'[' and ']' around the rule",
                    }
                );
                break;
            case ConfigurationMapping mapping:
                Open(MappingFields.Of(mapping, RuleKeys.Root, _problems));
                break;
            case var other:
                _reader.Reject(other, "is not what a rule file holds", Expected);
                break;
        }
    }

    private void Open(MappingFields fields)
    {
        _reader.Text(fields.Find(ConfigurationKeys.Schema), "the schema's address");
        if (_reader.Mapping(fields.Find(RuleKeys.Templates), "replies with names, as in { sorry: \"I can't.\" }") is { } templates)
        {
            _templates.Add(templates);
        }

        if (fields.Find(RuleKeys.Fallback) is { } fallback)
        {
            _fallbacks.Add(fallback);
        }

        _rules.AddRange(_reader.Items(fields.Find(RuleKeys.Rules), "a list of rules, as in [{ when: \"hello\", reply: \"Hi!\" }]") ?? []);
    }

    private RuleReply? ReadFallback()
    {
        var configured = _configured is null ? null : _replies.Read(_configured);
        var fallbacks = _fallbacks.Select(_replies.Read).ToList();
        foreach (var second in _fallbacks.Skip(1))
        {
            _problems.Add(
                new ConfigurationProblem(second.Location, second.Path, $"there is a fallback already at {_fallbacks[0].Location}")
                {
                    Expected = "one fallback for all files",
                }
            );
        }

        return _configured is null ? fallbacks.FirstOrDefault() : configured;
    }

    private static bool IsRule(ConfigurationMapping mapping) =>
        mapping.Entries.Any(entry => RuleKeys.When.IsWrittenAs(entry.Key) || RuleKeys.Reply.IsWrittenAs(entry.Key));

    // File by file, and each from top to bottom.
    private static List<ConfigurationProblem> InOrder(
        IReadOnlyList<ConfigurationProblem> problems,
        IReadOnlyList<ConfigurationSource> files
    )
    {
        // What stands in no rule file, such as a flag's fallback, comes behind them.
        var names = files.Select(file => file.Name).ToList();
        return
        [
            .. problems
                .Distinct()
                .OrderBy(problem => names.IndexOf(problem.Location.Source) is >= 0 and var place ? place : names.Count)
                .ThenBy(problem => (problem.Location.Line, problem.Location.Column)),
        ];
    }
}
