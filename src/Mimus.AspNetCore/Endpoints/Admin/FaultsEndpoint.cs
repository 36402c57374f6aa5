using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Mimus.AspNetCore.Hosting;
using Mimus.Core.Configuration;
using Mimus.Core.Configuration.Documents;
using Mimus.Core.Faults;

namespace Mimus.AspNetCore.Endpoints.Admin;

/// <summary>Shows what goes wrong on purpose, makes more of it, takes it away, and switches all of it off and on.</summary>
internal sealed class FaultsEndpoint(MimusEngine engine) : IAdminEndpoint
{
    public string Path => "/faults";

    public string Allowed => "GET, POST, DELETE";

    public async Task HandleAsync(AdminRequest request)
    {
        if (request.IsPost)
        {
            if (await request.ReadAsync(Read).ConfigureAwait(false) is not { } change)
            {
                return;
            }

            var faults = change.Said ?? [];
            if (engine.Faults.Armed.Count + faults.Count > FaultControl.MostArmed)
            {
                var sentence =
                    $"{engine.Faults.Armed.Count} faults are waiting, and there can be {FaultControl.MostArmed}; DELETE /_mimus/faults takes those away that nobody "
                    + "needs, and one fault with 'rate' or 'times' does the work of many.";
                await request.RefuseAsync(StatusCodes.Status409Conflict, sentence).ConfigureAwait(false);
                return;
            }

            engine.Faults.IsOff = !(change.IsEnabled ?? !engine.Faults.IsOff);
            foreach (var fault in faults)
            {
                engine.Faults.Arm(fault, request.Scope);
            }
        }
        else if (request.IsDelete && !await DeleteAsync(request).ConfigureAwait(false))
        {
            return;
        }

        var left = new List<(ArmedFault Armed, long? Left)>();
        foreach (var armed in engine.Faults.Armed)
        {
            if (request.Scope is null || armed.Scope == request.Scope)
            {
                left.Add((armed, await engine.Faults.LeftAsync(armed, request.Cancellation).ConfigureAwait(false)));
            }
        }

        await request.AnswerAsync(json => Write(json, left)).ConfigureAwait(false);
    }

    private async Task<bool> DeleteAsync(AdminRequest request)
    {
        if (request.QueryOf("id") is not { } text)
        {
            engine.Faults.Clear(request.Scope);
            engine.Faults.IsOff = false;
            return true;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && engine.Faults.Disarm(id))
        {
            return true;
        }

        await request
            .RefuseAsync(StatusCodes.Status404NotFound, $"There is no fault with the id '{text}'; GET /_mimus/faults lists those that are there.")
            .ConfigureAwait(false);
        return false;
    }

    private static SwitchedBody<IReadOnlyList<Fault>>? Read(ConfigurationNode node, NodeReader reader, ConfigurationProblems problems) =>
        SwitchedBody<IReadOnlyList<Fault>>.Read(
            node,
            reader,
            problems,
            new FaultSettings(reader, problems).ReadAll,
            "a fault, as in {\"fault\": \"cut\", \"after\": 3}, a list of them, or {\"enabled\": false}; DELETE takes them away"
        );

    private void Write(Utf8JsonWriter json, List<(ArmedFault Armed, long? Left)> faults)
    {
        json.WriteStartObject();
        json.WriteBoolean("enabled"u8, !engine.Faults.IsOff);
        json.WriteStartArray("faults"u8);
        foreach (var (armed, left) in faults)
        {
            json.WriteStartObject();
            json.WriteNumber("id"u8, armed.Id);
            json.WriteString("fault"u8, armed.Fault.ToString());
            if (armed.Scope is not null)
            {
                json.WriteString("scope"u8, armed.Scope);
            }

            if (left is { } times)
            {
                json.WriteNumber("left"u8, times);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("configured"u8);
        foreach (var fault in engine.Configuration.Current.Faults)
        {
            json.WriteStringValue(fault.ToString());
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
