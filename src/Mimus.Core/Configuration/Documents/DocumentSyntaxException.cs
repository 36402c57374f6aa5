namespace Mimus.Core.Configuration.Documents;

/// <summary>A document cannot be read on from here; it never leaves <see cref="DocumentReader"/>.</summary>
internal sealed class DocumentSyntaxException(SourceLocation location, string message) : Exception(message)
{
    public SourceLocation Location { get; } = location;
}
