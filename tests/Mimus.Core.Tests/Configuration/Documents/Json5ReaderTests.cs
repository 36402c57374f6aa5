using Mimus.Core.Configuration;
using Mimus.Core.Configuration.Documents;

namespace Mimus.Core.Tests.Configuration.Documents;

public class Json5ReaderTests
{
    [Theory]
    [InlineData("{\"a\": [1, true, null, \"x\"]}", "{a:[1,true,null,'x']}")]
    [InlineData("// c\n{a: 1, /* d */ 'b-c': 2,}", "{a:1,b-c:2}")]
    [InlineData("[0x1F, +1, -.5, 5., 1e3, Infinity, -Infinity, NaN, 18446744073709551615]", "[31,1,-0.5,5,1000,Infinity,-Infinity,NaN,18446744073709551615]")]
    [InlineData("'\\x41\\u00e9\\n\\v\\0\\q\\\nend'", "'A\u00e9\n\v\0qend'")]
    [InlineData("\uFEFF \u00A0 {$_\u00fc\\u0061: 1}", "{$_\u00fca:1}")]
    [InlineData("{while: 1, null: 2, Infinity: 3}", "{while:1,null:2,Infinity:3}")]
    [InlineData("'it\u2028is allowed'", "'it\u2028is allowed'")]
    public void Json5_Valid_IsRead(string text, string expected) => Assert.Equal(expected, Read.Json5(text));

    [Theory]
    [InlineData("", "file:1:1: the document is empty; write a value, such as {}.")]
    [InlineData("{\n  a 1\n}", "file:2:5: '1' follows the key 'a'; write ':' and a value there.")]
    [InlineData("{\n  a: 1\n  b: 2\n}", "file:3:3: 'b' stands in the object that begins on line 1; write ',' between values and '}' at the end.")]
    [InlineData("[1 2]", "file:1:4: '2' stands in the array that begins on line 1; write ',' between values and ']' at the end.")]
    [InlineData("[,]", "file:1:2: ',' stands where a value is expected; write a value there.")]
    [InlineData("{a: yes}", "file:1:5: 'yes' is not a value; put it in quotes if it is a text.")]
    [InlineData("{a: 80a}", "file:1:7: 'a' cannot stand in a number; put the value in quotes if it is a text.")]
    [InlineData("{a: 1.2.3}", "file:1:8: '.' cannot stand here in a number; put the value in quotes if it is a text.")]
    [InlineData("{a: 010}", "file:1:5: a number cannot begin with a needless 0; leave the 0 away, or put the value in quotes if it is a text.")]
    [InlineData("{a: 0xg}", "file:1:7: 'g' is not a hexadecimal digit; '0x' needs at least one.")]
    [InlineData("{a: 'x\n'}", "file:1:5: the string that begins here does not end on its line; close it with ', or end the line with '\\' to go on.")]
    [InlineData("{a: '\\u12g4'}", "file:1:10: 'g' is not a hexadecimal digit; \\u needs 4 of them.")]
    [InlineData("{} {}", "file:1:4: '{' follows the document's end; a document is a single value.")]
    [InlineData("{a: 1", "file:1:6: the end of the text stands in the object that begins on line 1; write ',' between values and '}' at the end.")]
    [InlineData("1 /* x", "file:1:3: the comment that begins here does not end; close it with '*/'.")]
    [InlineData("{\r\n\r\n /}", "file:3:2: a lone '/' is not allowed; comments begin with '//' or '/*'.")]
    [InlineData("{a: 1, a: 2}", "file:1:8: a: the key 'a' is there already on line 1; write each key once.")]
    public void Json5_Broken_SaysWhereAndWhatToDo(string text, string expected) => Assert.Equal(expected, Read.Json5Problem(text));

    [Fact]
    public void Json5_RepeatedKeys_AreAllReported()
    {
        Read.Node("{a: {b: 1, b: 2}, a: 3}", ConfigurationSyntax.Json5, out var problems);

        Assert.Equal(["a.b", "a"], problems.Errors.Select(problem => problem.Path));
    }

    [Fact]
    public void Json5_TooDeep_IsRefused()
    {
        var text = new string('[', 100_000);

        Assert.StartsWith("file:1:65: more than 64 objects and arrays stand in each other", Read.Json5Problem(text), StringComparison.Ordinal);
    }

    [Fact]
    public void Json5_Values_KnowTheirPlaceAndPath()
    {
        var root = (ConfigurationMapping)Read.Node("{\n  models: [{id: 1},\n    {'odd key': 2}]}", ConfigurationSyntax.Json5, out _)!;
        var second = (ConfigurationMapping)((ConfigurationList)root.Entries[0].Value).Items[1];

        Assert.Equal("models[1]", second.Path);
        Assert.Equal(new SourceLocation("file", 3, 5), second.Location);
        Assert.Equal("models[1][\"odd key\"]", second.Entries[0].Value.Path);
        Assert.Equal(new SourceLocation("file", 3, 17), second.Entries[0].Value.Location);
    }
}
