using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Mimus.AspNetCore.Exchanges;
using Mimus.AspNetCore.Hosting;

namespace Mimus.AspNetCore;

/// <summary>Puts Mimus into an ASP.NET Core application of one's own.</summary>
public static class MimusEndpoints
{
    private const string PathValue = "mimusPath";

    /// <summary>
    /// Serves all of Mimus's routes below the builder's prefix; in a group <c>/llm</c> the base address for OpenAI's clients is
    /// <c>/llm/v1</c>. Routes of the application itself come first.
    /// </summary>
    /// <param name="endpoints">The application or a group of it.</param>
    /// <param name="options">How the mock behaves; address, port, logging and grace period are the application's own business.</param>
    public static IEndpointConventionBuilder MapMimus(this IEndpointRouteBuilder endpoints, MimusServerOptions? options = null)
    {
        var handler = new RequestHandler(new MimusEngine(options ?? new MimusServerOptions()));
        return endpoints.Map(
            $"/{{**{PathValue}}}",
            context =>
            {
                var path = new PathString("/" + context.Request.RouteValues[PathValue]);
                if (context.Request.Path.Value!.EndsWith(path.Value!, StringComparison.Ordinal))
                {
                    var prefix = context.Request.Path.Value[..^path.Value!.Length];
                    context.Request.PathBase = context.Request.PathBase.Add(prefix);
                    context.Request.Path = path;
                }

                return handler.HandleAsync(context);
            }
        );
    }
}
