using System.Text;
using Mimus.Core.Model;

namespace Mimus.Protocols.Json;

/// <summary>The types that a plain parameter may have.</summary>
internal enum ParameterKind
{
    Any,
    String,
    Boolean,
    Integer,
    Number,
    Choice,
    Object,
    Array,
}

/// <summary>A parameter that Mimus checks and then has no further use for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its type.</param>
internal sealed record Parameter(string Name, ParameterKind Kind)
{
    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(Name);

    public double Minimum { get; init; } = double.MinValue;

    public double Maximum { get; init; } = double.MaxValue;

    public string[] Choices { get; init; } = [];

    public bool IsNullable { get; init; } = true;

    public static Parameter Any(string name) => new(name, ParameterKind.Any);

    public static Parameter String(string name) => new(name, ParameterKind.String);

    public static Parameter Boolean(string name) => new(name, ParameterKind.Boolean);

    public static Parameter Object(string name) => new(name, ParameterKind.Object);

    public static Parameter Array(string name) => new(name, ParameterKind.Array);

    public static Parameter Integer(string name, double minimum = long.MinValue, double maximum = long.MaxValue) =>
        new(name, ParameterKind.Integer) { Minimum = minimum, Maximum = maximum };

    public static Parameter Number(string name, double minimum = double.MinValue, double maximum = double.MaxValue) =>
        new(name, ParameterKind.Number) { Minimum = minimum, Maximum = maximum };

    public static Parameter Choice(string name, params string[] choices) => new(name, ParameterKind.Choice) { Choices = choices };
}

/// <summary>The plain parameters of an object: what a vendor accepts and Mimus only checks.</summary>
internal sealed class ParameterTable(params Parameter[] parameters)
{
    /// <summary>
    /// Checks and passes over the property at hand; one that the table lacks is refused where validation is exact, and noted for the log
    /// where it is not.
    /// </summary>
    public void Check(ref JsonCursor json, WireRequest wire)
    {
        if (Find(json.Name) is not { } parameter)
        {
            if (wire.IsExact)
            {
                throw json.Invalid(new FieldUnknown());
            }

            wire.NoteUnknown(json.Path.Bracketed);
            json.Skip();
            return;
        }

        if (json.IsNull && parameter.IsNullable)
        {
            return;
        }

        switch (parameter.Kind)
        {
            case ParameterKind.String:
                json.ReadString();
                break;
            case ParameterKind.Boolean:
                json.ReadBoolean();
                break;
            case ParameterKind.Integer:
                json.ReadInteger(parameter.Minimum, parameter.Maximum);
                break;
            case ParameterKind.Number:
                json.ReadNumber(parameter.Minimum, parameter.Maximum);
                break;
            case ParameterKind.Choice:
                json.ReadChoice(parameter.Choices);
                break;
            case ParameterKind.Object when json.Token != System.Text.Json.JsonTokenType.StartObject:
                json.Wrong("an object", 0);
                break;
            case ParameterKind.Array when json.Token != System.Text.Json.JsonTokenType.StartArray:
                json.Wrong("an array", 0);
                break;
            default:
                json.Skip();
                break;
        }
    }

    private Parameter? Find(ReadOnlySpan<byte> name)
    {
        foreach (var parameter in parameters)
        {
            if (name.SequenceEqual(parameter.Utf8Name))
            {
                return parameter;
            }
        }

        return null;
    }
}
