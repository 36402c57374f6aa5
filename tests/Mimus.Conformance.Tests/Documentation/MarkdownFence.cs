using System.Text.RegularExpressions;

namespace Mimus.Conformance.Tests.Documentation;

/// <summary>A fenced block of a page.</summary>
/// <param name="Page">The page, from the repository's root.</param>
/// <param name="Line">The line of its opening fence.</param>
/// <param name="Language">The word behind the fence.</param>
/// <param name="Text">What stands in it.</param>
internal sealed partial record MarkdownFence(string Page, int Line, string Language, string Text)
{
    /// <summary>The repository's root.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The blocks of the README and of all pages in <c>docs/</c>, in order.</summary>
    public static IEnumerable<MarkdownFence> All() =>
        Directory
            .EnumerateFiles(Path.Combine(Root, "docs"), "*.md")
            .Order(StringComparer.Ordinal)
            .Prepend(Path.Combine(Root, "README.md"))
            .SelectMany(Of);

    private static IEnumerable<MarkdownFence> Of(string file)
    {
        var text = File.ReadAllText(file);
        return Fence()
            .Matches(text)
            .Select(match => new MarkdownFence(
                Path.GetRelativePath(Root, file),
                text.AsSpan(0, match.Index).Count('\n') + 1,
                match.Groups["language"].Value,
                match.Groups["text"].Value
            ));
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Mimus.slnx")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests do not run below the repository.");
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
