using System.Collections.Frozen;
using Mimus.Core.Configuration;
using Mimus.Core.Model;
using Mimus.Core.Rules;
using Mimus.Core.Strategies;

namespace Mimus.Core.Tests.Rules;

public class StrictTests
{
    [Fact]
    public async Task Answer_NothingMatches_NamesTheNearestRuleAndWhatItMissed()
    {
        var server = Strict(
            Ruled.Rule("far", [Ruled.Message("invoice"), new TextCondition(RuleField.Model, new ContainsPattern("claude"))], "x"),
            Ruled.Rule("near", [Ruled.Message("refund"), new TextCondition(RuleField.Model, new ContainsPattern("gpt"))], "x")
        );

        var reply = await server.Ask(Some.Request(Some.User("hello")));

        Assert.Equal(
            new RefusalReply(new NothingMatched("No rule matched. Nearest: 'near' failed on message: wanted contains 'refund', got 'hello'.")),
            reply
        );
    }

    [Fact]
    public async Task Answer_RuleUsedUp_SaysSo()
    {
        var server = Strict(Ruled.When("hello", "x") with { Times = 1 });
        await server.Ask(Some.Request(Some.User("hello")));

        var refusal = Assert.IsType<RefusalReply>(await server.Ask(Some.Request(Some.User("hello"))));

        Assert.Contains("used up", Assert.IsType<NothingMatched>(refusal.Refusal).Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_ToolResultWithoutRule_IsAnErrorToo() =>
        Assert.IsType<RefusalReply>(await Strict().Ask(Some.Request(Some.User("x"), Some.AssistantCall(), Some.ToolResult("y"))));

    [Fact]
    public async Task Answer_RuleMatches_IsAnswered() => Assert.Equal("x", await Strict(Ruled.When("hello", "x")).Text("hello"));

    private static Ruled Strict(params Rule[] rules) =>
        new(rules)
        {
            Configuration = new MockConfiguration
            {
                IsStrict = true,
                Rules = RuleBook.Of(rules),
                Strategies = StrategyCatalog.Create(StrategyCatalog.Names, FrozenDictionary<string, string>.Empty, isStrict: true, hasRules: true),
            },
        };
}
