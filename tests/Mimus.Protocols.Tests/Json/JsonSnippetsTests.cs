using System.Text;
using Mimus.Protocols.Json;
using Xunit;

namespace Mimus.Protocols.Tests.Json;

public sealed class JsonSnippetsTests
{
    [Theory]
    [InlineData("{\"a\": [1, 2]}", "{\"a\": [1, 2]}")]
    [InlineData("{\n  \"a b\" : [ 1,\r\n\t2 ]\n}", "{\"a b\":[1,2]}")]
    [InlineData("[\n\" \\\" , \\\\\" , \"\\n \"]", "[\" \\\" , \\\\\",\"\\n \"]")]
    [InlineData("\n\"x\"\n", "\"x\"")]
    public void Compact_LineEnds_AreLeftOutWithAllWhiteSpace(string json, string compact) =>
        Assert.Equal(compact, Encoding.UTF8.GetString(JsonSnippets.Compact(Encoding.UTF8.GetBytes(json)).Span));

    [Fact]
    public void String_Text_IsQuotedAndEscaped() =>
        Assert.Equal("\"a\\\"\\n\\u0001é\"", Encoding.UTF8.GetString(JsonSnippets.String("a\"\n\u0001é")));
}
