using System.Text.Json.Nodes;

namespace Mimus.Conformance.Tests.Specifications;

/// <summary>
/// Turns OpenAPI schemas into JSON Schema 2020-12 that says what is wrong: a union whose branches are told apart by <c>type</c>
/// becomes a choice of that branch, and every other <c>oneOf</c> becomes <c>anyOf</c>, because branches of these documents overlap.
/// </summary>
internal sealed class SchemaConverter(JsonObject components)
{
    public const string ReferencePrefix = "#/components/schemas/";

    /// <summary>The keywords that judge an instance; others (descriptions, examples, formats, <c>x-…</c>) are dropped.</summary>
    private static readonly HashSet<string> Kept = new(StringComparer.Ordinal)
    {
        "type", "const", "enum", "required", "pattern",
        "minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum",
    };

    private static readonly HashSet<string> Nested = new(StringComparer.Ordinal)
    {
        "items", "additionalProperties", "not", "propertyNames",
    };

    /// <summary>The schema and everything that it refers to, as one self-contained document.</summary>
    public JsonObject Bundle(string name)
    {
        var definitions = new JsonObject();
        var waiting = new Queue<string>([name]);
        while (waiting.TryDequeue(out var next))
        {
            if (definitions.ContainsKey(next)) continue;
            if (components[next] is not JsonObject source) throw new KeyNotFoundException($"The specification has no schema '{next}'.");
            definitions[next] = new Conversion(this, next, waiting).Schema(source);
        }

        return new JsonObject { ["$ref"] = "#/$defs/" + name, ["$defs"] = definitions };
    }

    private JsonObject Resolve(JsonObject schema)
    {
        while ((string?)schema["$ref"] is { } reference) schema = components[reference[ReferencePrefix.Length..]]!.AsObject();
        return schema;
    }

    /// <summary>The values of <c>type</c> that tell this schema from its siblings; null when it does not require one of a few.</summary>
    private List<string>? Tags(JsonObject schema)
    {
        schema = Resolve(schema);
        var parts = new[] { schema }.Concat((schema["allOf"] as JsonArray ?? []).Select(part => Resolve(part!.AsObject()))).ToList();
        var required = parts.Any(part => part["required"] is JsonArray names && names.Any(name => (string?)name == "type"));
        var declared = parts.Select(part => part["properties"]?["type"] as JsonObject).FirstOrDefault(found => found is not null);
        if (!required || declared is null) return null;

        declared = Resolve(declared);
        if (declared["const"] is JsonValue constant) return [constant.GetValue<string>()];
        return (declared["enum"] as JsonArray)?.Select(value => value!.GetValue<string>()).ToList();
    }

    private sealed class Conversion(SchemaConverter owner, string component, Queue<string> referred)
    {
        public JsonNode Schema(JsonNode source)
        {
            if (source is not JsonObject schema) return source.DeepClone();

            var result = new JsonObject();
            foreach (var (keyword, value) in schema)
            {
                if (value is null) continue;
                if (Kept.Contains(keyword)) result[keyword] = value.DeepClone();
                else if (Nested.Contains(keyword)) result[keyword] = Schema(value);
                else if (keyword == "$ref") result["$ref"] = Reference(value.GetValue<string>()[ReferencePrefix.Length..]);
                else if (keyword == "$recursiveRef") result["$ref"] = Reference(component);
                else if (keyword == "properties") result["properties"] = Properties(value.AsObject());
                else if (keyword == "allOf") result["allOf"] = All(value.AsArray());
                else if (keyword is "anyOf" or "oneOf") Union(result, value.AsArray());
                else if (keyword == "exclusiveMinimum") ExclusiveMinimum(result, schema, value);
            }

            return (bool?)schema["nullable"] == true ? Nullable(result) : result;
        }

        private string Reference(string name)
        {
            referred.Enqueue(name);
            return "#/$defs/" + name;
        }

        private JsonObject Properties(JsonObject properties)
        {
            var result = new JsonObject();
            foreach (var (name, schema) in properties) result[name] = Schema(schema!);
            return result;
        }

        private JsonArray All(IEnumerable<JsonNode?> schemas) => new([.. schemas.Select(schema => Schema(schema!))]);

        /// <summary>Either a choice by <c>type</c> (so that only the chosen branch complains) or a plain <c>anyOf</c>.</summary>
        private void Union(JsonObject result, JsonArray branches)
        {
            var objects = branches.OfType<JsonObject>().Where(branch => (string?)branch["type"] != "null").ToList();
            var tagged = objects.Select(branch => (Branch: branch, Tags: owner.Tags(branch))).ToList();
            if (objects.Count < 2 || tagged.Any(branch => branch.Tags is null))
            {
                result["anyOf"] = All(branches);
                return;
            }

            var byTag = tagged
                .SelectMany(branch => branch.Tags!.Select(tag => (Tag: tag, branch.Branch)))
                .ToLookup(pair => pair.Tag, pair => pair.Branch);
            var choices = byTag.Select(tag => (JsonNode)new JsonObject
            {
                ["if"] = Tagged(new JsonObject { ["const"] = tag.Key }),
                ["then"] = tag.Count() == 1 ? Schema(tag.First()) : new JsonObject { ["anyOf"] = All(tag) },
            });
            var union = Tagged(new JsonObject { ["enum"] = new JsonArray([.. byTag.Select(tag => (JsonNode)tag.Key)]) });
            union["type"] = objects.Count < branches.Count ? new JsonArray("object", "null") : "object";
            union["allOf"] = new JsonArray([.. choices]);
            var all = result["allOf"] as JsonArray ?? [];
            all.Add(union);
            result["allOf"] = all;
        }

        private static JsonObject Tagged(JsonObject type) =>
            new() { ["properties"] = new JsonObject { ["type"] = type }, ["required"] = new JsonArray("type") };

        /// <summary>OpenAPI 3.0 said <c>exclusiveMinimum: true</c>; JSON Schema says the number.</summary>
        private static void ExclusiveMinimum(JsonObject result, JsonObject schema, JsonNode value)
        {
            var isFlag = value.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False;
            var bound = isFlag ? schema["minimum"] : value;
            if (bound is not null) result["exclusiveMinimum"] = bound.DeepClone();
        }

        private static JsonObject Nullable(JsonObject schema) =>
            new() { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
    }
}
