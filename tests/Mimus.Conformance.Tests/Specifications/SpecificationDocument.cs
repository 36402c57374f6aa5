using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace Mimus.Conformance.Tests.Specifications;

/// <summary>A vendor's OpenAPI document, whose schemas judge JSON. Loaded once, when first used; safe for parallel tests.</summary>
internal sealed class SpecificationDocument
{
    private static readonly Lazy<JsonObject> OpenAiComponents = new(() => Components("openai-openapi-2.3.0.yaml"));
    private static readonly Lazy<JsonObject> AnthropicComponents = new(() => Components("anthropic-openapi-tryagi.yaml"));
    private static readonly Lazy<SpecificationDocument> OpenAiDocument = new(() => Load("openai", ToleratedDeviations.OfToday));
    private static readonly Lazy<SpecificationDocument> AnthropicDocument = new(() => Load("anthropic", ToleratedDeviations.OfToday));

    private readonly JsonObject _components;
    private readonly SchemaConverter _converter;
    private readonly ConcurrentDictionary<string, Lazy<JsonSchema>> _schemas = new(StringComparer.Ordinal);

    private SpecificationDocument(string name, JsonObject components)
    {
        Name = name;
        _components = components;
        _converter = new SchemaConverter(components);
    }

    /// <summary>Whether the specifications are on this machine.</summary>
    public static bool IsAvailable => SharedFolder.IsAvailable;

    public static SpecificationDocument OpenAi => OpenAiDocument.Value;

    public static SpecificationDocument Anthropic => AnthropicDocument.Value;

    /// <summary>As in the table of deviations: <c>openai</c> or <c>anthropic</c>.</summary>
    public string Name { get; }

    public bool Has(string schemaName) => _components.ContainsKey(schemaName);

    /// <summary>What is wrong with the instance, one readable line each; empty when it is valid.</summary>
    public IReadOnlyList<string> Validate(string schemaName, JsonNode? instance)
    {
        using var document = JsonDocument.Parse(instance is null ? "null" : Text(instance));
        return Validate(schemaName, document.RootElement);
    }

    /// <inheritdoc cref="Validate(string, JsonNode?)"/>
    public IReadOnlyList<string> Validate(string schemaName, JsonElement instance)
    {
        var schema = _schemas.GetOrAdd(schemaName, name => new Lazy<JsonSchema>(() => Build(name))).Value;
        var results = schema.Evaluate(instance, new EvaluationOptions { OutputFormat = OutputFormat.Hierarchical });
        return SchemaProblems.In(results, instance);
    }

    /// <summary>A document of its own, with only these deviations tolerated.</summary>
    public static SpecificationDocument Load(string name, IEnumerable<ToleratedDeviation> tolerated)
    {
        var components = (name == "openai" ? OpenAiComponents : AnthropicComponents).Value.DeepClone().AsObject();
        foreach (var deviation in tolerated.Where(deviation => deviation.Specification == name)) deviation.ApplyTo(components);
        return new SpecificationDocument(name, components);
    }

    /// <summary>As it stood on the wire, because problems quote it: without escapes for everything beyond ASCII.</summary>
    private static string Text(JsonNode instance)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            instance.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private JsonSchema Build(string schemaName)
    {
        var text = _converter.Bundle(schemaName).ToJsonString();
        var options = new BuildOptions { SchemaRegistry = new SchemaRegistry(), Dialect = Dialect.Draft202012 };
        return JsonSchema.FromText(text, options, new Uri($"https://specification.invalid/{Name}/{schemaName}"));
    }

    private static JsonObject Components(string file)
    {
        var path = SharedFolder.Specification(file);
        var text = File.ReadAllText(path);
        var schemas = text.StartsWith('{')
            ? JsonNode.Parse(text)!["components"]?["schemas"]
            : YamlReader.Read(SchemasSection(File.ReadLines(path)));
        return schemas?.AsObject() ?? throw new InvalidDataException($"'{file}' has no components/schemas.");
    }

    /// <summary>
    /// The lines below <c>components: schemas:</c> only: two thirds of the document are paths and samples, in one of which a
    /// block starts with a line of blanks, which YamlDotNet refuses.
    /// </summary>
    private static StringReader SchemasSection(IEnumerable<string> lines)
    {
        var section = lines.SkipWhile(line => line != "components:").SkipWhile(line => line != "  schemas:").Skip(1)
            .TakeWhile(line => line.Length < 3 || line.StartsWith("   ", StringComparison.Ordinal));
        return new StringReader(string.Join('\n', section.Select(line => line.TrimEnd())));
    }
}
