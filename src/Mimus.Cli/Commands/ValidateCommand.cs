using System.CommandLine;
using Mimus.Cli.Loading;
using Mimus.Core.Configuration;
using Mimus.Core.Configuration.Documents;
using Mimus.Core.Configuration.Rules;

namespace Mimus.Cli.Commands;

/// <summary><c>mimus validate</c>: finds everything that is wrong with rule files and configurations.</summary>
internal sealed class ValidateCommand : Subcommand
{
    private readonly Argument<string[]> _paths =
        new("PATH")
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description =
                "Rule files, folders with rule files, or a configuration (config.yaml, .yml, .json, .json5), whose rule files are checked with it. "
                + "[default: the configuration of this folder]",
        };

    private readonly Option<bool> _json = new("--json") { Description = "Writes the findings as a JSON array." };

    public ValidateCommand()
        : base(
            "validate",
            "Checks rule files and configurations, and says all that is wrong or looks so. Ends with 0 when they can be used, else with 1.",
            """
              mimus validate                       the configuration of this folder and the rule files that it names
              mimus validate rules.json5           a rule file
              mimus validate rules more.yaml       all rule files of a folder together with another
              mimus validate rules.json5 --json    the findings for another program
            """
        )
    {
        Arguments.Add(_paths);
        Options.Add(_json);
    }

    public override Task<int> RunAsync(ParseResult result, CommandSurroundings surroundings) =>
        Task.FromResult(Run(result.GetValue(_paths) ?? [], result.GetValue(_json), surroundings));

    private static int Run(string[] paths, bool isJson, CommandSurroundings surroundings)
    {
        // What is not there or is a folder is told with the rules.
        var configurations = paths.Where(path => ConfigurationFile.IsDefaultName(path) && File.Exists(Path.Combine(surroundings.Directory, path))).ToList();
        var findings = new List<Finding>();

        // A rule file may be named and be the configuration's as well.
        var (files, rules) = (new HashSet<string>(), new HashSet<string>());
        foreach (var file in paths.Length == 0 ? [null] : configurations.Cast<string?>())
        {
            var source = ConfigurationFile.Read(surroundings.Directory, file, out var problem);
            if (source is null && problem is not null)
            {
                findings.Add(new Finding(new ConfigurationProblem(SourceLocation.Whole(file ?? "configuration"), "", problem.TrimEnd('.')), IsWarning: false));
                continue;
            }

            if (source is null)
            {
                return Refusal.Tell(["There is no configuration in this folder; name the files to check, as in 'mimus validate rules.json5'."], surroundings);
            }

            var compiled = ConfigurationCompiler.Compile(source, [], [], named => RuleFiles.Read(surroundings.Directory, source.Name, named));
            Add(findings, compiled.Problems, compiled.Warnings);
            files.UnionWith(compiled.RuleFiles.Append(source).Select(read => read.Name));
            rules.UnionWith(compiled.Mock.Rules.Rules.Select(rule => rule.Name));
        }

        if (paths.Except(configurations).Select(path => new RulePath(path, SourceLocation.Whole(path), "")).ToList() is { Count: > 0 } rest)
        {
            var sources = RuleFiles.Read(surroundings.Directory, null, rest);
            var compiled = RuleFilesCompiler.Compile(sources.Files, null, sources.Code);
            Add(findings, [.. sources.Problems, .. compiled.Problems], [.. sources.Warnings, .. compiled.Warnings]);
            files.UnionWith(sources.Files.Select(read => read.Name).Concat(sources.Code.Select(read => read.Name)));
            rules.UnionWith(compiled.Book.Rules.Select(rule => rule.Name));
        }

        findings = [.. findings.Distinct()];
        surroundings.Output.WriteLine(isJson ? FindingsWriter.Write(findings) : Describe(findings, files.Count, rules.Count, surroundings));
        return findings.Exists(finding => !finding.IsWarning) ? ExitCode.Findings : ExitCode.Success;
    }

    private static void Add(List<Finding> findings, IReadOnlyList<ConfigurationProblem> problems, IReadOnlyList<ConfigurationProblem> warnings)
    {
        findings.AddRange(problems.Select(problem => new Finding(problem, IsWarning: false)));
        findings.AddRange(warnings.Select(warning => new Finding(warning, IsWarning: true)));
    }

    private static string Describe(List<Finding> findings, int files, int rules, CommandSurroundings surroundings)
    {
        var colors = new Coloring(surroundings.UsesColorInOutput);
        var lines = findings.Select(finding => $"{(finding.IsWarning ? colors.Yellow("warning") : colors.Red("error"))}: {finding.Problem}");
        var warnings = findings.Count(finding => finding.IsWarning);
        var place = $"in {Counted.Of(files, "file", "files")} with {Counted.Of(rules, "rule", "rules")}";
        var sum = (findings.Count - warnings, warnings) switch
        {
            (0, 0) => $"{colors.Green("fine")}: no problems {place}.",
            (0, _) => $"{Counted.Of(warnings, "warning", "warnings")} {place}; they can be used.",
            (var errors, 0) => $"{Counted.Of(errors, "problem", "problems")} {place}.",
            var (errors, _) => $"{Counted.Of(errors, "problem", "problems")} and {Counted.Of(warnings, "warning", "warnings")} {place}.",
        };
        return string.Join(Environment.NewLine, lines.Append(sum));
    }
}
