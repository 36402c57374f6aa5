using Microsoft.AspNetCore.Http;

namespace Mimus.AspNetCore.Exchanges;

/// <summary>Lets web pages of the configured origins call the server (CORS).</summary>
internal static class CrossOrigin
{
    private const string Exposed =
        "x-request-id, request-id, openai-processing-ms, openai-version, anthropic-organization-id, retry-after, retry-after-ms, x-should-retry";

    /// <summary>Puts the headers on the answer; true where the request was a preflight and is answered with that.</summary>
    public static bool Answer(HttpContext context, IReadOnlyList<string> allowed)
    {
        var request = context.Request.Headers;
        if (request.Origin.ToString() is not { Length: > 0 } origin)
        {
            return false;
        }

        var response = context.Response.Headers;
        response.Vary = "Origin";
        var isPreflight = HttpMethods.IsOptions(context.Request.Method) && request.AccessControlRequestMethod.Count > 0;
        var isWelcome = allowed.Contains("*") || allowed.Contains(origin, StringComparer.OrdinalIgnoreCase);
        if (isWelcome)
        {
            response.AccessControlAllowOrigin = allowed.Contains("*") ? "*" : origin;
            response.AccessControlExposeHeaders = Exposed;
        }

        if (!isPreflight)
        {
            return false;
        }

        // Without the headers below a browser tells its page no more than that the call was refused.
        context.Response.StatusCode = isWelcome ? StatusCodes.Status204NoContent : StatusCodes.Status403Forbidden;
        if (isWelcome)
        {
            response.AccessControlAllowMethods = "GET, POST, DELETE, OPTIONS";
            response.AccessControlAllowHeaders = request.AccessControlRequestHeaders is { Count: > 0 } asked ? asked : "*";
            response.AccessControlMaxAge = "600";
        }

        return true;
    }
}
