namespace Mimus.Core.Configuration.Documents;

/// <summary>A value of a document as it was written, whatever the syntax: a mapping, a list or a scalar.</summary>
internal abstract class ConfigurationNode
{
    private protected ConfigurationNode(SourceLocation location, string path)
    {
        Location = location;
        Path = path;
    }

    /// <summary>Where the value begins.</summary>
    public SourceLocation Location { get; }

    /// <summary>The way from the root, as in <c>models[1].id</c>; empty for the root.</summary>
    public string Path { get; }

    /// <summary>The value as a message names it: quoted where it is short and plain, else its kind.</summary>
    public abstract string Description { get; }

    /// <summary>The kind of value with its article, for messages that must not show the value itself.</summary>
    public abstract string KindName { get; }

    /// <summary>True for a null, which everywhere means "as if it were not there".</summary>
    public bool IsNull => this is ConfigurationScalar { Kind: ScalarKind.Null };
}
