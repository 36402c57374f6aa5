using Mimus.Core.Configuration.Documents;

namespace Mimus.Core.Configuration;

/// <summary>Reads where and how the server runs.</summary>
internal sealed class HostSettingsReader(NodeReader reader, Func<ConfigurationKey, ConfigurationNode?> find)
{
    /// <summary>The words for how much is logged.</summary>
    public static IReadOnlyList<string> LogLevels { get; } = ["none", "error", "warning", "info", "debug", "all"];

    public HostSettings Read() =>
        new()
        {
            Host = reader.Text(find(ConfigurationKeys.Host), "an address or a host name, such as 127.0.0.1"),
            Port = (int?)reader.Whole(find(ConfigurationKeys.Port), 0, 65535, "a port", "a whole number from 0 to 65535"),
            LogLevel = reader.Choice(find(ConfigurationKeys.LogLevel), LogLevels, "a log level"),
            MaxBodyBytes = reader.ByteSize(find(ConfigurationKeys.MaxBodyBytes), minimum: 1),
            HistoryMaxRequests = (int?)reader.Whole(
                find(ConfigurationKeys.HistoryMaxRequests),
                0,
                int.MaxValue,
                "a number of requests",
                "a whole number from 0"
            ),
            HistoryMaxBytes = reader.ByteSize(find(ConfigurationKeys.HistoryMaxBytes), minimum: 0),
            ShutdownGrace = reader.Duration(
                find(ConfigurationKeys.ShutdownGrace),
                unitMilliseconds: 1000,
                "a duration",
                "a number of seconds from 0 to 86400, or a duration such as 5s"
            ),
            AdminToken = reader.Text(find(ConfigurationKeys.AdminToken), "a token for requests from other machines"),
            HasAdmin = reader.Flag(find(ConfigurationKeys.Admin)),
            Seed = (ulong?)reader.Whole(
                find(ConfigurationKeys.Seed),
                0,
                ulong.MaxValue,
                "a seed",
                "a whole number from 0 to 18446744073709551615"
            ),
        };
}
