using Xunit;

namespace Mimus.Conformance.Tests.Specifications;

/// <summary>
/// The folder <c>shared/</c> beside the repository: vendors' specifications and recorded traffic, which are data for tests and no
/// part of the project.
/// </summary>
internal static class SharedFolder
{
    private const string Marker = "shared/protocols/specs";

    private static readonly Lazy<string?> Found = new(() => Starts().Select(Search).FirstOrDefault(found => found is not null));

    public static bool IsAvailable => Found.Value is not null;

    /// <summary>Whether nothing may be skipped: on a build server.</summary>
    public static bool IsDemanded => Environment.GetEnvironmentVariable("CI") is "true" or "1";

    public static string Specification(string file) => Path.Combine(Required, "protocols", "specs", file);

    public static string Recording(string name) => Path.Combine(Required, "protocols", "recorded", name + ".json");

    /// <summary>Skips the running test when the folder is missing; on a build server (<c>CI=true</c>) that is a failure.</summary>
    public static void SkipTestIfMissing()
    {
        if (IsAvailable) return;

        const string Reason = "No folder 'shared/protocols/specs' beside the repository: no specifications or recordings to test with.";
        if (IsDemanded) Assert.Fail(Reason);
        Assert.Skip(Reason);
    }

    private static string Required =>
        Found.Value ?? throw new DirectoryNotFoundException("No folder 'shared/protocols/specs' was found above the tests.");

    /// <summary>The runner changes the current directory to the assembly's; the shell's variable remembers where it was started.</summary>
    private static IEnumerable<string> Starts() =>
        [AppContext.BaseDirectory, Directory.GetCurrentDirectory(), Environment.GetEnvironmentVariable("PWD") ?? AppContext.BaseDirectory];

    private static string? Search(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, Marker))) return Path.Combine(folder.FullName, "shared");
        }

        return null;
    }
}
