using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Mimus.Core.Configuration;
using Mimus.Core.Time;

namespace Mimus.AspNetCore.Endpoints.Admin;

/// <summary>Shows the server's clock, holds it, moves it on, and lets it go.</summary>
internal sealed class ClockEndpoint(MimusClock clock) : IAdminEndpoint
{
    // In real time: who waits longer for a request to come has forgotten to send it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public string Path => "/clock";

    public string Allowed => "GET, POST, DELETE";

    public async Task HandleAsync(AdminRequest request)
    {
        if (request.IsPost)
        {
            if (await request.ReadAsync(ClockSettings.Read).ConfigureAwait(false) is not { } settings)
            {
                return;
            }

            if (settings.WhenPending is { } count && !await ArePendingAsync(count, request.Cancellation).ConfigureAwait(false))
            {
                await request
                    .RefuseAsync(
                        StatusCodes.Status409Conflict,
                        $"Only {clock.PendingTimers} of {count} waits came in {Patience.TotalSeconds:0} seconds, so the clock was left as it is; "
                            + "send the request that waits first, or ask for fewer."
                    )
                    .ConfigureAwait(false);
                return;
            }

            settings.ApplyTo(clock);
        }
        else if (request.IsDelete)
        {
            clock.Reset();
        }

        await request.AnswerAsync(Write).ConfigureAwait(false);
    }

    private async Task<bool> ArePendingAsync(int count, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            await clock.WhenPendingAsync(count, patience.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("now"u8, clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture));
        json.WriteBoolean("frozen"u8, clock.IsFrozen);
        json.WriteNumber("speed"u8, clock.Speed);
        json.WriteString("advanced"u8, System.Xml.XmlConvert.ToString(clock.Advanced));
        json.WriteNumber("pending"u8, clock.PendingTimers);
        json.WriteEndObject();
    }
}
