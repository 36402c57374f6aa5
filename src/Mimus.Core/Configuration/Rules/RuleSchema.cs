using Mimus.Core.Configuration.Schemas;

namespace Mimus.Core.Configuration.Rules;

/// <summary>
/// The JSON Schemas of rule files and of configurations, made of the same tables of keys by which the compilers read, so that they cannot
/// drift apart.
/// </summary>
internal static class RuleSchema
{
    private static MappingShape ExactForm => ValueShape.MappingOf(MatchKeys.ExactForm) with { HasOneEntry = true };
    private static (string, ValueShape) Reply => ("reply", ValueShape.Either(ValueShape.Text, ValueShape.MappingOf(ReplyKeys.All)));

    private static (string, ValueShape) Latency =>
        ("latency", ValueShape.Either(ValueShape.Duration, ValueShape.Text, ValueShape.Flag, ValueShape.MappingOf(LatencyKeys.All)));

    private static (string, ValueShape) Fault =>
        ("fault", ValueShape.Either(ValueShape.Text, ValueShape.Flag, ValueShape.MappingOf(FaultKeys.All, FaultKeys.Kind)));

    private static (string, ValueShape) Limits =>
        ("limits", ValueShape.Either(ValueShape.Text, ValueShape.Flag, ValueShape.MappingOf(LimitKeys.All)));

    private static (string, ValueShape) ToolCall => ("toolCall", ValueShape.MappingOf(ReplyKeys.ToolCall, ReplyKeys.ToolName));

    /// <summary>The schema of rule files, of both shapes.</summary>
    public static string OfRules() =>
        SchemaWriter.Write(
            "Mimus rules",
            ValueShape.Either(ValueShape.MappingOf(RuleKeys.Root), ValueShape.ListOf(ValueShape.Named("rule"))),
            ("rule", ValueShape.MappingOf(RuleKeys.Rule) with { Alternatives = [RuleKeys.Reply, RuleKeys.Replies] }),
            ("match", ValueShape.Either(ValueShape.Text, ValueShape.MappingOf(MatchKeys.All))),
            ("text", ValueShape.Either(ValueShape.Text, ExactForm)),
            Reply,
            Latency,
            Fault,
            Limits,
            ToolCall
        );

    /// <summary>The schema of configurations.</summary>
    public static string OfConfiguration() =>
        SchemaWriter.Write("Mimus configuration", ValueShape.MappingOf(ConfigurationKeys.Root), Reply, Latency, Fault, Limits, ToolCall);
}
