using Mimus.Core.Configuration.Documents;
using Mimus.Core.Latency;

namespace Mimus.Core.Configuration;

/// <summary>Reads <c>profiles</c>: the user's own, by name. One may build on one that Mimus has, by its <c>profile</c>.</summary>
internal static class ProfileSettings
{
    public static LatencyProfiles Read(ConfigurationNode? node, NodeReader reader, ConfigurationProblems problems)
    {
        if (reader.Mapping(node, "profiles by name, as in { mine: { ttft: 200, tps: 50 } }") is not { } mapping)
        {
            return LatencyProfiles.Shipped;
        }

        var settings = new LatencySettings(reader, problems, LatencyProfiles.Shipped);
        var own = new List<LatencyProfile>();
        foreach (var entry in mapping.Entries)
        {
            if (reader.Mapping(entry.Value, "a mapping such as { ttft: 200, tps: 50 }") is { } numbers && settings.Read(numbers) is { } delivery)
            {
                own.Add(new LatencyProfile(entry.Key.Trim(), delivery));
            }
        }

        return LatencyProfiles.Shipped.With(own);
    }
}
