using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Mimus.AspNetCore.Hosting;
using Mimus.Core.Text;

namespace Mimus.AspNetCore.Endpoints.Admin;

/// <summary>
/// The routes below <c>/_mimus</c>, by which a running server is looked at and controlled. They answer requests from this machine, and from others
/// only those that carry the configured token. They are not recorded, and need no API key.
/// </summary>
internal sealed class AdminEndpoints
{
    /// <summary>What their paths begin with.</summary>
    public const string Prefix = "/_mimus";

    /// <summary>The header that carries the token; <c>Authorization: Bearer</c> does too.</summary>
    public const string TokenHeader = "X-Mimus-Admin-Token";

    private const string Bearer = "Bearer ";

    private readonly MimusEngine _engine;
    private readonly IAdminEndpoint[] _endpoints;

    public AdminEndpoints(MimusEngine engine)
    {
        _engine = engine;
        _endpoints = [new ClockEndpoint(engine.Clock), new LatencyEndpoint(engine), new FaultsEndpoint(engine), new LimitsEndpoint(engine), new PromptCacheEndpoint(engine)];
    }

    /// <summary>Answers, or returns null where the path is none of these, or the routes are switched off.</summary>
    public Task? TryHandle(HttpContext context)
    {
        var path = context.Request.Path;
        if (!_engine.Options.HasAdmin || !path.StartsWithSegments(Prefix, StringComparison.Ordinal, out var rest))
        {
            return null;
        }

        var request = new AdminRequest(context);
        if (Refusal(context) is { } refusal)
        {
            return request.RefuseAsync(refusal.Status, refusal.Sentence);
        }

        var name = rest.Value!.TrimEnd('/');
        foreach (var endpoint in _endpoints)
        {
            if (endpoint.Path == name)
            {
                return IsAllowed(endpoint, context.Request.Method) ? endpoint.HandleAsync(request) : request.RefuseMethodAsync(endpoint.Allowed);
            }
        }

        if (name.Length == 0)
        {
            return request.IsGet ? request.AnswerAsync(WriteIndex) : request.RefuseMethodAsync("GET");
        }

        var nearest = NearestName.Find(name, [.. _endpoints.Select(endpoint => endpoint.Path)]);
        var hint = nearest is null ? $"GET {Prefix} lists what there is." : $"did you mean {Prefix}{nearest}?";
        return request.RefuseAsync(StatusCodes.Status404NotFound, $"There is no {path}; {hint}");
    }

    private void WriteIndex(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartObject("routes"u8);
        foreach (var endpoint in _endpoints)
        {
            json.WriteString(Prefix + endpoint.Path, endpoint.Allowed);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private (int Status, string Sentence)? Refusal(HttpContext context)
    {
        // A page that a developer looks at must not control the developer's own server.
        if (context.Request.Headers.Origin is [{ Length: > 0 } origin] && !IsWelcome(origin, context.Request.Host))
        {
            return (StatusCodes.Status403Forbidden, $"Pages from {origin} may not control this server; add it to cors.allow-origins if it shall.");
        }

        var given = TokenOf(context.Request.Headers);
        if (_engine.Options.AdminToken is { Length: > 0 } wanted && given is not null)
        {
            return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(wanted))
                ? null
                : (StatusCodes.Status401Unauthorized, $"The token in {TokenHeader} is not the one configured as admin-token.");
        }

        return IsFromHere(context.Connection.RemoteIpAddress)
            ? null
            : (
                StatusCodes.Status403Forbidden,
                _engine.Options.AdminToken is null
                    ? "The routes below /_mimus answer requests from this machine only; set admin-token to use them from elsewhere."
                    : $"The routes below /_mimus answer requests from elsewhere only with the admin-token in {TokenHeader}."
            );
    }

    private bool IsWelcome(string origin, HostString host)
    {
        var allowed = _engine.Configuration.Current.AllowedOrigins;
        return allowed.Contains("*")
            || allowed.Contains(origin, StringComparer.OrdinalIgnoreCase)
            || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && string.Equals(uri.Authority, host.Value, StringComparison.OrdinalIgnoreCase));
    }

    private static string? TokenOf(IHeaderDictionary headers)
    {
        if (headers[TokenHeader].ToString() is { Length: > 0 } token)
        {
            return token;
        }

        var authorization = headers.Authorization.ToString();
        return authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? authorization[Bearer.Length..].Trim() : null;
    }

    // A server inside a test's process has no address at all.
    private static bool IsFromHere(IPAddress? address) => address is null || IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private static bool IsAllowed(IAdminEndpoint endpoint, string method) =>
        endpoint.Allowed.Split(", ").Contains(method) || (HttpMethods.IsHead(method) && endpoint.Allowed.StartsWith("GET", StringComparison.Ordinal));
}
