using Mimus.Core.Configuration.Documents;
using Mimus.Core.Rules.Templates;

namespace Mimus.Core.Configuration.Rules;

/// <summary>Reads what an answer consists of: by keys (reasoning, text, refusal, tools, in that order), as parts, or as choices.</summary>
internal sealed class ContentReader(NodeReader reader, ConfigurationProblems problems, RuleTexts texts)
{
    /// <summary>The parts of each choice, at least one choice; what is wrong is reported and left out.</summary>
    public IReadOnlyList<IReadOnlyList<PartTemplate>> Read(ConfigurationMapping mapping, MappingFields fields)
    {
        if (fields.Find(ReplyKeys.Choices) is not { } choices)
        {
            return [ReadParts(mapping, fields)];
        }

        if (ReplyKeys.Choice.Any(key => fields.Find(key) is not null))
        {
            Report(choices, "'choices' cannot stand beside other content", "all alternatives into 'choices', the first one first");
        }

        var items = NonEmpty(choices, "a list of texts and objects");
        return items.Count == 0 ? [[]] : [.. items.Select(ReadChoice)];
    }

    private List<PartTemplate> ReadChoice(ConfigurationNode node)
    {
        if (node is not ConfigurationMapping mapping)
        {
            return texts.Read(node, "a text, or an object such as { text: \"…\" }") is { } text ? [new TextPartTemplate(text)] : [];
        }

        var fields = MappingFields.Of(mapping, ReplyKeys.Choice, problems);
        if (mapping.Entries.Count == 0)
        {
            Report(mapping, "the choice says nothing", $"one of {string.Join(", ", ReplyKeys.Choice.Select(key => key.Name))}");
        }

        return ReadParts(mapping, fields);
    }

    private List<PartTemplate> ReadParts(ConfigurationMapping mapping, MappingFields fields)
    {
        var parts = new List<PartTemplate>();
        Add(texts.Read(fields.Find(ReplyKeys.Reasoning), "the reasoning"), text => new ReasoningTemplate(text));
        Add(texts.Read(fields.Find(ReplyKeys.Text), "the text"), text => new TextPartTemplate(text));
        Add(texts.Read(fields.Find(ReplyKeys.Refusal), "what the model says when it declines"), text => new RefusalTemplate(text));
        if (fields.Find(ReplyKeys.Tools) is { } tools)
        {
            parts.AddRange(NonEmpty(tools, "a list of tool calls, as in [{ name: \"…\", args: {} }]").Select(ReadToolCall).OfType<PartTemplate>());
        }

        if (fields.Find(ReplyKeys.Parts) is not { } list)
        {
            return parts;
        }

        if (parts.Count > 0)
        {
            Report(list, "'parts' cannot stand beside text, reasoning, refusal or tools", $"all of it into 'parts' of {mapping.Location}");
        }

        parts.AddRange(NonEmpty(list, "a list of parts, as in [{ text: \"…\" }]").Select(ReadPart).OfType<PartTemplate>());
        return parts;

        void Add(TextTemplate? text, Func<TextTemplate, PartTemplate> make)
        {
            if (text is not null)
            {
                parts.Add(make(text));
            }
        }
    }

    private PartTemplate? ReadPart(ConfigurationNode node)
    {
        const string Expected = "{ text: \"…\" }, { reasoning: \"…\" }, { tool: { name: \"…\" } } or { refusal: \"…\" }";
        if (node is not ConfigurationMapping mapping)
        {
            return texts.Read(node, Expected) is { } plain ? new TextPartTemplate(plain) : null;
        }

        var fields = MappingFields.Of(mapping, ReplyKeys.Part, problems);
        if (mapping.Entries.Count != 1)
        {
            Report(mapping, "a part has exactly one key", Expected);
            return null;
        }

        if (fields.Find(ReplyKeys.Tool) is { } tool)
        {
            return ReadToolCall(tool);
        }

        if (texts.Read(fields.Find(ReplyKeys.Text), "the text") is { } text)
        {
            return new TextPartTemplate(text);
        }

        if (texts.Read(fields.Find(ReplyKeys.Reasoning), "the reasoning") is { } reasoning)
        {
            return new ReasoningTemplate(reasoning);
        }

        return texts.Read(fields.Find(ReplyKeys.Refusal), "what the model says when it declines") is { } refusal ? new RefusalTemplate(refusal) : null;
    }

    private ToolCallTemplate? ReadToolCall(ConfigurationNode node)
    {
        const string Expected = "a tool call, as in { name: \"get_weather\", args: { city: \"Oslo\" } }";
        if (reader.Mapping(node, Expected) is not { } mapping)
        {
            return null;
        }

        var fields = MappingFields.Of(mapping, ReplyKeys.ToolCall, problems);
        var id = reader.Text(fields.Find(ReplyKeys.ToolId), "the call's id");
        var name = reader.Text(fields.Find(ReplyKeys.ToolName), "the tool's name");
        if (fields.Find(ReplyKeys.ToolName) is null)
        {
            Report(mapping, "the tool call has no name", Expected);
        }

        switch (fields.Find(ReplyKeys.ToolArguments))
        {
            case null:
                return name is null ? null : new ToolCallTemplate(name, null, null, id);
            case ConfigurationMapping arguments:
                return texts.ReadJson(arguments) is { } json && name is not null ? new ToolCallTemplate(name, json, null, id) : null;
            case ConfigurationScalar { Kind: ScalarKind.String } input:
                return texts.Read(input, "the input") is { } text && name is not null ? new ToolCallTemplate(name, null, text, id) : null;
            case var other:
                reader.Reject(other, "cannot be the arguments of a tool", "an object, or a text for a custom tool");
                return null;
        }
    }

    private IReadOnlyList<ConfigurationNode> NonEmpty(ConfigurationNode node, string expected)
    {
        var items = reader.Items(node, expected);
        if (items is { Count: 0 })
        {
            Report(node, "the list is empty", $"{expected}, or remove the key");
        }

        return items ?? [];
    }

    private void Report(ConfigurationNode node, string sentence, string expected) =>
        problems.Add(new ConfigurationProblem(node.Location, node.Path, sentence) { Expected = expected });
}
