using Mimus.Core.Configuration.Documents;
using Mimus.Core.Rules.Templates;

namespace Mimus.Core.Configuration.Rules;

/// <summary>Reads the texts of replies, with their placeholders or, where they are literal, just as they are.</summary>
internal sealed class RuleTexts(NodeReader reader, ConfigurationProblems problems, bool isLiteral)
{
    /// <summary>A text that may be empty; null where there is none or it is wrong, which is reported.</summary>
    public TextTemplate? Read(ConfigurationNode? node, string expected) =>
        node is not null && reader.Text(node, expected, canBeEmpty: true) is { } text ? Parse(node, text) : null;

    /// <summary>The placeholders of a text; null where one is wrong, which is reported.</summary>
    public TextTemplate? Parse(ConfigurationNode node, string text)
    {
        if (isLiteral)
        {
            return TextTemplate.Plain(WholeCharacters.Of(text));
        }

        try
        {
            return TextTemplate.Parse(WholeCharacters.Of(text));
        }
        catch (FormatException exception)
        {
            problems.Add(new ConfigurationProblem(node.Location, node.Path, exception.Message) { Value = text });
            return null;
        }
    }

    /// <summary>JSON whose texts may have placeholders; null where something in it is wrong, which is reported.</summary>
    public JsonTemplate? ReadJson(ConfigurationNode node)
    {
        var isFine = CheckTexts(node);
        return NodeJson.Write(node, problems) is not { } json || !isFine ? null
            : isLiteral ? JsonTemplate.Plain(json)
            : JsonTemplate.Parse(json);
    }

    private bool CheckTexts(ConfigurationNode node)
    {
        var isFine = true;
        switch (node)
        {
            case ConfigurationMapping mapping:
                foreach (var entry in mapping.Entries)
                {
                    isFine &= CheckTexts(entry.Value);
                }

                break;
            case ConfigurationList list:
                foreach (var item in list.Items)
                {
                    isFine &= CheckTexts(item);
                }

                break;
            case ConfigurationScalar { Kind: ScalarKind.String, Text: var text }:
                isFine = Parse(node, text) is not null;
                break;
        }

        return isFine;
    }
}
