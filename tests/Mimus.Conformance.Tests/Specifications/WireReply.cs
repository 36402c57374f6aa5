namespace Mimus.Conformance.Tests.Specifications;

/// <summary>An answer as it came over the wire.</summary>
/// <param name="Route">The request's path, such as <c>/v1/chat/completions</c>; a query is ignored.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">The content type, with or without parameters.</param>
/// <param name="Body">The whole body as text.</param>
internal sealed record WireReply(string Route, int Status, string? ContentType, string Body)
{
    /// <summary>Whether Anthropic's specification judges. Only the model routes, which both vendors have, need to say so.</summary>
    public bool Anthropic { get; init; } = Route.Contains("/messages", StringComparison.Ordinal);

    public string MediaType => (ContentType ?? "").Split(';')[0].Trim();

    /// <summary>Reads an answer to its end. A request with <c>anthropic-version</c> is Anthropic's.</summary>
    public static async Task<WireReply> ReadAsync(HttpResponseMessage response, CancellationToken cancellation = default)
    {
        var request = response.RequestMessage ?? throw new ArgumentException("The answer does not know its request.", nameof(response));
        var reply = new WireReply(
            request.RequestUri!.AbsolutePath,
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.ToString(),
            await response.Content.ReadAsStringAsync(cancellation));
        return request.Headers.Contains("anthropic-version") ? reply with { Anthropic = true } : reply;
    }
}
