using System.Globalization;
using Mimus.Core.Model;
using Mimus.Protocols.Json;

namespace Mimus.Protocols.Vendors;

/// <summary>OpenAI's words for what is wrong, and its error body; shared by all of its formats. Source: recorded traffic where there is any.</summary>
internal static class OpenAiErrors
{
    private const string InvalidRequest = "invalid_request_error";

    /// <summary>An error of type <c>invalid_request_error</c> with status 400.</summary>
    public static ErrorReply BadRequest(string message, string? param = null, string? code = null) =>
        new(400, message) { Type = InvalidRequest, Param = param, Code = code };

    public static ErrorReply Describe(Refusal refusal) =>
        refusal switch
        {
            UnknownRoute route => BadRequest($"Invalid URL ({route.Method} {route.Path})") with { Status = 404 },
            MethodNotAllowed method => BadRequest($"Not allowed to {method.Method} on {method.Path}.", code: "method_not_supported") with
            {
                Status = 405,
                Headers = [new("Allow", string.Join(", ", method.Allowed))],
            },
            MissingApiKey => BadRequest("Missing bearer or basic authentication in header") with { Status = 401 },
            InvalidApiKey key => BadRequest(
                $"Incorrect API key provided: {Mask(key.Key)}. You can find your API key at https://platform.openai.com/account/api-keys.",
                code: "invalid_api_key"
            ) with
            {
                Status = 401,
            },
            UnknownModel model => BadRequest($"The model '{model.Model}' does not exist", "model", "model_not_found") with { Status = 404 },
            BodyTooLarge body => BadRequest($"The request body is larger than the limit of {body.Limit} bytes.") with { Status = 413 },
            UnsupportedContentType type => BadRequest(
                $"Unsupported content type: '{type.ContentType}'. This API method only accepts 'application/json' requests, "
                    + $"but you specified the header 'Content-Type: {type.ContentType}'. Please try again with a supported content type.",
                code: "unsupported_content_type"
            ),
            UnsupportedEncoding encoding => BadRequest(
                $"The body does not decode as the content encoding '{encoding.Encoding}'; gzip, br and deflate are understood."
            ),
            MalformedBody body => BadRequest($"We could not parse the JSON body of your request. (HINT: {body.Detail})"),
            NothingMatched nothing => BadRequest(nothing.Explanation, code: "no_rule_matched") with
            {
                Status = 404,
                Headers = [new("x-mimus-error", "unmatched")],
            },
            InvalidControl control => BadRequest($"Invalid header '{control.Header}': {control.Detail}", code: "invalid_control") with
            {
                Headers = [new("x-mimus-error", "control")],
            },
            RateLimited limited => OpenAiLimits.Describe(limited),
            QuotaExceeded => new ErrorReply(
                429,
                "You exceeded your current quota, please check your plan and billing details. For more information on this error, read the docs: "
                    + "https://platform.openai.com/docs/guides/error-codes/api-errors."
            )
            {
                Type = "insufficient_quota",
                Code = "insufficient_quota",
            },
            Overloaded overloaded => new ErrorReply(503, "The engine is currently overloaded, please try again later") // from its error guide
            {
                Type = "server_error",
                Headers = RetryHeaders.Of(overloaded.RetryAfter),
            },
            MissingHeader header => BadRequest($"Missing required header: '{header.Header}'."),
            InvalidField field => DescribeField(field.Path.Bracketed, field.Problem),
            _ => new ErrorReply(500, "The server had an error while processing your request. Sorry about that!") { Type = "server_error" },
        };

    public static void Write(ByteOutput output, ErrorReply error)
    {
        using var json = JsonWriting.Open(output);
        json.WriteStartObject();
        json.WriteStartObject("error"u8);
        json.WriteText("message"u8, error.Message);
        json.WriteText("type"u8, error.Type ?? DefaultType(error.Status));
        json.WriteTextOrNull("param"u8, error.Param);
        json.WriteTextOrNull("code"u8, error.Code ?? (error is { Type: null, Status: 429 } ? "rate_limit_exceeded" : null));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The error type that goes with a status where a script gives none.</summary>
    public static string DefaultType(int status) =>
        status switch
        {
            429 => "requests",
            >= 500 => "server_error",
            _ => InvalidRequest,
        };

    private static ErrorReply DescribeField(string path, FieldProblem problem) =>
        problem switch
        {
            FieldMissing => BadRequest($"Missing required parameter: '{path}'.", path, "missing_required_parameter"),
            FieldUnknown => BadRequest($"Unknown parameter: '{path}'.", path, "unknown_parameter"),
            FieldWrongType type => BadRequest(
                $"Invalid type for '{path}': expected {Expected(type)}, but got {type.Got} instead.",
                path,
                "invalid_type"
            ),
            FieldUnsupportedValue value => BadRequest(
                $"Invalid value: '{value.Value}'. Supported values are: {Enumerate(value.Supported)}.",
                path,
                "invalid_value"
            ),
            FieldTooSmall number => BadRequest(
                $"Invalid '{path}': {Kind(number.IsInteger)} below minimum value. "
                    + $"Expected a value >= {Number(number.Minimum)}, but got {number.Got} instead.",
                path,
                $"{Kind(number.IsInteger)}_below_min_value"
            ),
            FieldTooLarge number => BadRequest(
                $"Invalid '{path}': {Kind(number.IsInteger)} above maximum value. "
                    + $"Expected a value <= {Number(number.Maximum)}, but got {number.Got} instead.",
                path,
                $"{Kind(number.IsInteger)}_above_max_value"
            ),
            FieldTooShort { Got: 0, IsArray: var isArray } length => BadRequest(
                $"Invalid '{path}': empty {List(isArray)}. Expected {An(isArray)} with minimum length {length.Minimum}, "
                    + $"but got an empty {List(isArray)} instead.",
                path,
                $"empty_{List(isArray)}"
            ),
            FieldTooShort length => BadRequest(
                $"Invalid '{path}': {List(length.IsArray)} too short. Expected {An(length.IsArray)} with minimum length {length.Minimum}, "
                    + $"but got {An(length.IsArray)} with length {length.Got} instead.",
                path,
                $"{List(length.IsArray)}_below_min_length"
            ),
            FieldTooLong length => BadRequest(
                $"Invalid '{path}': {List(length.IsArray)} too long. Expected {An(length.IsArray)} with maximum length {length.Maximum}, "
                    + $"but got {An(length.IsArray)} with length {length.Got} instead.",
                path,
                $"{List(length.IsArray)}_above_max_length"
            ),
            _ => BadRequest($"Invalid value for '{path}'.", path),
        };

    private static string Kind(bool isInteger) => isInteger ? "integer" : "decimal";

    private static string List(bool isArray) => isArray ? "array" : "string";

    private static string An(bool isArray) => isArray ? "an array" : "a string";

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Expected(FieldWrongType type) => type.Choices.Count == 0 ? type.Expected : $"one of {Enumerate(type.Choices, "or")}";

    private static string Enumerate(IReadOnlyList<string> values, string conjunction = "and") =>
        values.Count switch
        {
            1 => $"'{values[0]}'",
            2 => $"'{values[0]}' {conjunction} '{values[1]}'",
            _ => string.Join(", ", values.Take(values.Count - 1).Select(value => $"'{value}'")) + $", {conjunction} '{values[^1]}'",
        };

    // As recorded: eight characters, stars, four characters; a short key is shown as it is.
    private static string Mask(string key) => key.Length <= 12 ? key : $"{key[..8]}{new string('*', key.Length - 12)}{key[^4..]}";
}
