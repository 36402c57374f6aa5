using System.Text.Json;
using Mimus.Core.Configuration.Documents;
using Mimus.Core.Rules;

namespace Mimus.Core.Configuration.Rules;

/// <summary>Reads <c>body</c>: places in the request body with the value, the values or the pattern that must be there.</summary>
internal sealed class BodyReader(NodeReader reader, PatternReader patterns, ConfigurationProblems problems)
{
    public IEnumerable<RuleCondition> Read(ConfigurationNode? node)
    {
        foreach (var entry in reader.Mapping(node, "places with their values, as in { \"/stream\": true }")?.Entries ?? [])
        {
            var values = ReadValues(entry.Value, out var pattern);
            if (ReadPlace(entry) is { } place && (pattern is not null || values is not null))
            {
                yield return new BodyCondition(place, values ?? [], pattern);
            }
        }
    }

    private JsonLocator? ReadPlace(ConfigurationEntry entry)
    {
        try
        {
            return JsonLocator.Parse(entry.Key);
        }
        catch (FormatException exception)
        {
            problems.Add(
                new ConfigurationProblem(entry.KeyLocation, entry.Value.Path, $"{Quotation.Of(entry.Key)} is not a place in a body: {OneLine(exception)}")
                {
                    Value = entry.Key,
                }
            );
            return null;
        }
    }

    // An object with nothing but 'exact' or 'oneOf' is that form; any other is a value to be equal to.
    private List<JsonElement>? ReadValues(ConfigurationNode node, out TextPattern? pattern)
    {
        pattern = null;
        switch (node)
        {
            case ConfigurationScalar { Kind: ScalarKind.String, Text: { Length: > 0 } text } when JavaScriptPattern.IsPattern(text):
                pattern = patterns.Parse(node, text, plain => new ExactPattern(plain));
                return null;
            case ConfigurationMapping { Entries: [var only] } when MatchKeys.Exact.IsWrittenAs(only.Key):
                return ToJson([only.Value]);
            case ConfigurationMapping { Entries: [{ Value: ConfigurationList { Items: { Count: > 0 } items } } only] } when MatchKeys.OneOf.IsWrittenAs(only.Key):
                return ToJson(items);
            default:
                return ToJson([node]);
        }
    }

    private List<JsonElement>? ToJson(IReadOnlyList<ConfigurationNode> nodes)
    {
        var values = new List<JsonElement>();
        foreach (var node in nodes)
        {
            if (NodeJson.Write(node, problems) is not { } json)
            {
                return null;
            }

            values.Add(JsonElement.Parse(json));
        }

        return values;
    }

    private static string OneLine(FormatException exception) => exception.Message.ReplaceLineEndings(" ").Replace('\t', ' ');
}
