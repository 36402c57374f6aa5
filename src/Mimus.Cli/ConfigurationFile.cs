using System.Text;
using Mimus.Core.Configuration;
using Mimus.Core.Configuration.Documents;

namespace Mimus.Cli;

/// <summary>Finds and reads the configuration's file.</summary>
internal static class ConfigurationFile
{
    private static readonly string[] s_defaultNames = ["config.yaml", "config.yml", "config.json", "config.json5"];

    /// <summary>True for the names by which a configuration is found.</summary>
    public static bool IsDefaultName(string path) => s_defaultNames.Contains(Path.GetFileName(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>The file as a source; null with a null problem where there is none and none was asked for.</summary>
    /// <param name="directory">The folder that names are relative to.</param>
    /// <param name="name">The file that was asked for; null takes the first of the default names that is there.</param>
    /// <param name="problem">Why the file cannot be used, in a sentence.</param>
    public static ConfigurationSource? Read(string directory, string? name, out string? problem)
    {
        problem = null;
        name ??= Array.Find(s_defaultNames, candidate => File.Exists(Path.Combine(directory, candidate)));
        if (name is null)
        {
            return null;
        }

        if (ConfigurationSource.SyntaxOf(name) is not { } syntax)
        {
            problem = $"{Quotation.Of(name)} cannot be a configuration; its name must end in .yaml, .yml, .json or .json5.";
            return null;
        }

        try
        {
            var path = Path.Combine(directory, name);
            return new ConfigurationSource(name, File.ReadAllText(path, new UTF8Encoding(false, throwOnInvalidBytes: true)), syntax);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            problem = Describe(exception, directory, name);
            return null;
        }
    }

    private static string Describe(Exception exception, string directory, string name) =>
        exception switch
        {
            FileNotFoundException or DirectoryNotFoundException =>
                $"The configuration '{name}' is not there (looked from '{directory}'); check the name behind --config.",
            DecoderFallbackException => $"The configuration '{name}' is not UTF-8 text; save it as UTF-8.",
            _ when Directory.Exists(Path.Combine(directory, name)) => $"The configuration '{name}' is a folder; name the file in it.",
            UnauthorizedAccessException => $"The configuration '{name}' may not be read by this user; change its permissions.",
            _ => $"The configuration '{name}' cannot be read: {exception.Message.TrimEnd('.')}.",
        };
}
