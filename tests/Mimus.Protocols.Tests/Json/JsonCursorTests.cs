using System.Text;
using System.Text.Json;
using Mimus.Core.Model;
using Mimus.Protocols.Json;
using Xunit;

namespace Mimus.Protocols.Tests.Json;

public sealed class JsonCursorTests
{
    [Fact]
    public void Path_NestedValue_NamesTheWay()
    {
        var json = Open("""{"a":{"skipped":[1,{"x":2}]},"b":[[0,1],[{"\u0063\"d":5}]]}""");
        json.BeginObject();
        json.NextProperty();
        json.Skip();
        json.NextProperty();
        json.BeginArray();
        json.NextItem();
        json.Skip();
        json.NextItem();
        json.BeginArray();
        json.NextItem();
        json.BeginObject();
        json.NextProperty();

        Assert.Equal("b[1][0].c\"d", json.Path.Bracketed);
        Assert.True(json.NameIs("c\"d"u8));
        Assert.Equal(5, json.ReadInteger());
        Assert.False(json.NextProperty());
        Assert.Equal("b[1][0]", json.Path.Bracketed);
        Assert.False(json.NextItem());
        Assert.Equal("b[1]", json.Path.Bracketed);
        Assert.False(json.NextItem());
        Assert.Equal("b", json.Path.Bracketed);
        Assert.False(json.NextProperty());
        Assert.Equal("", json.Path.Bracketed);
        json.End();
    }

    [Fact]
    public void NextProperty_RepeatedNames_GivesEach()
    {
        var json = Open("""{"a":1,"a":2}""");
        json.BeginObject();

        Assert.True(json.NextProperty());
        Assert.Equal(1, json.ReadInteger());
        Assert.True(json.NextProperty());
        Assert.Equal(2, json.ReadInteger());
        Assert.False(json.NextProperty());
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("{}x")]
    [InlineData("{\"a\"}")]
    [InlineData("{\"a\":01}")]
    [InlineData("{'a':1}")]
    public void Read_NoJson_Throws(string body) => Assert.ThrowsAny<JsonException>(() => Walk(Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData(new byte[] { 0x22, 0x80, 0x22 })]
    [InlineData(new byte[] { 0x22, 0xed, 0xa0, 0x80, 0x22 })]
    [InlineData(new byte[] { 0xff, 0xfe, 0x22, 0x22 })]
    public void Read_NoUtf8_Throws(byte[] body) => Assert.ThrowsAny<JsonException>(() => Walk(body));

    [Theory]
    [InlineData(200, true)]
    [InlineData(300, false)]
    public void Skip_DeepNesting_HasALimit(int depth, bool isRead)
    {
        var body = Encoding.UTF8.GetBytes(new string('[', depth) + new string(']', depth));

        Assert.Equal(isRead, Record.Exception(() => Walk(body)) is null);
    }

    [Fact]
    public void Begin_DeeperThanAnyMeaning_Throws()
    {
        var body = Encoding.UTF8.GetBytes(new string('[', 30) + new string(']', 30));

        Assert.Throws<JsonException>(() =>
        {
            var json = new JsonCursor(body, isLenient: false);
            while (json.BeginArray())
            {
                json.NextItem();
            }
        });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4095)]
    [InlineData(1_000_000)]
    public void ReadText_AnyLength_IsDecodedWhenAsked(int length)
    {
        var text = new string('x', length) + "\" é 👋 \n" + new string('y', length);
        var plain = Open(Encoding.UTF8.GetString(JsonSnippets.String(text)));
        var escaped = Open("\"" + new string('x', length) + "\\u00e9\\ud83d\\udc4b\"");

        var value = plain.ReadText();
        Assert.Equal(text.Length, value.CharacterCount);
        Assert.Equal(text, value.Value);
        Assert.Equal(new string('x', length) + "é👋", escaped.ReadText().Value);
    }

    [Theory]
    [InlineData("\"\\ud83d\"")]
    [InlineData("\"\\udc4b\\ud83d\"")]
    public void ReadText_HalfAPair_Throws(string body) => Assert.Throws<JsonException>(() => Open(body).ReadText());

    [Theory]
    [InlineData("1", "an integer")]
    [InlineData("1.5", "a decimal number")]
    [InlineData("true", "a boolean")]
    [InlineData("null", "null")]
    [InlineData("[]", "an array")]
    [InlineData("{}", "an object")]
    public void ReadString_OtherType_SaysWhatCame(string body, string got)
    {
        var exception = Assert.Throws<WireFormatException>(() => Open(body).ReadString());

        Assert.Equal(new FieldWrongType("a string", got).Got, ((FieldWrongType)Problem(exception)).Got);
    }

    [Fact]
    public void ReadChoice_OtherType_NamesTheChoices()
    {
        var exception = Assert.Throws<WireFormatException>(() => Open("5").ReadChoice("a", "b"));

        Assert.Equal(["a", "b"], ((FieldWrongType)Problem(exception)).Choices);
    }

    [Theory]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    public void ReadNumber_BeyondAllBounds_IsRefused(string body) =>
        Assert.Throws<WireFormatException>(() => Open(body).ReadNumber(0, 2));

    [Fact]
    public void Read_AnythingWhereLenient_GivesTheDefault()
    {
        Assert.Equal("", Lenient("5").ReadString());
        Assert.Null(Lenient("\"x\"").ReadInteger());
        Assert.Null(Lenient("9").ReadInteger(0, 5));
        Assert.Null(Lenient("[]").ReadBoolean());
        Assert.Equal("c", Lenient("\"c\"").ReadChoice("a", "b"));
        Assert.False(Lenient("[1]").BeginObject());
        Assert.False(Lenient("{}").BeginArray());
    }

    [Fact]
    public void PeekString_Property_IsFoundWithoutReading()
    {
        var json = Open("""{"a":{"type":"inner"},"\u0074ype":"outer"}""");

        Assert.Equal("outer", json.PeekString("type"u8));
        Assert.Null(json.PeekString("a"u8));
        Assert.Null(json.PeekString("b"u8));
        Assert.Equal(JsonTokenType.StartObject, json.Token);
    }

    private static FieldProblem Problem(WireFormatException exception) =>
        ((InvalidField)((RefusalReply)exception.Reply).Refusal).Problem;

    private static void Walk(byte[] body)
    {
        var json = new JsonCursor(body, isLenient: false);
        json.Skip();
        json.End();
    }

    private static JsonCursor Open(string body) => new(Encoding.UTF8.GetBytes(body), isLenient: false);

    private static JsonCursor Lenient(string body) => new(Encoding.UTF8.GetBytes(body), isLenient: true);
}
