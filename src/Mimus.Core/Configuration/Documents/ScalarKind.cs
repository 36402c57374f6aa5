namespace Mimus.Core.Configuration.Documents;

/// <summary>What a scalar was written as.</summary>
internal enum ScalarKind
{
    Null,
    Boolean,
    Number,
    String,

    /// <summary>Text from outside any document, such as an environment variable: it is whatever its reader needs it to be.</summary>
    Untyped,
}
