using System.Globalization;
using System.Text.Json;
using Mimus.AspNetCore.Hosting;
using Mimus.Core.Configuration;
using Mimus.Core.Configuration.Documents;
using Mimus.Core.Limits;

namespace Mimus.AspNetCore.Endpoints.Admin;

/// <summary>Shows what has been used of limits, sets them over what the configuration says, resets them, and switches them off and on.</summary>
internal sealed class LimitsEndpoint(MimusEngine engine) : IAdminEndpoint
{
    public string Path => "/limits";

    public string Allowed => "GET, POST, DELETE";

    public async Task HandleAsync(AdminRequest request)
    {
        if (request.IsPost)
        {
            if (await request.ReadAsync(Read).ConfigureAwait(false) is not { } change)
            {
                return;
            }

            engine.Limits.IsOff = !(change.IsEnabled ?? !engine.Limits.IsOff);
            engine.Limits.Server = change.Said ?? engine.Limits.Server;
        }
        else if (request.IsDelete)
        {
            engine.Limits.Reset(request.Scope);
            if (request.Scope is null)
            {
                (engine.Limits.IsOff, engine.Limits.Server) = (false, null);
            }
        }

        var scope = request.Scope;
        await request.AnswerAsync(json => Write(json, scope)).ConfigureAwait(false);
    }

    private static SwitchedBody<LimitSettings>? Read(ConfigurationNode node, NodeReader reader, ConfigurationProblems problems) =>
        SwitchedBody<LimitSettings>.Read(
            node,
            reader,
            problems,
            new LimitReader(reader, problems).Read,
            "the server's limits, as in {\"rpm\": 60}, or {\"enabled\": false}; DELETE resets what was counted"
        );

    private void Write(Utf8JsonWriter json, string? scope)
    {
        var now = engine.LimitTime;
        json.WriteStartObject();
        json.WriteBoolean("enabled"u8, !engine.Limits.IsOff);
        json.WriteStartArray("accounts"u8);
        foreach (var (owner, account) in engine.Limits.Accounts.OrderBy(entry => entry.Key.ToString(), StringComparer.Ordinal))
        {
            if (scope is null || owner.Scope == scope)
            {
                WriteAccount(json, owner, account, now);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteAccount(Utf8JsonWriter json, LimitOwner owner, LimitAccount account, long now)
    {
        json.WriteStartObject();
        json.WriteString("source"u8, owner.Source);
        WriteIf("scope", owner.Scope);
        WriteIf("key", owner.Key is { } key ? Mask(key) : null);
        WriteIf("model", owner.Model);
        if (account.Settings.Concurrent is { } most)
        {
            json.WriteStartObject("concurrent"u8);
            json.WriteNumber("limit"u8, most);
            json.WriteNumber("running"u8, account.Concurrency.Running);
            json.WriteNumber("waiting"u8, account.Concurrency.Waiting);
            json.WriteEndObject();
        }

        json.WriteStartArray("limits"u8);
        foreach (var (resource, window, state) in account.States(now))
        {
            json.WriteStartObject();
            json.WriteString("counts"u8, resource.ToString().ToLowerInvariant());
            json.WriteNumber("window_s"u8, window.TotalSeconds);
            json.WriteNumber("limit"u8, state.Limit);
            json.WriteNumber("used"u8, state.Limit - state.Remaining);
            json.WriteNumber("remaining"u8, state.Remaining);
            json.WriteNumber("reset_ms"u8, Math.Ceiling(state.ResetAfter.TotalMilliseconds));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();

        void WriteIf(string name, string? text)
        {
            if (text is not null)
            {
                json.WriteString(name, text);
            }
        }
    }

    // Enough to tell keys apart, too little to use them.
    private static string Mask(string key) => key.Length <= 8 ? key : string.Create(CultureInfo.InvariantCulture, $"{key[..4]}…{key[^4..]}");
}
