namespace Mimus.Core.Tests.Support;

/// <summary>Test data that lies beside the project, in a folder <c>shared</c>; where it is missing its tests are skipped, but never in CI.</summary>
internal static class SharedFolder
{
    private static readonly string? s_root = Find();

    /// <summary>Fails in CI, and skips elsewhere, where a folder of the shared one is missing.</summary>
    public static void Require(string folder)
    {
        if (s_root is not null && Directory.Exists(Path.Combine(s_root, folder)))
        {
            return;
        }

        var sentence = $"The folder 'shared/{folder}' is not in any folder above the tests; put it beside the project to run its tests.";
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", sentence);
        Assert.Skip(sentence);
    }

    /// <summary>The files of a folder by their names in it; none where it is missing.</summary>
    public static TheoryData<string> Files(string folder, params string[] patterns)
    {
        var names = new TheoryData<string>();
        var path = Path.Combine(s_root ?? "", folder);
        if (s_root is not null && Directory.Exists(path))
        {
            var files = patterns.SelectMany(pattern => Directory.EnumerateFiles(path, pattern, SearchOption.AllDirectories));
            var cases = files.Select(file => Path.GetRelativePath(path, file)).Where(IsCase);
            names.AddRange(cases.Distinct().Order(StringComparer.Ordinal).ToArray());
        }

        return names;
    }

    public static bool Exists(string folder, string name) => File.Exists(Path.Combine(s_root!, folder, name));

    public static string Text(string folder, string name) => File.ReadAllText(Path.Combine(s_root!, folder, name));

    private static bool IsCase(string name) => name.Contains(Path.DirectorySeparatorChar);

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var shared = Path.Combine(folder.FullName, "shared");
            if (Directory.Exists(shared))
            {
                return shared;
            }
        }

        return null;
    }
}
