using Mimus.Core.Configuration.Documents;
using Mimus.Core.Rules;

namespace Mimus.Core.Configuration.Rules;

/// <summary>Reads <c>when</c>: a text that the message contains, or an object whose keys must all hold.</summary>
internal sealed class MatchReader(NodeReader reader, ConfigurationProblems problems)
{
    private const string Expected = "a text, a pattern such as /^hello/i, or an object such as { model: \"gpt-4\" }";

    private static readonly (ConfigurationKey Key, RuleField Field)[] s_texts =
    [
        (MatchKeys.Message, RuleField.Message),
        (MatchKeys.Model, RuleField.Model),
        (MatchKeys.System, RuleField.System),
        (MatchKeys.Format, RuleField.Format),
        (MatchKeys.ToolName, RuleField.ToolName),
        (MatchKeys.ServerTool, RuleField.ServerTool),
        (MatchKeys.ToolCallId, RuleField.ToolCallId),
        (MatchKeys.ToolResult, RuleField.ToolResult),
        (MatchKeys.AnyMessage, RuleField.AnyMessage),
        (MatchKeys.Path, RuleField.Path),
        (MatchKeys.ResponseFormat, RuleField.ResponseFormat),
    ];

    private static readonly (ConfigurationKey Key, RuleQuestion Question)[] s_flags =
    [
        (MatchKeys.HasToolResult, RuleQuestion.HasToolResult),
        (MatchKeys.Stream, RuleQuestion.Stream),
        (MatchKeys.Image, RuleQuestion.Image),
    ];

    private readonly PatternReader _patterns = new(reader, problems);
    private readonly NamedValues _names = new(problems);

    /// <summary>What must hold, all of it; what is wrong is reported and left out.</summary>
    public IReadOnlyList<RuleCondition> Read(ConfigurationNode? node)
    {
        switch (node)
        {
            case null:
                return [];
            case ConfigurationMapping mapping:
                return ReadFields(MappingFields.Of(mapping, MatchKeys.All, problems));
            case ConfigurationList:
                reader.Reject(node, "is not a match", Expected + ", or { any: […] } for several");
                return [];
            default:
                return reader.Text(node, Expected) is { } text && _patterns.Parse(node, text, Contains) is { } pattern
                    ? [new TextCondition(RuleField.Message, pattern)]
                    : [];
        }
    }

    private List<RuleCondition> ReadFields(MappingFields fields)
    {
        var conditions = new List<RuleCondition>();
        foreach (var (key, field) in s_texts)
        {
            if (fields.Find(key) is { } node && _patterns.Read(node, PlainOf(field)) is { } pattern)
            {
                conditions.Add(new TextCondition(field, _names.Check(field, pattern, node)));
            }
        }

        foreach (var (key, question) in s_flags)
        {
            if (reader.Flag(fields.Find(key)) is { } value)
            {
                conditions.Add(new FlagCondition(question, value));
            }
        }

        if (reader.Whole(fields.Find(MatchKeys.Turn), 0, int.MaxValue, "a number of answers", "a whole number from 0") is { } turn)
        {
            conditions.Add(new TurnCondition((int)turn));
        }

        conditions.AddRange(ReadHeaders(fields.Find(MatchKeys.Header)));
        conditions.AddRange(new BodyReader(reader, _patterns, problems).Read(fields.Find(MatchKeys.Body)));
        ReadInput(fields.Find(MatchKeys.Input), conditions);
        ReadNot(fields.Find(MatchKeys.Not), conditions);
        ReadAny(fields.Find(MatchKeys.Any), conditions);
        return conditions;
    }

    private IEnumerable<RuleCondition> ReadHeaders(ConfigurationNode? node)
    {
        foreach (var entry in reader.Mapping(node, "headers with their values, as in { \"x-user\": \"ann\" }")?.Entries ?? [])
        {
            if (entry.Value is ConfigurationScalar { Kind: ScalarKind.Boolean, Boolean: var isThere })
            {
                var header = new HeaderCondition(entry.Key, null);
                yield return isThere ? header : new NotCondition([header]);
            }
            else if (_patterns.Read(entry.Value, Contains) is { } pattern)
            {
                yield return new HeaderCondition(entry.Key, pattern);
            }
        }
    }

    // A rule with it must not answer what it is not meant for.
    private void ReadInput(ConfigurationNode? node, List<RuleCondition> conditions)
    {
        if (_patterns.Read(node, Contains) is not { } pattern)
        {
            return;
        }

        conditions.Add(new PredicateCondition(_ => false, $"input {pattern.Describe()}"));
        problems.Warn(
            new ConfigurationProblem(node!.Location, node.Path, "nothing can match 'input' yet, because this version does not answer embeddings")
        );
    }

    private void ReadNot(ConfigurationNode? node, List<RuleCondition> conditions)
    {
        if (node is null)
        {
            return;
        }

        var before = problems.Errors.Count;
        var negated = Read(node);
        if (negated.Count > 0)
        {
            conditions.Add(new NotCondition(negated));
        }
        else if (problems.Errors.Count == before)
        {
            problems.Add(
                new ConfigurationProblem(node.Location, node.Path, "'not' is empty, so the rule could never match")
                {
                    Expected = "what must not hold, or remove the key",
                }
            );
        }
    }

    private void ReadAny(ConfigurationNode? node, List<RuleCondition> conditions)
    {
        if (reader.Items(node, "a list of matches, of which one must hold") is not { } items)
        {
            return;
        }

        if (items.Count == 0)
        {
            problems.Add(
                new ConfigurationProblem(node!.Location, node.Path, "'any' is empty, so the rule could never match")
                {
                    Expected = "at least one match, or remove the key",
                }
            );
            return;
        }

        conditions.Add(new AnyCondition([.. items.Select(Read)]));
    }

    private static ContainsPattern Contains(string text) => new(text);

    private static PatternReader.PlainPattern PlainOf(RuleField field) =>
        field switch
        {
            RuleField.ToolName or RuleField.ToolCallId or RuleField.ResponseFormat => text => new ExactPattern(text),
            RuleField.Format => text => new ExactPattern(text, IgnoreCase: true),
            _ => Contains,
        };
}
