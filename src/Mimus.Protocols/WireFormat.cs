using Mimus.Core.Model;
using Mimus.Protocols.Json;

namespace Mimus.Protocols;

/// <summary>
/// A payload: bytes to a <see cref="MockRequest"/>, and a <see cref="MockReply"/> to bytes. It knows nothing else: no route, no HTTP, no
/// rule, no clock. Formats are pure, synchronous and shared by all requests.
/// </summary>
internal abstract class WireFormat
{
    /// <summary>The name that users type in rules.</summary>
    public abstract string Name { get; }

    /// <summary>The content type of errors; some vendors name the charset there.</summary>
    public virtual string ErrorContentType => "application/json";

    /// <summary>Reads a request; throws <see cref="WireFormatException"/> or <see cref="System.Text.Json.JsonException"/> only.</summary>
    public abstract MockRequest Read(WireRequest wire);

    /// <summary>Writes a reply that is sent whole.</summary>
    public abstract void WriteReply(ByteOutput output, ReplyContext context, MockReply reply);

    /// <summary>Opens the writer of one streamed reply.</summary>
    public abstract ReplyStreamWriter OpenStream(ReplyContext context, GeneratedReply reply);

    /// <summary>The vendor's own words for a request that is turned away.</summary>
    public abstract ErrorReply Describe(Refusal refusal);

    /// <summary>Writes an error's body.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="error">The error.</param>
    /// <param name="requestId">The id that the answer's request-id header carries.</param>
    public abstract void WriteError(ByteOutput output, ErrorReply error, string requestId);

    /// <summary>A format whose operations cannot be streamed.</summary>
    protected static NotSupportedException NoStream(string format) => new($"The format '{format}' has no streamed answers.");
}
