using System.Text.RegularExpressions;

namespace Mimus.Core.Tests.Architecture;

/// <summary>A C# file as the architecture sees it: the room it is in and the names it uses.</summary>
internal sealed partial class SourceFile
{
    private SourceFile(string path, string text)
    {
        Path = path;
        Room = RoomOf(path);
        CodeWithStrings = Comment().Replace(text, match => match.Value.StartsWith('/') ? " " : match.Value);
        var code = Comment().Replace(text, " ");
        Names = [.. DottedName().Matches(code).Select(match => White().Replace(match.Value, "")).Distinct()];
    }

    /// <summary>The path from the repository's root, with slashes.</summary>
    public string Path { get; }

    /// <summary>The namespace that the folder stands for: <c>Mimus.Core.Strategies</c>.</summary>
    public string Room { get; }

    /// <summary>The project's name, which is also its namespace.</summary>
    public string Project => Path.Split('/')[1];

    /// <summary>The text without its comments.</summary>
    public string CodeWithStrings { get; }

    /// <summary>Every name in the code with the names that dots join to it, as in <c>Mimus.Core.Model</c> and <c>File.ReadAllText</c>.</summary>
    public IReadOnlyList<string> Names { get; }

    public static SourceFile Parse(string path, string text) => new(path, text);

    /// <summary>True where the file's folder is the room or inside it.</summary>
    public bool IsIn(string room) => IsWithin(Room, room);

    /// <summary>What a name may mean here: itself, or the rest of a name that begins with the project's namespace.</summary>
    public IEnumerable<string> MeaningsOf(string name) => name.Contains('.') ? [name, $"{Project}.{name}", $"Mimus.{name}"] : [name];

    public static bool IsWithin(string name, string space) =>
        name.StartsWith(space, StringComparison.Ordinal) && (name.Length == space.Length || name[space.Length] == '.');

    private static string RoomOf(string path)
    {
        var folders = path.Split('/');
        return string.Join('.', folders[1..^1]);
    }

    // Comments, or a whole literal, so that a comment's beginning inside a literal is none.
    [GeneratedRegex(
        """
        //[^\n]*|/\*[\s\S]*?\*/|\"{3}[\s\S]*?\"{3}|\$?@\$?"(?:[^"]|"")*"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'
        """
    )]
    private static partial Regex Comment();

    [GeneratedRegex(@"\b[A-Za-z_]\w*(?:\s*\.\s*[A-Za-z_]\w*)*")]
    private static partial Regex DottedName();

    [GeneratedRegex(@"\s+")]
    private static partial Regex White();
}
