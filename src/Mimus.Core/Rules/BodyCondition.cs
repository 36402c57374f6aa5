using System.Text.Json;

namespace Mimus.Core.Rules;

/// <summary>A value of the request body, or one of several, is as wanted.</summary>
/// <param name="Location">Where the value stands.</param>
/// <param name="Values">The values of which it must equal one: numbers by value, objects whatever the order of their names.</param>
/// <param name="Pattern">What a text there must look like instead; null for an equal value.</param>
internal sealed record BodyCondition(JsonLocator Location, IReadOnlyList<JsonElement> Values, TextPattern? Pattern = null) : RuleCondition
{
    internal override string Key => $"body[\"{Location.Text}\"]";

    internal override string Wanted =>
        Pattern?.Describe()
        ?? (Values.Count == 1 ? $"is {Values[0].GetRawText()}" : $"is one of {string.Join(", ", Values.Select(value => value.GetRawText()))}");

    internal override bool Holds(RuleSubject subject)
    {
        if (subject.Body is not { } body)
        {
            return false;
        }

        foreach (var found in Location.Find(body))
        {
            if (IsWanted(found))
            {
                return true;
            }
        }

        return false;
    }

    internal override string Got(RuleSubject subject)
    {
        var found = subject.Body is { } body ? Location.Find(body).Take(5).Select(value => Show(value.GetRawText())).ToList() : [];
        return found.Count == 0 ? Show(null) : string.Join(", ", found);
    }

    private bool IsWanted(JsonElement found)
    {
        if (Pattern is not null)
        {
            return found.ValueKind == JsonValueKind.String && Pattern.IsMatch(found.GetString()!);
        }

        foreach (var value in Values)
        {
            if (JsonElement.DeepEquals(found, value))
            {
                return true;
            }
        }

        return false;
    }
}
