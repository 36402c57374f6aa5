using Microsoft.AspNetCore.Http;
using Mimus.Core.Admission;
using Mimus.Core.Model;

namespace Mimus.AspNetCore.Exchanges;

/// <summary>Finds the scope that a request belongs to: by header, by query, or, where the configuration says so, by its key.</summary>
internal static class RequestScope
{
    public const string Header = "X-Mimus-Scope";
    public const string QueryName = "mimus_scope";

    /// <summary>The scope's name; null for the common one.</summary>
    public static string? Of(HttpRequest request, RequestHeaders headers, bool isByKey)
    {
        if (headers[Header] is { Length: > 0 } named)
        {
            return named;
        }

        if (request.QueryString.HasValue && request.Query[QueryName].ToString() is { Length: > 0 } asked)
        {
            return asked;
        }

        return isByKey ? SentKey.Of(headers) : null;
    }
}
