using System.Text;
using Mimus.Core.Configuration;
using Mimus.Core.Configuration.Rules;
using Mimus.Scripting;

namespace Mimus;

/// <summary>Reads rule files from the disk: the one place of the library that knows that there are files.</summary>
internal sealed class RuleFiles
{
    private const string Endings = ".json5, .json, .yaml, .yml, .js or .mjs";
    private static readonly UTF8Encoding s_utf8 = new(false, throwOnInvalidBytes: true);

    private readonly List<ConfigurationSource> _sources = [];
    private readonly List<CodeRules> _code = [];
    private readonly List<string> _problems = [];

    private RuleFiles() { }

    /// <summary>Compiles the files and folders.</summary>
    /// <exception cref="RuleFilesException">Something is wrong with them; the message lists all of it.</exception>
    public static async Task<CompiledRules> CompileAsync(IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        var files = new RuleFiles();
        foreach (var path in paths)
        {
            await files.OpenAsync(path, cancellationToken).ConfigureAwait(false);
        }

        var compiled = RuleFilesCompiler.Compile(files._sources, null, files._code);
        List<string> problems = [.. files._problems, .. compiled.Problems.Select(problem => problem.ToString())];
        return problems.Count == 0 ? compiled : throw new RuleFilesException(problems);
    }

    private async Task OpenAsync(string path, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var place = Find(path);
        if (Directory.Exists(place))
        {
            await OpenFolderAsync(path, place, cancellationToken).ConfigureAwait(false);
        }
        else if (IsRuleFile(path))
        {
            await ReadAsync(path, place, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            _problems.Add($"'{path}' cannot hold rules; its name must end in {Endings}, or it must be a folder of such files.");
        }
    }

    private async Task OpenFolderAsync(string path, string place, CancellationToken cancellationToken)
    {
        var before = _sources.Count + _code.Count + _problems.Count;
        foreach (var file in FilesOf(path, place))
        {
            if (IsRuleFile(file))
            {
                await ReadAsync(Path.Combine(path, Path.GetRelativePath(place, file)), file, cancellationToken).ConfigureAwait(false);
            }
        }

        if (_sources.Count + _code.Count + _problems.Count == before)
        {
            _problems.Add($"The folder '{path}' holds no rule files, which end in {Endings}.");
        }
    }

    private IReadOnlyList<string> FilesOf(string path, string place)
    {
        try
        {
            return [.. Directory.EnumerateFiles(place, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _problems.Add(Describe(exception, path));
            return [];
        }
    }

    private async Task ReadAsync(string name, string place, CancellationToken cancellationToken)
    {
        try
        {
            var text = await File.ReadAllTextAsync(place, s_utf8, cancellationToken).ConfigureAwait(false);
            if (ConfigurationSource.SyntaxOf(name) is { } syntax)
            {
                _sources.Add(new ConfigurationSource(name, text, syntax));
            }
            else
            {
                Run(name, text);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            _problems.Add(Describe(exception, name));
        }
    }

    private void Run(string name, string text)
    {
        var handlers = HandlerFile.Load(name, text);
        _code.Add(new CodeRules(_sources.Count, handlers.Rules, handlers.Fallback, new ConfigurationSource(name, text, ConfigurationSyntax.JavaScript)));
        if (handlers.Problem is { } problem)
        {
            _problems.Add($"{name}: {problem}");
        }
    }

    private static bool IsRuleFile(string name) =>
        ConfigurationSource.SyntaxOf(name) is not null || Path.GetExtension(name).ToUpperInvariant() is ".JS" or ".MJS";

    // Test runners differ in the folder in which they start; what is copied beside the tests can be found from all of them.
    private static string Find(string path)
    {
        var beside = Path.Combine(AppContext.BaseDirectory, path);
        return !File.Exists(path) && !Directory.Exists(path) && (File.Exists(beside) || Directory.Exists(beside)) ? beside : path;
    }

    private static string Describe(Exception exception, string name) =>
        exception switch
        {
            FileNotFoundException or DirectoryNotFoundException =>
                $"'{name}' is not there; looked in '{Directory.GetCurrentDirectory()}' and '{AppContext.BaseDirectory}'.",
            DecoderFallbackException => $"'{name}' is not UTF-8 text; save it as UTF-8.",
            UnauthorizedAccessException => $"'{name}' may not be read by this user; change its permissions.",
            _ => $"'{name}' cannot be read: {exception.Message.TrimEnd('.')}.",
        };
}
