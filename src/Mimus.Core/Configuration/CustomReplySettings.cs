using System.Collections.Frozen;
using Mimus.Core.Configuration.Documents;

namespace Mimus.Core.Configuration;

/// <summary>Reads <c>customReplies</c>.</summary>
internal static class CustomReplySettings
{
    private const string Expected = "a mapping with question and answer";

    private static readonly ConfigurationKey[] s_keys = [ConfigurationKeys.Question, ConfigurationKeys.Answer];

    /// <summary>The answers by their questions, without the white space around these.</summary>
    public static FrozenDictionary<string, string> Read(ConfigurationNode? node, NodeReader reader, ConfigurationProblems problems)
    {
        var answers = new Dictionary<string, (string Answer, SourceLocation Location)>();
        foreach (var item in reader.Items(node, "a list of mappings with question and answer") ?? [])
        {
            if (reader.Mapping(item, Expected) is { } mapping && ReadReply(mapping, reader, problems) is var (question, answer))
            {
                Add(answers, question.Trim(), answer, item, problems);
            }
        }

        return answers.Count == 0
            ? FrozenDictionary<string, string>.Empty
            : answers.ToFrozenDictionary(reply => reply.Key, reply => reply.Value.Answer);
    }

    private static (string Question, string Answer)? ReadReply(
        ConfigurationMapping mapping,
        NodeReader reader,
        ConfigurationProblems problems
    )
    {
        var fields = MappingFields.Of(mapping, s_keys, problems);
        foreach (var key in s_keys)
        {
            if (fields.Find(key) is null)
            {
                problems.Add(new ConfigurationProblem(mapping.Location, mapping.Path, $"the reply has no {key.Name}") { Expected = Expected });
            }
        }

        var question = reader.Text(fields.Find(ConfigurationKeys.Question), "what the user says");
        var answer = reader.Text(fields.Find(ConfigurationKeys.Answer), "what the mock answers", canBeEmpty: true);
        return question is not null && answer is not null ? (question, answer) : null;
    }

    private static void Add(
        Dictionary<string, (string Answer, SourceLocation Location)> answers,
        string question,
        string answer,
        ConfigurationNode item,
        ConfigurationProblems problems
    )
    {
        if (answers.TryAdd(question, (answer, item.Location)))
        {
            return;
        }

        var first = answers[question].Location;
        problems.Add(
            new ConfigurationProblem(
                item.Location,
                item.Path,
                $"the question {Quotation.Of(question)} is there already{(first.Line > 0 ? $" on line {first.Line}" : "")}"
            )
            {
                Value = question,
                Expected = "each question once",
            }
        );
    }
}
