using System.Xml.Linq;

namespace Mimus.Core.Tests.Architecture;

/// <summary>The sources that the tests were built from.</summary>
internal static class Repository
{
    private static readonly string s_root = FindRoot();

    /// <summary>Every C# file under <c>src</c>.</summary>
    public static IEnumerable<SourceFile> Sources() =>
        Directory
            .EnumerateFiles(Path.Combine(s_root, "src"), "*.cs", SearchOption.AllDirectories)
            .Select(path => (Path: Path.GetRelativePath(s_root, path).Replace('\\', '/'), Text: File.ReadAllText(path)))
            .Where(file => !file.Path.Contains("/obj/", StringComparison.Ordinal))
            .Select(file => SourceFile.Parse(file.Path, file.Text));

    /// <summary>What each project under <c>src</c> refers to: other projects, and frameworks.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> References() =>
        Directory
            .EnumerateFiles(Path.Combine(s_root, "src"), "*.csproj", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path), ReadReferences);

    /// <summary>A file of the repository; null where it is not there.</summary>
    public static string? Text(string path) => File.Exists(Path.Combine(s_root, path)) ? File.ReadAllText(Path.Combine(s_root, path)) : null;

    private static IReadOnlyList<string> ReadReferences(string path) =>
    [
        .. XDocument
            .Load(path)
            .Descendants()
            .Where(element => element.Name.LocalName is "ProjectReference" or "FrameworkReference")
            .Select(element => element.Attribute("Include")!.Value.Replace('\\', '/'))
            .Select(name => name.EndsWith(".csproj", StringComparison.Ordinal) ? Path.GetFileNameWithoutExtension(name) : name),
    ];

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Mimus.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests are not in a folder under the one with Mimus.slnx.");
    }
}
