namespace Mimus.Core.Configuration.Rules.Demonstration;

/// <summary>The files with which a new user begins, and learns.</summary>
internal static class DemonstrationFiles
{
    /// <summary>A rule file that shows each thing once.</summary>
    public static string Rules { get; } = Read("rules.json5");

    /// <summary>The configuration that goes with it.</summary>
    public static string Configuration { get; } = Read("config.json");

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(DemonstrationFiles).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
