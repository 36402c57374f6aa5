namespace Mimus.Core.Configuration;

/// <summary>Every key of a configuration, once.</summary>
internal static class ConfigurationKeys
{
    public static ConfigurationKey Port { get; } = new("port");
    public static ConfigurationKey Host { get; } = new("host");
    public static ConfigurationKey ApiKey { get; } = new("api-key");
    public static ConfigurationKey Cors { get; } = new("cors");
    public static ConfigurationKey CorsAllowOrigins { get; } = new("cors.allow-origins") { IsList = true };
    public static ConfigurationKey Models { get; } = new("models") { IsList = true };
    public static ConfigurationKey ModelId { get; } = new("models.id");
    public static ConfigurationKey ModelCreated { get; } = new("models.created");
    public static ConfigurationKey ModelOwnedBy { get; } = new("models.owned_by");
    public static ConfigurationKey Strategies { get; } = new("strategies") { IsList = true };
    public static ConfigurationKey CustomReplies { get; } = new("customReplies") { IsList = true };
    public static ConfigurationKey Question { get; } = new("customReplies.question");
    public static ConfigurationKey Answer { get; } = new("customReplies.answer");
    public static ConfigurationKey Debug { get; } = new("debug");
    public static ConfigurationKey Validation { get; } = new("validation");
    public static ConfigurationKey LogLevel { get; } = new("log-level");
    public static ConfigurationKey Latency { get; } = new("latency", "default-latency");
    public static ConfigurationKey ChunkSize { get; } = new("chunk-size", "default-chunk-size");
    public static ConfigurationKey Fallback { get; } = new("fallback");
    public static ConfigurationKey Rules { get; } = new("rules");
    public static ConfigurationKey Watch { get; } = new("watch");
    public static ConfigurationKey History { get; } = new("history");
    public static ConfigurationKey HistoryMaxRequests { get; } = new("history.max-requests");
    public static ConfigurationKey HistoryMaxBytes { get; } = new("history.max-bytes");
    public static ConfigurationKey MaxBodyBytes { get; } = new("max-body-bytes");
    public static ConfigurationKey ShutdownGrace { get; } = new("shutdown-grace");
    public static ConfigurationKey Seed { get; } = new("seed");
    public static ConfigurationKey Schema { get; } = new("$schema");

    /// <summary>The keys of the root.</summary>
    public static IReadOnlyList<ConfigurationKey> Root { get; } =
    [
        Port, Host, ApiKey, Cors, Models, Strategies, CustomReplies, Debug, Validation, LogLevel, Latency, ChunkSize,
        Fallback, Rules, Watch, History, MaxBodyBytes, ShutdownGrace, Seed, Schema,
    ];

    /// <summary>The keys that environment variables and flags can override.</summary>
    public static IReadOnlyList<ConfigurationKey> Overridable { get; } =
    [
        Port, Host, ApiKey, CorsAllowOrigins, Models, Strategies, CustomReplies, Debug, Validation, LogLevel, Latency, ChunkSize,
        Fallback, Rules, Watch, HistoryMaxRequests, HistoryMaxBytes, MaxBodyBytes, ShutdownGrace, Seed,
    ];
}
