using Mimus.Protocols.Json;

namespace Mimus.Protocols.Formats.AnthropicMessages;

/// <summary>Reads <c>cache_control</c>: until where, and for how long, the prompt is to be kept.</summary>
internal static class CacheControlReader
{
    private static readonly ParameterTable Plain = new(Parameter.Choice("type", "ephemeral"));

    /// <summary>How long: five minutes unless the mark asks for an hour; null where there is no mark.</summary>
    public static TimeSpan? Read(ref JsonCursor json, WireRequest wire)
    {
        if (json.IsNull)
        {
            return null;
        }

        if (json.Token != System.Text.Json.JsonTokenType.StartObject)
        {
            json.Wrong("an object", 0);
            return null;
        }

        var lifetime = TimeSpan.FromMinutes(5);
        json.BeginObject();
        while (json.NextProperty())
        {
            if (json.NameIs("ttl"u8))
            {
                lifetime = json.ReadChoice(["5m", "1h"]) == "1h" ? TimeSpan.FromHours(1) : lifetime;
            }
            else
            {
                Plain.Check(ref json, wire);
            }
        }

        return lifetime;
    }
}
