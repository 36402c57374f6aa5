using System.Text.Json;
using Mimus.AspNetCore.Hosting;
using Mimus.Core.Configuration;
using Mimus.Core.Configuration.Documents;
using Mimus.Core.Latency;
using DeliveryPlan = Mimus.Core.Model.Delivery;

namespace Mimus.AspNetCore.Endpoints.Admin;

/// <summary>Shows how fast the server answers, sets it over what the configuration says, and switches all waiting off and on.</summary>
internal sealed class LatencyEndpoint(MimusEngine engine) : IAdminEndpoint
{
    public string Path => "/latency";

    public string Allowed => "GET, POST, DELETE";

    public async Task HandleAsync(AdminRequest request)
    {
        if (request.IsPost)
        {
            if (await request.ReadAsync(Read).ConfigureAwait(false) is not { } change)
            {
                return;
            }

            engine.Latency.IsOff = !(change.IsEnabled ?? !engine.Latency.IsOff);
            engine.Latency.Server = change.Said?.Over(engine.Latency.Server) ?? engine.Latency.Server;
        }
        else if (request.IsDelete)
        {
            (engine.Latency.IsOff, engine.Latency.Server) = (false, null);
        }

        await request.AnswerAsync(Write).ConfigureAwait(false);
    }

    private SwitchedBody<DeliveryPlan>? Read(ConfigurationNode node, NodeReader reader, ConfigurationProblems problems) =>
        SwitchedBody<DeliveryPlan>.Read(
            node,
            reader,
            problems,
            new LatencySettings(reader, problems, engine.Configuration.Current.Profiles).Read,
            "what is to hold, as in {\"ttft\": 200, \"tps\": 50}, or {\"enabled\": false}; DELETE goes back to the configuration"
        );

    private void Write(Utf8JsonWriter json)
    {
        var configuration = engine.Configuration.Current;
        json.WriteStartObject();
        json.WriteBoolean("enabled"u8, !engine.Latency.IsOff);
        json.WritePropertyName("server"u8);
        WriteDelivery(json, engine.Latency.Over(configuration.Delivery));
        json.WriteNumber("running"u8, engine.Latency.Loads.Shared.Running);
        json.WriteNumber("waiting"u8, engine.Latency.Loads.Shared.Waiting);
        json.WriteStartObject("models"u8);
        foreach (var (name, load) in engine.Latency.Loads.ByModel)
        {
            json.WriteStartObject(name);
            json.WriteNumber("running"u8, load.Running);
            json.WriteNumber("waiting"u8, load.Waiting);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartObject("profiles"u8);
        foreach (var profile in configuration.Profiles.All)
        {
            json.WritePropertyName(profile.Name);
            WriteDelivery(json, profile.Delivery, profile);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteDelivery(Utf8JsonWriter json, DeliveryPlan delivery, LatencyProfile? profile = null)
    {
        json.WriteStartObject();
        Time("ttft", delivery.TimeToFirstToken);
        Time("interval", delivery.Interval);
        Number("tps", delivery.TokensPerSecond);
        Time("prefill", delivery.Prefill);
        Time("cached-prefill", delivery.CachedPrefill);
        Number("load", delivery.LoadFactor);
        if (delivery.Spread is { } spread)
        {
            json.WriteString("spread"u8, LatencySettings.Spreads[(int)spread]);
        }

        Number("deviation", delivery.Deviation);
        if (delivery.Batch is { } batch)
        {
            json.WriteStartObject("batch"u8);
            json.WriteNumber("max"u8, batch.Maximum);
            json.WriteNumber("knee"u8, batch.Knee);
            json.WriteNumber("queue"u8, batch.Queue);
            json.WriteEndObject();
        }

        if (delivery.Speed is double.PositiveInfinity)
        {
            json.WriteString("speed"u8, "max"u8);
        }
        else
        {
            Number("speed", delivery.Speed);
        }

        if (profile is { Source: { } source })
        {
            json.WriteString("source"u8, source);
            json.WriteString("date"u8, profile.Date);
            json.WriteBoolean("estimate"u8, profile.IsEstimate);
        }

        json.WriteEndObject();

        void Time(string name, TimeSpan? time) => Number(name, time?.TotalMilliseconds);

        void Number(string name, double? number)
        {
            if (number is { } value)
            {
                json.WriteNumber(name, value);
            }
        }
    }
}
