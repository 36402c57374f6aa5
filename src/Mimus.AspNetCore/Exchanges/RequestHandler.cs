using Microsoft.AspNetCore.Http;
using Mimus.AspNetCore.Endpoints;
using Mimus.AspNetCore.Hosting;

namespace Mimus.AspNetCore.Exchanges;

/// <summary>The front door: own endpoints first, then browsers' questions, then the vendors' routes.</summary>
internal sealed class RequestHandler(MimusEngine engine)
{
    private readonly OwnEndpoints _own = new(engine);
    private readonly ExchangeHandler _exchanges = new(engine);

    public Task HandleAsync(HttpContext context)
    {
        var origins = engine.Configuration.Current.AllowedOrigins;
        if (origins.Count > 0 && CrossOrigin.Answer(context, origins))
        {
            return Task.CompletedTask;
        }

        return _own.TryHandle(context) ?? _exchanges.HandleAsync(context);
    }
}
