using System.Text;
using System.Text.Json;

namespace Mimus.Protocols.Vendors;

/// <summary>
/// What OpenAI demands of a JSON Schema that answers must keep to strictly: each object names all of its properties as required, and allows
/// no others.
/// </summary>
internal static class OpenAiStrictSchema
{
    /// <summary>Checks the arguments of a function that the model must keep to.</summary>
    /// <param name="name">The function's name.</param>
    /// <param name="schema">The schema; empty where there is none.</param>
    /// <param name="param">Where it stands.</param>
    public static void CheckFunction(string name, ReadOnlyMemory<byte> schema, string param)
    {
        if (Complaint(schema) is { } complaint)
        {
            throw new WireFormatException(
                OpenAiErrors.BadRequest($"Invalid schema for function '{name}': {complaint}", param, "invalid_function_parameters")
            );
        }
    }

    /// <summary>Checks the form of an answer that the model must keep to.</summary>
    public static void CheckAnswer(string name, ReadOnlyMemory<byte> schema, string param, string? code)
    {
        if (!schema.IsEmpty && Complaint(schema) is { } complaint)
        {
            throw new WireFormatException(
                OpenAiErrors.BadRequest($"Invalid schema for response_format '{name}': {complaint}", param, code)
            );
        }
    }

    // The vendor's sentence about the first place that is not as it must be.
    private static string? Complaint(ReadOnlyMemory<byte> schema)
    {
        if (schema.IsEmpty)
        {
            return Missing(new Stack<string>());
        }

        using var document = JsonDocument.Parse(schema, new JsonDocumentOptions { MaxDepth = 256 });
        try
        {
            return Complaint(document.RootElement, new Stack<string>());
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException("A name in a schema holds half a surrogate pair.", exception);
        }
    }

    private static string? Complaint(JsonElement schema, Stack<string> place)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var isObject = IsObject(schema);
        if (isObject && !(schema.TryGetProperty("additionalProperties", out var others) && others.ValueKind == JsonValueKind.False))
        {
            return Missing(place);
        }

        if (schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object)
        {
            if (isObject && NotRequired(schema, properties) is { } name)
            {
                return $"In context={Context(place)}, 'required' is required to be supplied and to be an array including every key in "
                    + $"properties. Missing '{name}'.";
            }

            if (ComplaintOfMembers(properties, "properties", place) is { } complaint)
            {
                return complaint;
            }
        }

        foreach (var group in (string[])["$defs", "definitions"])
        {
            if (schema.TryGetProperty(group, out var members) && ComplaintOfMembers(members, group, place) is { } complaint)
            {
                return complaint;
            }
        }

        return ComplaintOfParts(schema, place);
    }

    private static string? ComplaintOfMembers(JsonElement members, string group, Stack<string> place)
    {
        if (members.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        place.Push(group);
        foreach (var member in members.EnumerateObject())
        {
            place.Push(member.Name);
            if (Complaint(member.Value, place) is { } complaint)
            {
                return complaint;
            }

            place.Pop();
        }

        place.Pop();
        return null;
    }

    private static string? ComplaintOfParts(JsonElement schema, Stack<string> place)
    {
        if (schema.TryGetProperty("items", out var items))
        {
            place.Push("items");
            if (Complaint(items, place) is { } complaint)
            {
                return complaint;
            }

            place.Pop();
        }

        if (!schema.TryGetProperty("anyOf", out var choices) || choices.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var index = 0;
        place.Push("anyOf");
        foreach (var choice in choices.EnumerateArray())
        {
            place.Push($"{index++}");
            if (Complaint(choice, place) is { } complaint)
            {
                return complaint;
            }

            place.Pop();
        }

        place.Pop();
        return null;
    }

    private static bool IsObject(JsonElement schema)
    {
        if (!schema.TryGetProperty("type", out var type))
        {
            return false;
        }

        return type.ValueKind switch
        {
            JsonValueKind.String => type.ValueEquals("object"u8),
            JsonValueKind.Array => type.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.String && item.ValueEquals("object"u8)),
            _ => false,
        };
    }

    private static string? NotRequired(JsonElement schema, JsonElement properties)
    {
        var required = new HashSet<string>();
        if (schema.TryGetProperty("required", out var names) && names.ValueKind == JsonValueKind.Array)
        {
            foreach (var name in names.EnumerateArray())
            {
                _ = name.ValueKind == JsonValueKind.String && required.Add(name.GetString()!);
            }
        }

        foreach (var property in properties.EnumerateObject())
        {
            if (!required.Contains(property.Name))
            {
                return property.Name;
            }
        }

        return null;
    }

    private static string Missing(Stack<string> place) =>
        $"In context={Context(place)}, 'additionalProperties' is required to be supplied and to be false.";

    // As Python writes a tuple.
    private static string Context(Stack<string> place)
    {
        var text = new StringBuilder("(");
        foreach (var name in place.Reverse())
        {
            text.Append(text.Length > 1 ? ", " : "").Append('\'').Append(name).Append('\'');
        }

        return text.Append(place.Count == 1 ? ",)" : ")").ToString();
    }
}
