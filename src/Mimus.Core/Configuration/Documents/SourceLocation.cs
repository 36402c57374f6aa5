namespace Mimus.Core.Configuration.Documents;

/// <summary>A place in something that was written.</summary>
/// <param name="Source">The file, environment variable or flag, as its user would name it.</param>
/// <param name="Line">The line from 1; 0 where the source is too small to have lines, as an environment variable is.</param>
/// <param name="Column">The column from 1, in UTF-16 characters; 0 where <paramref name="Line"/> is.</param>
internal readonly record struct SourceLocation(string Source, int Line, int Column)
{
    /// <summary>All of a source.</summary>
    public static SourceLocation Whole(string source) => new(source, 0, 0);

    /// <summary><c>config.yaml:4:3</c>, the form that editors and terminals make a link of.</summary>
    public override string ToString() => Line == 0 ? Source : $"{Source}:{Line}:{Column}";
}
