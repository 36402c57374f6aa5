using Mimus.Core.Model;
using Mimus.Core.Tests.Rules;

namespace Mimus.Core.Tests.Configuration.Rules;

public class CaptureTests
{
    [Theory]
    [InlineData("'/^(\\\\w+) (\\\\w+)$/'", "{{match.1}}+{{match.2}}", "one+two")]
    [InlineData("'/^(?<first>\\\\w+) (\\\\w+)$/'", "{{match.1}}+{{match.2}}+{{match.first}}", "one+two+one")]
    [InlineData("'/^(\\\\w+) (?<second>(?:t)(w)o)$/'", "{{match.1}}+{{match.2}}+{{match.3}}", "one+two+w")]
    [InlineData("'/^(?<a>o)(?<=(o))n(e) (?=(t))/'", "{{match.1}}{{match.2}}{{match.3}}{{match.4}}", "ooet")]
    [InlineData("'/(?<w>[(o])ne t(w)(?:\\\\1|.)/'", "{{match.w}}{{match.2}}", "ow")]
    [InlineData("'/\\\\b(t)w(o)/'", "{{match.0}}", "two")]
    [InlineData("{ message: '/(one)/', not: { message: '/(two)/', model: 'other' } }", "{{match.1}}", "one")]
    [InlineData("{ any: [{ message: '/(two)/', model: 'other' }, { message: '/(one)/' }] }", "{{match.1}}", "one")]
    public async Task Groups_OfTheMessage_AreNumberedAsJavaScriptDoes(string when, string reply, string expected) =>
        Assert.Equal(expected, await new Ruled(CompileRules.Rule($"{{ when: {when}, reply: '{reply}' }}")).Text("one two"));

    [Fact]
    public void AnyMessage_OfSeveralToolResults_LooksAtAll()
    {
        var results = new MockMessage(MessageRole.Tool, [new MessageToolResult("a", "first"), new MessageToolResult("b", "second")]);

        Assert.True(CompileRules.Matches("{ any_message: 'second' }", Some.Request(Some.User("x"), results)));
        Assert.True(CompileRules.Matches("{ any_message: 'first' }", Some.Request(Some.User("x"), results)));
    }
}
