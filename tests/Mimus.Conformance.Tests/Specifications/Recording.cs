using System.Text.Json.Nodes;

namespace Mimus.Conformance.Tests.Specifications;

/// <summary>Recorded real answers.</summary>
internal static class Recording
{
    private static readonly Lazy<WireValidator> Lenient = new(() => new WireValidator(
        SpecificationDocument.Load("openai", ToleratedDeviations.All),
        SpecificationDocument.Load("anthropic", ToleratedDeviations.All)));

    /// <summary>Tolerates what old recordings did, too.</summary>
    public static WireValidator Validator => Lenient.Value;

    /// <summary>Reads one; skips the running test when the recordings are not here.</summary>
    public static WireReply Load(string name)
    {
        SharedFolder.SkipTestIfMissing();
        var recorded = JsonNode.Parse(File.ReadAllText(SharedFolder.Recording(name)))!;
        var response = recorded["response"]!;
        var body = response["body"]!;
        return new WireReply(
            new Uri((string)recorded["request"]!["url"]!).AbsolutePath,
            (int)response["status"]!,
            (string)response["headers"]!["content-type"]!,
            body is JsonValue text ? text.GetValue<string>() : body.ToJsonString());
    }
}
