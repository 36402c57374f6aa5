using Mimus.Core.Model;
using Mimus.Protocols.Json;

namespace Mimus.Protocols.Vendors;

/// <summary>
/// Anthropic's words for what is wrong, and its error body; shared by all of its formats. Source: recorded traffic and answers quoted in
/// public issue threads.
/// </summary>
internal static class AnthropicErrors
{
    private const string InvalidRequest = "invalid_request_error";

    /// <summary>An error of type <c>invalid_request_error</c> with status 400.</summary>
    public static ErrorReply BadRequest(string message) => new(400, message) { Type = InvalidRequest };

    public static ErrorReply Describe(Refusal refusal) =>
        refusal switch
        {
            UnknownRoute => Error(404, "Not Found"),
            MethodNotAllowed method => Error(405, "Method Not Allowed") with
            {
                Headers = [new("Allow", string.Join(", ", method.Allowed))],
            },
            MissingApiKey => Error(401, "x-api-key header is required"),
            InvalidApiKey => Error(401, "invalid x-api-key"),
            UnknownModel model => Error(404, $"model: {model.Model}"),
            BodyTooLarge => Error(413, "Request exceeds the maximum size"),
            UnsupportedContentType type => BadRequest($"content-type: '{type.ContentType}' is not supported; send 'application/json'"),
            UnsupportedEncoding encoding => BadRequest(
                $"content-encoding: the body does not decode as '{encoding.Encoding}'; gzip, br and deflate are understood"
            ),
            MalformedBody body => BadRequest($"The request body is not valid JSON: {body.Detail}"),
            NothingMatched nothing => Error(404, nothing.Explanation) with { Headers = [new("x-mimus-error", "unmatched")] },
            InvalidControl control => BadRequest($"{control.Header}: {control.Detail}") with { Headers = [new("x-mimus-error", "control")] },
            RateLimited limited => Error(429, "This request would exceed your account's rate limit. Please try again later.") with
            {
                Headers = RetryHeaders.Of(limited.RetryAfter),
            },
            QuotaExceeded => Error(402, "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to purchase credits."),
            Overloaded overloaded => Error(529, "Overloaded") with { Headers = RetryHeaders.Of(overloaded.RetryAfter) },
            MissingHeader header => BadRequest($"{header.Header}: header is required"),
            InvalidField field => BadRequest(AnthropicFields.Describe(field.Path, field.Problem)),
            _ => Error(500, "Internal server error"),
        };

    /// <summary>The body of an error. Requests name no parameter and no code here; an error inside a stream names no request.</summary>
    public static void Write(ByteOutput output, ErrorReply error, string? requestId)
    {
        output.Write("{\"type\":\"error\",\"error\":{\"type\":"u8);
        output.WriteString(error.Type ?? DefaultType(error.Status));
        output.Write(",\"message\":"u8);
        output.WriteString(error.Message);
        if (!error.Details.IsEmpty)
        {
            output.Write(",\"details\":"u8);
            output.Write(error.Details.Span);
        }

        output.Write("}"u8);
        if (requestId is not null)
        {
            output.Write(",\"request_id\":"u8);
            output.WriteString(requestId);
        }

        output.Write("}"u8);
    }

    /// <summary>The error type that goes with a status where a script gives none.</summary>
    public static string DefaultType(int status) =>
        status switch
        {
            401 => "authentication_error",
            402 => "billing_error",
            403 => "permission_error",
            404 => "not_found_error",
            413 => "request_too_large",
            429 => "rate_limit_error",
            504 => "timeout_error",
            529 => "overloaded_error",
            >= 500 => "api_error",
            _ => InvalidRequest,
        };

    private static ErrorReply Error(int status, string message) => new(status, message) { Type = DefaultType(status) };
}
