using Mimus.Core.Chance;
using Mimus.Core.Model;
using Mimus.Core.Rules;
using Mimus.Core.Rules.Templates;

namespace Mimus.Core.Tests.Rules;

public class TemplateTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("you said {{message}}!", "you said explain \"cats\"!")]
    [InlineData("{{ model }}/{{turn}}/{{count}}", "gpt-4o/0/3")]
    [InlineData("{{match.1}} and {{match.what}}", "\"cats\" and \"cats\"")]
    [InlineData("{{match.7}}", "")]
    [InlineData("{{header.x-user}}", "ann")]
    [InlineData("{{header.missing}}", "")]
    [InlineData("{{now}}", "2026-01-02T03:04:05Z")]
    [InlineData("\\{{message}}", "{{message}}")]
    [InlineData("a } b }} { c", "a } b }} { c")]
    public void Render_Placeholder_IsFilled(string template, string expected) =>
        Assert.Equal(expected, TextTemplate.Parse(template).Render(Context()));

    [Fact]
    public void Render_Uuid_IsOfVersionFour() =>
        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", TextTemplate.Parse("{{uuid}}").Render(Context()));

    [Theory]
    [InlineData("{{mesage}}", "did you mean '{{message}}'?")]
    [InlineData("{{match.}}", "is not a placeholder")]
    [InlineData("{{message", "is not closed")]
    public void Parse_BadPlaceholder_SaysWhatIsWrong(string template, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => TextTemplate.Parse(template)).Message, StringComparison.Ordinal);

    [Fact]
    public void Render_Json_PutsValuesInThroughAWriter() =>
        Assert.Equal(
            """{"q":"explain \"cats\"","n":275.0,"deep":["explain \"cats\"!",true,null]}""",
            JsonTemplate.Parse("""{"q":"{{message}}","n":275.0,"deep":["{{message}}!",true,null]}""").Render(Context())
        );

    [Fact]
    public void Render_JsonWithoutPlaceholders_IsSentAsWritten() =>
        Assert.Equal("""{ "a" : 1.50 }""", JsonTemplate.Parse("""{ "a" : 1.50 }""").Render(Context()));

    private static TemplateContext Context()
    {
        var request = Some.Request(Operation.Generate, "gpt-4o", new KeyValuePair<string, string>("X-User", "ann"));
        var asked = new MockRequest
        {
            Format = "openai",
            Operation = Operation.Generate,
            Model = request.Model,
            Headers = request.Headers,
            Messages = [Some.User("explain \"cats\"")],
        };
        var subject = new RuleSubject(asked);
        Assert.True(new TextCondition(RuleField.Message, JavaScriptPattern.Compile("/^explain (?<what>.*)$/")).Holds(subject));
        return new TemplateContext(subject, 3, Some.Time, new SeededRandom(1));
    }
}
