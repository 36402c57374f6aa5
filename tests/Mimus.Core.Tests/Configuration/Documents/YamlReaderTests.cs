using System.Text;
using Mimus.Core.Configuration;
using Mimus.Core.Configuration.Documents;

namespace Mimus.Core.Tests.Configuration.Documents;

public class YamlReaderTests
{
    [Theory]
    [InlineData("", "null")]
    [InlineData("# only a comment\n", "null")]
    [InlineData("a: 1\nb:\n- x\n- 'y'\n", "{a:1,b:['x','y']}")]
    [InlineData("{a: [1, 2], \"b\": {c: }}", "{a:[1,2],b:{c:null}}")]
    [InlineData("a: off\nb: yes\nc: No\nd: y", "{a:'off',b:'yes',c:'No',d:'y'}")]
    [InlineData("[true, True, TRUE, false, tRue]", "[true,true,true,false,'tRue']")]
    [InlineData("[~, null, Null, NULL, '']", "[null,null,null,null,'']")]
    [InlineData("[1, -1, +1, 0o17, 0x1f, 012, 1e3, 1.5, .5, 5., 1_000, 0x, 1e, .]", "[1,-1,1,15,31,12,1000,1.5,0.5,5,'1_000','0x','1e','.']")]
    [InlineData("[.inf, -.INF, .nan, +.nan]", "[Infinity,-Infinity,NaN,'+.nan']")]
    [InlineData("['1', \"true\", !!str 5, !!int 5, ! 6]", "['1','true','5',5,'6']")]
    [InlineData("a: |\n  two\n  lines\nb: >-\n  one\n  line\n", "{a:'two\nlines\n',b:'one line'}")]
    [InlineData("a: &x [1, {b: 2}]\nc: *x\n", "{a:[1,{b:2}],c:[1,{b:2}]}")]
    [InlineData("\uFEFFa: 1", "{a:1}")]
    [InlineData("--- \na: 1\n...\n", "{a:1}")]
    [InlineData("2024-01-01: x", "{2024-01-01:'x'}")]
    public void Yaml_Valid_IsReadByTheCoreSchema(string text, string expected) => Assert.Equal(expected, Read.Yaml(text));

    [Theory]
    [InlineData("a: 1\n---\nb: 2\n", "file:2:1: a second document begins here; a configuration is one document, so remove the '---' and what follows.")]
    [InlineData("a: 1\na: 2\n", "file:2:1: a: the key 'a' is there already on line 1; write each key once.")]
    [InlineData("a: *nothing", "file:1:4: the alias '*nothing' has no anchor '&nothing' before it; define it first.")]
    [InlineData("a: &x [*x]", "file:1:8: the alias '*x' stands inside its own anchor; write the value out.")]
    [InlineData("a: !color red", "file:1:4: the tag '!color' has no meaning in a configuration; remove it.")]
    [InlineData("? [a, b]\n: 1", "file:1:3: only a name can be a key here; write a plain or quoted text before the ':'.")]
    public void Yaml_Refused_SaysWhereAndWhatToDo(string text, string expected) => Assert.Equal(expected, Read.YamlProblem(text));

    [Theory]
    [InlineData("a: [1, 2\nb: 3", "file:1:5: ")]
    [InlineData("a: 'x", "file:1:")]
    [InlineData("a:\n\t- 1", "file:2:1: ")]
    [InlineData("a: b: c", "file:1:")]
    [InlineData("a: @x", "file:1:")]
    [InlineData("- a\nb: c", "file:2:1: this is not YAML: ")]
    public void Yaml_Broken_SaysWhere(string text, string expected)
    {
        var problem = Read.YamlProblem(text);

        Assert.StartsWith(expected, problem, StringComparison.Ordinal);
        Assert.Contains("this is not YAML: ", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("Line:", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Yaml_AliasesThatMultiply_AreBounded()
    {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var level = 1; level < 12; level++)
        {
            text.Append($"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 10))}]\n");
        }

        Assert.Contains("aliases stand for more than 100000 values", Read.YamlProblem(text.ToString()), StringComparison.Ordinal);
    }

    [Fact]
    public void Yaml_AliasesThatDeepen_AreBounded()
    {
        var text = new StringBuilder("a0: &a0 [x]\n");
        for (var level = 1; level < 100; level++)
        {
            text.Append($"a{level}: &a{level} [*a{level - 1}]\n");
        }

        Assert.Contains("64 levels", Read.YamlProblem(text.ToString()), StringComparison.Ordinal);
    }

    [Fact]
    public void Yaml_TooDeep_IsRefused() =>
        Assert.Contains("more than 64 mappings and lists", Read.YamlProblem(new string('[', 1000)), StringComparison.Ordinal);

    [Fact]
    public void Yaml_Values_KnowTheirPlaceAndPath()
    {
        var root = (ConfigurationMapping)Read.Node("port: 1\nmodels:\n  - id: a\n  - &x\n    id: b\n  - *x\n", ConfigurationSyntax.Yaml, out _)!;
        var models = ((ConfigurationList)root.Entries[1].Value).Items;

        Assert.Equal(new SourceLocation("file", 2, 1), root.Entries[1].KeyLocation);
        Assert.Equal(new SourceLocation("file", 3, 9), ((ConfigurationMapping)models[0]).Entries[0].Value.Location);
        Assert.Equal("models[0].id", ((ConfigurationMapping)models[0]).Entries[0].Value.Path);
    }

    [Fact]
    public void Yaml_Alias_IsAtItsOwnPlaceAndPath()
    {
        var root = (ConfigurationMapping)Read.Node("a: &x\n  b: 1\nc: *x\n", ConfigurationSyntax.Yaml, out _)!;
        var copy = (ConfigurationMapping)root.Entries[1].Value;

        Assert.Equal(new SourceLocation("file", 3, 4), copy.Location);
        Assert.Equal("c.b", copy.Entries[0].Value.Path);
    }
}
