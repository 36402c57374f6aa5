using System.Collections.Frozen;
using Mimus.Core.Chance;
using Mimus.Core.Configuration;
using Mimus.Core.Model;
using Mimus.Core.Pipeline;
using Mimus.Core.Rules;
using Mimus.Core.Rules.Templates;
using Mimus.Core.State;
using Mimus.Core.Strategies;

namespace Mimus.Core.Tests.Rules;

/// <summary>A server of rules alone, as far as the core goes.</summary>
internal sealed class Ruled(params Rule[] rules)
{
    private readonly MockPipeline _pipeline = MockPipeline.Create();
    private readonly MemoryStateStore _state = new();

    public MockConfiguration Configuration { get; init; } = MockConfiguration.Default with
    {
        Rules = RuleBook.Of(rules),
        Strategies = StrategyCatalog.Create(StrategyCatalog.Names, FrozenDictionary<string, string>.Empty, hasRules: true),
    };

    public static Rule Rule(string name, RuleCondition[] conditions, params string[] replies) =>
        new()
        {
            Name = name,
            Conditions = conditions,
            Replies = [.. replies.Select(Reply)],
        };

    public static Rule When(string literal, params string[] replies) => Rule(literal, [Message(literal)], replies);

    public static RuleReply Reply(string text) => new() { Parts = [new TextPartTemplate(TextTemplate.Parse(text))] };

    public static TextCondition Message(string literal) => new(RuleField.Message, new ContainsPattern(literal));

    public static TextCondition Pattern(string pattern, RuleField field = RuleField.Message) => new(field, JavaScriptPattern.Compile(pattern));

    public ValueTask<MockReply> Ask(MockRequest request) =>
        _pipeline.HandleAsync(
            new MockExchange(request, Configuration, new SeededRandom(1), Some.Time, _state),
            TestContext.Current.CancellationToken
        );

    public async Task<string> Text(MockRequest request)
    {
        var reply = Assert.IsType<GeneratedReply>(await Ask(request));
        return Assert.IsType<ReplyText>(Assert.Single(reply.Parts)).Text;
    }

    public Task<string> Text(string message) => Text(Some.Request(Some.User(message)));
}
