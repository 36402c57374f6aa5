namespace Mimus.Core.Configuration.Schemas;

/// <summary>What a value looks like, as far as a JSON Schema can say it: a closed family.</summary>
internal abstract record ValueShape
{
    private protected ValueShape() { }

    /// <summary>Any value at all.</summary>
    public static ValueShape Anything { get; } = new AnyShape();

    public static ValueShape Text { get; } = new TextShape(null);

    public static ValueShape Flag { get; } = new FlagShape();

    /// <summary>Milliseconds or seconds as a number, or a text with its unit.</summary>
    public static ValueShape Duration { get; } = Either(new NumberShape(0), new TextShape(@"^\s*([0-9.]+ *([mM]?[sS]|[mMhH])|P[0-9DTHMS.]+)\s*$"));

    /// <summary>Bytes as a number, or a text with its unit.</summary>
    public static ValueShape ByteSize { get; } = Either(Whole(0), new TextShape(@"^\s*[0-9.]+ *([kKmMgG][iI]?)?[bB]\s*$"));

    public static ValueShape Whole(long minimum, ulong? maximum = null) => new WholeShape(minimum, maximum);

    public static ValueShape Number(double minimum) => new NumberShape(minimum);

    public static ValueShape Choice(params IReadOnlyList<string> names) => new ChoiceShape(names);

    public static ValueShape ListOf(ValueShape item, int minimum = 0) => new ListShape(item, minimum);

    /// <summary>A mapping whose keys its user invents.</summary>
    public static ValueShape MapOf(ValueShape value) => new MapShape(value);

    /// <summary>A mapping with known keys; <paramref name="required"/> are those that must be there.</summary>
    public static MappingShape MappingOf(IReadOnlyList<ConfigurationKey> keys, params IReadOnlyList<ConfigurationKey> required) =>
        new MappingShape(keys, required);

    public static ValueShape Either(params IReadOnlyList<ValueShape> shapes) => new EitherShape(shapes);

    /// <summary>A shape that the schema defines once, under a name.</summary>
    public static ValueShape Named(string name) => new NamedShape(name);
}

internal sealed record AnyShape : ValueShape;

internal sealed record TextShape(string? Pattern) : ValueShape;

internal sealed record FlagShape : ValueShape;

internal sealed record NumberShape(double Minimum) : ValueShape;

internal sealed record WholeShape(long Minimum, ulong? Maximum) : ValueShape;

internal sealed record ChoiceShape(IReadOnlyList<string> Names) : ValueShape;

internal sealed record ListShape(ValueShape Item, int Minimum) : ValueShape;

internal sealed record MapShape(ValueShape Value) : ValueShape;

internal sealed record MappingShape(IReadOnlyList<ConfigurationKey> Keys, IReadOnlyList<ConfigurationKey> Required) : ValueShape
{
    /// <summary>True where exactly one of the keys must be there, in whatever spelling.</summary>
    public bool HasOneEntry { get; init; }

    /// <summary>Keys of which exactly one must be there; none for no such demand.</summary>
    public IReadOnlyList<ConfigurationKey> Alternatives { get; init; } = [];
}

internal sealed record EitherShape(IReadOnlyList<ValueShape> Shapes) : ValueShape;

internal sealed record NamedShape(string Name) : ValueShape;
