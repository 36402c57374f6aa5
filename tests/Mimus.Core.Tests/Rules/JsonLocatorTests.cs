using System.Text;
using System.Text.Json;
using Mimus.Core.Model;
using Mimus.Core.Rules;

namespace Mimus.Core.Tests.Rules;

public class JsonLocatorTests
{
    private const string Document = """{"a":{"b":[10,20,{"c":30}],"x y":1,"~/":2},"0":3,"c":[4],"":5,"ключ":6}""";

    [Theory]
    [InlineData("", Document)]
    [InlineData("/a/b/0", "10")]
    [InlineData("/a/b/2/c", "30")]
    [InlineData("/a/b/-", "")]
    [InlineData("/a/b/00", "")]
    [InlineData("/a/b/9", "")]
    [InlineData("/0", "3")]
    [InlineData("/", "5")]
    [InlineData("/a/~0~1", "2")]
    [InlineData("$", Document)]
    [InlineData("$.a.b[0]", "10")]
    [InlineData("$.a.b[-1].c", "30")]
    [InlineData("$.a.b[7]", "")]
    [InlineData("$['a'][\"x y\"]", "1")]
    [InlineData("$.a.b[*]", "10 20 {\"c\":30}")]
    [InlineData("$.a.b.*.c", "30")]
    [InlineData("$..c", "[4] 30")]
    [InlineData("$..c[0]", "4")]
    [InlineData("$.ключ", "6")]
    [InlineData("$.0", "3")]
    public void Place_InADocument_IsFound(string place, string expected) =>
        Assert.Equal(expected, string.Join(' ', JsonLocator.Parse(place).Find(JsonElement.Parse(Document)).Select(value => value.GetRawText())));

    [Theory]
    [InlineData("a")]
    [InlineData("#/a")]
    [InlineData("/a~2")]
    [InlineData("/~")]
    [InlineData("$a")]
    [InlineData("$.")]
    [InlineData("$..")]
    [InlineData("$..*")]
    [InlineData("$[")]
    [InlineData("$[']")]
    [InlineData("$['a'")]
    [InlineData("$[0:2]")]
    [InlineData("$[0,1]")]
    [InlineData("$[?@.a]")]
    [InlineData("$.a b")]
    [InlineData("$.a.length()")]
    public void Place_ThatIsNone_IsRefused(string place) => Assert.Throws<FormatException>(() => JsonLocator.Parse(place));

    [Fact]
    public void BodyCondition_ThatFails_SaysWantedAndGot()
    {
        var condition = new BodyCondition(JsonLocator.Parse("$.a[*]"), [JsonElement.Parse("3"), JsonElement.Parse("\"x\"")]);
        var subject = new RuleSubject(
            new MockRequest { Format = "openai", Operation = Operation.Generate, RawBody = Encoding.UTF8.GetBytes("""{"a":[1,"y"]}""") }
        );

        Assert.False(condition.Holds(subject));
        Assert.Equal("body[\"$.a[*]\"] is one of 3, \"x\" but '1', '\"y\"'", $"{condition.Key} {condition.Wanted} but {condition.Got(subject)}");
    }
}
