using Mimus.Core.Configuration.Schemas;

namespace Mimus.Core.Configuration.Rules;

/// <summary>The keys of a rule file, of its rules and of the steps of a sequence.</summary>
internal static class RuleKeys
{
    public static ConfigurationKey When { get; } =
        new("when") { Shape = MatchKeys.Match, Summary = "What a request must be like; without it, every request matches" };

    public static ConfigurationKey Reply { get; } = new("reply") { Shape = ReplyKeys.Reply, Summary = "What is answered" };

    public static ConfigurationKey StepReply { get; } = new("reply") { Shape = ReplyKeys.Reply, Summary = "What this step answers" };

    /// <summary>The keys of a step of a sequence that has a pace of its own.</summary>
    public static IReadOnlyList<ConfigurationKey> Step { get; } =
        [StepReply, ReplyKeys.Latency, ReplyKeys.ChunkSize, ReplyKeys.TimeToFirstToken, ReplyKeys.Fault];

    public static ConfigurationKey Replies { get; } =
        new("replies")
        {
            Shape = ValueShape.ListOf(ValueShape.Either(ReplyKeys.Reply, ValueShape.MappingOf(Step, StepReply)), minimum: 1),
            Summary = "Answers in turn, one for each match",
        };

    public static ConfigurationKey Then { get; } =
        new("then")
        {
            Shape = ValueShape.Choice("last", "fallthrough", "loop"),
            Summary = "What follows the last of the replies: it is repeated, the rule matches no more, or they begin anew",
        };

    public static ConfigurationKey Times { get; } =
        new("times") { Shape = ValueShape.Whole(1, int.MaxValue), Summary = "How often the rule matches before it is used up" };

    public static ConfigurationKey Priority { get; } =
        new("priority")
        {
            Shape = ValueShape.Whole(int.MinValue, int.MaxValue),
            Summary = "Rules with a higher priority are asked first; 0 by default",
        };

    public static ConfigurationKey Name { get; } =
        new("name") { Shape = ValueShape.Text, Summary = "What logs and counters call the rule; its file and line by default" };

    public static ConfigurationKey Limits { get; } =
        new("limits") { Shape = LimitKeys.Shape, Summary = "How many requests and tokens the rule allows" };

    /// <summary>The keys of a rule.</summary>
    public static IReadOnlyList<ConfigurationKey> Rule { get; } =
    [
        When, Reply, Replies, Then, Times, Priority, Name, ReplyKeys.Latency, ReplyKeys.ChunkSize, ReplyKeys.TimeToFirstToken,
        ReplyKeys.Fault, Limits,
    ];

    public static ConfigurationKey Templates { get; } =
        new("templates") { Shape = ValueShape.MapOf(ReplyKeys.Reply), Summary = "Replies with names, to which '$name' refers" };

    public static ConfigurationKey Fallback { get; } =
        new("fallback") { Shape = ReplyKeys.Reply, Summary = "What is answered when no rule matches" };

    public static ConfigurationKey Rules { get; } =
        new("rules") { Shape = ValueShape.ListOf(ValueShape.Named("rule")), Summary = "The rules; the first that matches answers" };

    /// <summary>The keys of a file.</summary>
    public static IReadOnlyList<ConfigurationKey> Root { get; } = [Templates, Fallback, Rules, ConfigurationKeys.Schema];
}
