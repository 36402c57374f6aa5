using Microsoft.AspNetCore.Http;
using Mimus.AspNetCore.Endpoints.Admin;
using Mimus.AspNetCore.Exchanges;
using Mimus.AspNetCore.Hosting;

namespace Mimus.AspNetCore.Endpoints;

/// <summary>Mimus's own endpoints: they need no key, are not recorded, and change nothing that they do not say.</summary>
internal sealed class OwnEndpoints(MimusEngine engine)
{
    private readonly AdminEndpoints _admin = new(engine);

    private static readonly byte[] Healthy = "{\"status\":\"ok\"}"u8.ToArray();
    private static readonly byte[] Ready = "{\"status\":\"ready\"}"u8.ToArray();

    /// <summary>Answers, or returns null where the path is none of these.</summary>
    public Task? TryHandle(HttpContext context) =>
        context.Request.Path.Value switch
        {
            "/health" => Answer(context, Healthy),
            // The configuration is compiled before the server listens: who gets an answer at all is served by all of it.
            "/ready" => Answer(context, Ready),
            "/history" => History(context),
            _ => _admin.TryHandle(context),
        };

    private static Task Answer(HttpContext context, byte[] json)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            return NotAllowed(context, "GET, HEAD");
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = json.Length;
        return HttpMethods.IsGet(context.Request.Method)
            ? context.Response.BodyWriter.WriteAsync(json, context.RequestAborted).AsTask()
            : Task.CompletedTask;
    }

    private Task History(HttpContext context)
    {
        var scope = RequestScope.Of(context.Request, default, isByKey: false) ?? context.Request.Headers[RequestScope.Header].ToString();
        if (HttpMethods.IsGet(context.Request.Method))
        {
            var entries = scope.Length > 0 ? engine.Journal.Of(scope) : engine.Journal.Entries;
            return HistoryWriter.WriteAsync(context.Response, entries, engine.Journal.DroppedCount, context.RequestAborted);
        }

        if (HttpMethods.IsDelete(context.Request.Method))
        {
            if (scope.Length > 0)
            {
                engine.Journal.Clear(scope);
            }
            else
            {
                engine.Journal.Clear();
            }

            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        }

        return NotAllowed(context, "GET, DELETE");
    }

    private static Task NotAllowed(HttpContext context, string allowed)
    {
        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        context.Response.Headers.Allow = allowed;
        return Task.CompletedTask;
    }
}
