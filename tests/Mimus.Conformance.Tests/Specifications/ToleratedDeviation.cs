using System.Text.Json.Nodes;

namespace Mimus.Conformance.Tests.Specifications;

internal enum Tolerance
{
    MayBeMissing,
    MayBeNull,
    MayBeString,
    MayBeAnotherError,
}

/// <summary>One place where real traffic disagrees with a specification. Traffic wins.</summary>
/// <param name="Specification">The specification's name.</param>
/// <param name="Schema">The component that is loosened.</param>
/// <param name="Property">The property in it; dots lead into nested objects and the items of arrays.</param>
/// <param name="Tolerance">What is allowed although the specification forbids it.</param>
/// <param name="Recording">A recorded exchange that is refused without it; null when it rests on documentation.</param>
/// <param name="Why">What is on the wire.</param>
internal sealed record ToleratedDeviation(
    string Specification, string Schema, string Property, Tolerance Tolerance, string? Recording, string Why)
{
    /// <summary>Only old recordings do this: it is not tolerated from a server of today.</summary>
    public bool Outdated { get; init; }

    public override string ToString() => $"{Specification} {Schema}.{Property} {Tolerance}";

    /// <summary>Loosens the schema in place.</summary>
    public void ApplyTo(JsonObject components)
    {
        var path = Property.Split('.');
        var holder = components[Schema]?.AsObject() ?? throw new KeyNotFoundException($"The specification has no schema '{Schema}'.");
        foreach (var step in path[..^1])
        {
            var declared = Declaring(holder, step)["properties"]![step]!;
            holder = (declared["items"] ?? declared).AsObject();
        }

        if (Tolerance == Tolerance.MayBeMissing) AllowMissing(holder, path[^1]);
        else AllowAlso(Declaring(holder, path[^1])["properties"]!, path[^1]);
    }

    private void AllowAlso(JsonNode properties, string name)
    {
        JsonNode also = Tolerance switch
        {
            Tolerance.MayBeNull => new JsonObject { ["type"] = "null" },
            Tolerance.MayBeString => new JsonObject { ["type"] = "string" },
            _ => JsonNode.Parse("""
                {
                  "type": "object",
                  "required": ["type", "message"],
                  "properties": { "type": { "enum": ["request_too_large"] }, "message": { "type": "string" } }
                }
                """)!,
        };
        properties[name] = new JsonObject { ["anyOf"] = new JsonArray(properties[name]!.DeepClone(), also) };
    }

    private void AllowMissing(JsonObject holder, string name)
    {
        var removed = false;
        foreach (var part in Parts(holder))
        {
            if (part["required"] is not JsonArray required) continue;
            if (required.FirstOrDefault(entry => (string?)entry == name) is { } entry) removed |= required.Remove(entry);
        }

        if (!removed) throw LoosensNothing();
    }

    private JsonObject Declaring(JsonObject holder, string name) =>
        Parts(holder).FirstOrDefault(part => part["properties"]?[name] is JsonObject) ?? throw LoosensNothing();

    private static IEnumerable<JsonObject> Parts(JsonObject schema) =>
        [schema, .. (schema["allOf"] as JsonArray ?? []).OfType<JsonObject>()];

    private KeyNotFoundException LoosensNothing() =>
        new($"The tolerated deviation '{this}' names a rule that the specification does not have.");
}
