using Mimus.Core.Configuration;

namespace Mimus.Cli.Loading;

/// <summary>Reads the configuration and its rule files from the disk, as often as they are asked for.</summary>
/// <param name="directory">The folder that names are relative to.</param>
/// <param name="environment">All environment variables.</param>
/// <param name="file">The configuration's file; null takes the first of the default names that is there.</param>
/// <param name="flags">What the command line says.</param>
internal sealed class ConfigurationLoader(
    string directory,
    IReadOnlyList<KeyValuePair<string, string>> environment,
    string? file,
    IReadOnlyList<ConfigurationFlag> flags
)
{
    public LoadedConfiguration Load()
    {
        var source = ConfigurationFile.Read(directory, file, out var problem);
        var name = source?.Name;
        var compiled = ConfigurationCompiler.Compile(source, environment, flags, paths => RuleFiles.Read(directory, name, paths));
        var rules = compiled.RulePaths.Select(path => RuleFiles.Locate(directory, name, path));
        return new LoadedConfiguration(
            source,
            compiled,
            [.. compiled.Problems.Select(found => found.ToString()).Prepend(problem).OfType<string>()],
            [.. (name ?? file) is { } own ? rules.Prepend(Path.GetFullPath(Path.Combine(directory, own))) : rules]
        );
    }
}
