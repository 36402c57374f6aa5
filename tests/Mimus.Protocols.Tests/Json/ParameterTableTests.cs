using System.Text;
using Mimus.Core.Configuration;
using Mimus.Core.Model;
using Mimus.Protocols.Json;
using Xunit;

namespace Mimus.Protocols.Tests.Json;

public sealed class ParameterTableTests
{
    private static readonly ParameterTable Table = new(
        Parameter.String("string"),
        Parameter.Boolean("boolean"),
        Parameter.Integer("integer", 1, 5),
        Parameter.Number("number", 0, 1),
        Parameter.Choice("choice", "a", "b"),
        Parameter.Object("object"),
        Parameter.Array("array"),
        Parameter.Any("any"),
        Parameter.String("strict") with
        {
            IsNullable = false,
        }
    );

    [Theory]
    [InlineData("""{"string":"x","boolean":true,"integer":5,"number":0.5,"choice":"b","object":{"a":[]},"array":[{}],"any":[null]}""")]
    [InlineData("""{"string":null,"boolean":null,"integer":null,"number":null,"choice":null,"object":null,"array":null,"any":null}""")]
    [InlineData("""{"\u0073tring":"x"}""")]
    public void Check_Fitting_IsPassedOver(string body) => Check(body, ValidationLevel.Exact);

    [Theory]
    [InlineData("""{"string":5}""")]
    [InlineData("""{"boolean":"x"}""")]
    [InlineData("""{"integer":0}""")]
    [InlineData("""{"integer":1.5}""")]
    [InlineData("""{"number":2}""")]
    [InlineData("""{"choice":"c"}""")]
    [InlineData("""{"choice":5}""")]
    [InlineData("""{"object":[]}""")]
    [InlineData("""{"array":{}}""")]
    [InlineData("""{"strict":null}""")]
    public void Check_NotFitting_IsRefusedUnlessOff(string body)
    {
        Assert.Throws<WireFormatException>(() => Check(body, ValidationLevel.Structure));
        Check(body, ValidationLevel.Off);
    }

    [Fact]
    public void Check_Unknown_IsNotedOrRefused()
    {
        const string Body = """{"string":"x","b\u006fgus":{"a":[1]},"any":1}""";
        var exception = Assert.Throws<WireFormatException>(() => Check(Body, ValidationLevel.Exact));

        var field = Assert.IsType<InvalidField>(Assert.IsType<RefusalReply>(exception.Reply).Refusal);
        Assert.Equal(("bogus", new FieldUnknown()), (field.Path.Bracketed, field.Problem));
        Assert.Equal(["bogus"], Check(Body, ValidationLevel.Structure).UnknownParameters);
    }

    [Fact]
    public void Check_ManyUnknown_NotesAFew()
    {
        var body = $"{{{string.Join(',', Enumerable.Range(0, 1000).Select(index => $"\"u{index}\":1"))}}}";

        Assert.Equal(16, Check(body, ValidationLevel.Structure).UnknownParameters.Count);
    }

    private static WireRequest Check(string body, ValidationLevel validation)
    {
        var wire = Some.Wire(body, validation: validation);
        var json = new JsonCursor(Encoding.UTF8.GetBytes(body), !wire.IsChecked);
        json.BeginObject();
        while (json.NextProperty())
        {
            Table.Check(ref json, wire);
        }

        json.End();
        return wire;
    }
}
