namespace Mimus.Core.Configuration.Documents;

/// <summary>A single value.</summary>
internal sealed class ConfigurationScalar : ConfigurationNode
{
    private ConfigurationScalar(SourceLocation location, string path, ScalarKind kind, string text)
        : base(location, path)
    {
        Kind = kind;
        Text = text;
    }

    public ScalarKind Kind { get; }

    /// <summary>A string's text with its escapes resolved; any other value as it was written.</summary>
    public string Text { get; }

    /// <summary>The value of a <see cref="ScalarKind.Boolean"/>.</summary>
    public bool Boolean { get; private init; }

    /// <summary>The value of a <see cref="ScalarKind.Number"/>.</summary>
    public NumberValue Number { get; private init; }

    public override string Description => Kind == ScalarKind.Null ? "null" : Quotation.Of(Text);

    public override string KindName =>
        Kind switch
        {
            ScalarKind.Null => "null",
            ScalarKind.Boolean => $"a bare {Text}",
            ScalarKind.Number => "a number",
            _ => "a string",
        };

    public static ConfigurationScalar Null(SourceLocation location, string path, string text) =>
        new(location, path, ScalarKind.Null, text);

    public static ConfigurationScalar Of(SourceLocation location, string path, bool value, string text) =>
        new(location, path, ScalarKind.Boolean, text) { Boolean = value };

    public static ConfigurationScalar Of(SourceLocation location, string path, NumberValue value, string text) =>
        new(location, path, ScalarKind.Number, text) { Number = value };

    public static ConfigurationScalar Of(SourceLocation location, string path, string text) =>
        new(location, path, ScalarKind.String, text);

    public static ConfigurationScalar Untyped(SourceLocation location, string path, string text) =>
        new(location, path, ScalarKind.Untyped, text);

    /// <summary>The same value at another place.</summary>
    public ConfigurationScalar At(SourceLocation location, string path) =>
        new(location, path, Kind, Text) { Boolean = Boolean, Number = Number };
}
