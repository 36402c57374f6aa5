using System.Text;
using System.Text.Json.Nodes;
using Mimus.Conformance.Tests.Specifications;
using Mimus.Core.Model;

namespace Mimus.Conformance.Tests.Formats;

/// <summary>What the suite must know of a format: how to ask in it, and how to read what comes back.</summary>
internal abstract class FormatAdapter
{
    public abstract string Name { get; }

    /// <summary>The route without the version in front.</summary>
    public abstract string Path { get; }

    /// <summary>A model that the vendor has.</summary>
    public abstract string Model { get; }

    public virtual bool IsAnthropic => false;

    /// <summary>Whether a request can name a stop sequence.</summary>
    public virtual bool HasStop => true;

    public virtual string RequestIdHeader => "x-request-id";

    /// <summary>The vendor's status for a model that it does not have.</summary>
    public virtual int UnknownModelStatus => 404;

    /// <summary>The vendor's word for why an answer ended.</summary>
    public abstract string Word(FinishReason finish);

    public abstract JsonObject Write(Prompt prompt, bool isStreamed);

    public abstract void ReadWhole(JsonObject body, Answer answer);

    public abstract void ReadEvent(ServerSentEvent item, Answer answer);

    public override string ToString() => Name;

    /// <summary>A request of this format's route with any body.</summary>
    public HttpRequestMessage Request(HttpContent? content, string prefix = "/v1", HttpMethod? method = null)
    {
        var request = new HttpRequestMessage(method ?? HttpMethod.Post, new Uri(prefix + Path, UriKind.Relative)) { Content = content };
        if (IsAnthropic) request.Headers.Add("anthropic-version", "2023-06-01");
        return request;
    }

    public static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    /// <summary>A schema for tools and answers: an object of any fields.</summary>
    protected static JsonObject AnyObject() => new() { ["type"] = "object", ["properties"] = new JsonObject() };

    protected static JsonArray List(IEnumerable<JsonNode> items) => [.. items];
}
