using System.Globalization;
using Mimus.Core.Configuration.Documents;
using Mimus.Core.Model;
using Mimus.Core.Rules;

namespace Mimus.Core.Configuration.Rules;

/// <summary>Reads rules.</summary>
internal sealed class RuleReader(NodeReader reader, ConfigurationProblems problems, ReplyReader replies, RuleIdentity identity)
{
    private const string Expected = "a rule, as in { when: \"hello\", reply: \"Hi!\" }";

    private static readonly string[] s_ends = ["last", "fallthrough", "loop"];

    private readonly MatchReader _matches = new(reader, problems);
    private readonly Dictionary<string, SourceLocation> _names = new(StringComparer.Ordinal);

    /// <summary>The rule; null where anything of it is wrong, which is reported.</summary>
    public RuleOrigin? Read(ConfigurationNode node)
    {
        if (node is not ConfigurationMapping mapping)
        {
            reader.Reject(node, "is not a rule", Expected);
            return null;
        }

        var before = problems.Errors.Count;
        var fields = MappingFields.Of(mapping, RuleKeys.Rule, problems);
        var when = fields.Find(RuleKeys.When);
        var conditions = _matches.Read(when);
        var answers = ReadReplies(mapping, fields);
        var name = ReadName(fields.Find(RuleKeys.Name), node);
        var rule = new Rule
        {
            Name = name,
            CounterName = identity.Of(mapping, fields.Find(RuleKeys.Name) is null ? null : name),
            Conditions = conditions,
            Replies = answers,
            Limits = fields.Find(RuleKeys.Limits) is { } limits ? new LimitReader(reader, problems).Read(limits) : null,
            Then = ReadEnd(fields),
            Times = (int?)reader.Whole(
                fields.Find(RuleKeys.Times),
                1,
                int.MaxValue,
                "a number of matches",
                "a whole number from 1, or remove the key for as many as come"
            ),
            Priority = ReadPriority(fields.Find(RuleKeys.Priority)),
        };
        WarnOfTimes(fields, rule);
        return problems.Errors.Count == before && answers.Count > 0
            ? new RuleOrigin(rule, node, when ?? node, fields.Find(RuleKeys.Name) is not null)
            : null;
    }

    private int ReadPriority(ConfigurationNode? node) =>
        (int)(reader.Whole(node, int.MinValue, int.MaxValue, "a priority", "a whole number; higher ones are asked first") ?? 0);

    private IReadOnlyList<RuleReply> ReadReplies(ConfigurationMapping mapping, MappingFields fields)
    {
        var pace = replies.ReadPace(fields);
        var (one, several) = (fields.Find(RuleKeys.Reply), fields.Find(RuleKeys.Replies));
        if (one is null == several is null)
        {
            var sentence = one is null ? "the rule has no reply" : "the rule has both reply and replies";
            Report(mapping, sentence, one is null ? Expected : "one of the two");
            return [];
        }

        if (one is not null)
        {
            return replies.Read(one) is { } reply ? [Under(reply, pace)] : [];
        }

        if (reader.Items(several, "a list of replies, as in [\"one\", \"two\"]") is not { } items)
        {
            return [];
        }

        if (items.Count == 0)
        {
            Report(several!, "the list of replies is empty", "at least one reply");
        }

        return [.. items.Select(ReadStep).OfType<RuleReply>().Select(reply => Under(reply, pace))];
    }

    private RuleReply? ReadStep(ConfigurationNode node)
    {
        if (node is not ConfigurationMapping mapping || !mapping.Entries.Any(entry => RuleKeys.StepReply.IsWrittenAs(entry.Key)))
        {
            return replies.Read(node);
        }

        var fields = MappingFields.Of(mapping, RuleKeys.Step, problems);
        var pace = replies.ReadPace(fields);
        if (fields.Find(RuleKeys.StepReply) is not { } reply)
        {
            Report(mapping, "the step has no reply", "a step, as in { reply: \"one\", latency: 200 }");
            return null;
        }

        return replies.Read(reply) is { } read ? read with { Delivery = pace?.Over(read.Delivery) ?? read.Delivery } : null;
    }

    private static RuleReply Under(RuleReply reply, Delivery? pace) => reply with { Delivery = reply.Delivery?.Over(pace) ?? pace };

    private SequenceEnd ReadEnd(MappingFields fields)
    {
        var node = fields.Find(RuleKeys.Then);
        if (node is not null && fields.Find(RuleKeys.Replies) is null)
        {
            Report(
                node,
                "'then' says what follows a sequence, and there is none",
                "'replies' with a list in the place of 'reply', or remove the key"
            );
            return SequenceEnd.Last;
        }

        return reader.Choice(node, s_ends, "what can follow a sequence") switch
        {
            "fallthrough" => SequenceEnd.Fallthrough,
            "loop" => SequenceEnd.Loop,
            _ => SequenceEnd.Last,
        };
    }

    private string ReadName(ConfigurationNode? node, ConfigurationNode rule)
    {
        var (location, given) = (rule.Location, reader.Text(node, "a name of your own, or remove the key")?.Trim());
        var name = given ?? string.Create(CultureInfo.InvariantCulture, $"{location.Source}:{location.Line}");
        if (_names.TryAdd(name, location))
        {
            return name;
        }

        if (given is not null)
        {
            problems.Add(
                new ConfigurationProblem(node!.Location, node.Path, $"the rule at {_names[name]} has the name {Quotation.Of(name)} already")
                {
                    Value = name,
                    Expected = "each name once, because counters are kept by it",
                }
            );
            return name;
        }

        // Several rules on one line; or one that another has taken for its name.
        name = location.ToString();
        for (var number = 2; !_names.TryAdd(name, location); number++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{location}-{number}");
        }

        return name;
    }

    private void WarnOfTimes(MappingFields fields, Rule rule)
    {
        if (fields.Find(RuleKeys.Times) is not { } node || rule.Times is not { } times || rule.Replies.Count < 2)
        {
            return;
        }

        var sentence =
            times < rule.Replies.Count
                ? $"the rule is used up after {times} of its {rule.Replies.Count} replies, so the others are never sent"
            : rule.Then == SequenceEnd.Fallthrough && times > rule.Replies.Count
                ? $"the rule falls through after its {rule.Replies.Count} replies, before it has matched {times} times"
            : null;
        if (sentence is not null)
        {
            problems.Warn(new ConfigurationProblem(node.Location, node.Path, sentence) { Value = (node as ConfigurationScalar)?.Text });
        }
    }

    private void Report(ConfigurationNode node, string sentence, string expected) =>
        problems.Add(new ConfigurationProblem(node.Location, node.Path, sentence) { Expected = expected });
}
