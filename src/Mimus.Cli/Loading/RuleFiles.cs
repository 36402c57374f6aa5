using System.Text;
using Mimus.Core.Configuration;
using Mimus.Core.Configuration.Documents;
using Mimus.Core.Configuration.Rules;
using Mimus.Scripting;

namespace Mimus.Cli.Loading;

/// <summary>Finds and reads rule files.</summary>
/// <param name="directory">The folder that the command was started in.</param>
/// <param name="configuration">The configuration's file, as its user named it; null for none.</param>
internal sealed class RuleFiles(string directory, string? configuration)
{
    private const string Endings = ".json5, .json, .yaml, .yml, .js or .mjs";

    // Deep enough for anyone, and an end for folders that lead into themselves.
    private const int MaximumDepth = 16;

    private readonly List<ConfigurationSource> _files = [];
    private readonly List<CodeRules> _code = [];
    private readonly List<ConfigurationProblem> _problems = [];
    private readonly List<ConfigurationProblem> _warnings = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>Reads all files behind the paths, in the order of the paths and within a folder by name.</summary>
    public static RuleSources Read(string directory, string? configuration, IReadOnlyList<RulePath> paths)
    {
        var files = new RuleFiles(directory, configuration);
        foreach (var path in paths)
        {
            files.Read(path);
        }

        return new RuleSources(files._files, files._problems) { Code = files._code, Warnings = files._warnings };
    }

    /// <summary>Where a path leads: relative to the configuration's folder where that names it, else to the folder of the command.</summary>
    public static string Locate(string directory, string? configuration, RulePath path) =>
        configuration is not null && path.Location.Source == configuration
            ? Path.GetFullPath(Path.Combine(directory, Path.GetDirectoryName(configuration) ?? "", path.Path))
            : Path.GetFullPath(Path.Combine(directory, path.Path));

    private void Read(RulePath path)
    {
        var full = Locate(directory, configuration, path);
        if (!Directory.Exists(full))
        {
            ReadFile(path, full, NameOf(path, full));
            return;
        }

        var found = Find(path, full);
        if (found.Count == 0)
        {
            _warnings.Add(path.Problem($"the folder {Quotation.Of(path.Path)} has no rule files in it", $"files into it whose names end in {Endings}"));
        }

        foreach (var name in found)
        {
            var file = Path.Combine(full, name);
            ReadFile(path, file, NameOf(path, file));
        }
    }

    private List<string> Find(RulePath path, string folder)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = MaximumDepth, IgnoreInaccessible = false };
        try
        {
            return
            [
                .. Directory
                    .EnumerateFiles(folder, "*", options)
                    .Select(file => Path.GetRelativePath(folder, file))
                    .Where(IsRuleFile)
                    .Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var reason = exception.Message.TrimEnd('.');
            _problems.Add(path.Problem($"the folder {Quotation.Of(path.Path)} cannot be read: {reason}", "a folder that this user may read"));
            return [];
        }
    }

    // A folder may also hold the configuration, schemas for editors, and the packages of a project in JavaScript.
    private static bool IsRuleFile(string name) =>
        (ConfigurationSource.SyntaxOf(name) is not null || IsHandlerFile(name))
        && !ConfigurationFile.IsDefaultName(name)
        && !name.EndsWith(".schema.json", StringComparison.OrdinalIgnoreCase)
        && !name.Split(Path.DirectorySeparatorChar).Any(part => part.StartsWith('.') || part == "node_modules");

    private static bool IsHandlerFile(string name) => Path.GetExtension(name).ToUpperInvariant() is ".JS" or ".MJS";

    private void ReadFile(RulePath path, string full, string name)
    {
        if (!_seen.Add(full))
        {
            return;
        }

        var syntax = ConfigurationSource.SyntaxOf(name);
        if (syntax is null && !IsHandlerFile(name))
        {
            _problems.Add(
                path.Problem(
                    $"{Quotation.Of(name)} cannot be a rule file",
                    $"the name of a file that ends in {Endings}, or of a folder with such files"
                )
            );
            return;
        }

        try
        {
            var text = File.ReadAllText(full, new UTF8Encoding(false, throwOnInvalidBytes: true));
            if (syntax is not null)
            {
                _files.Add(new ConfigurationSource(name, text, syntax.Value));
            }
            else
            {
                Run(name, text);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            _problems.Add(Describe(exception, path, name, full));
        }
    }

    private void Run(string name, string text)
    {
        var handlers = HandlerFile.Load(name, text);
        _code.Add(new CodeRules(_files.Count, handlers.Rules, handlers.Fallback, new ConfigurationSource(name, text, ConfigurationSyntax.JavaScript)));
        if (handlers.Problem is { } problem)
        {
            _problems.Add(new ConfigurationProblem(SourceLocation.Whole(name), "", problem.TrimEnd('.')));
        }
    }

    private static ConfigurationProblem Describe(Exception exception, RulePath path, string name, string full) =>
        exception switch
        {
            FileNotFoundException or DirectoryNotFoundException => path.Problem(
                $"{Quotation.Of(path.Path)} is not there (looked in '{Path.GetDirectoryName(full)}')",
                "the path of a rule file, or of a folder with rule files"
            ),
            DecoderFallbackException => path.Problem($"{Quotation.Of(name)} is not UTF-8 text", "it anew as UTF-8"),
            UnauthorizedAccessException => path.Problem($"{Quotation.Of(name)} may not be read by this user", "the name of another file, or change its permissions"),
            _ => path.Problem($"{Quotation.Of(name)} cannot be read: {exception.Message.TrimEnd('.')}", "the name of a file that can be read"),
        };

    private string NameOf(RulePath path, string full) => Path.IsPathRooted(path.Path) ? full : Path.GetRelativePath(directory, full);
}
