using Mimus.Core.Configuration.Schemas;
using Mimus.Core.Strategies;

namespace Mimus.Core.Configuration;

/// <summary>Every key of a configuration, once.</summary>
internal static class ConfigurationKeys
{
    public static ConfigurationKey Port { get; } =
        new("port") { Shape = ValueShape.Whole(0, 65535), Summary = "The port to listen on; 0 picks a free one" };

    public static ConfigurationKey Host { get; } =
        new("host") { Shape = ValueShape.Text, Summary = "The address or host name to listen on" };

    public static ConfigurationKey ApiKey { get; } =
        new("api-key") { Shape = ValueShape.Text, Summary = "The key that requests must carry" };

    public static ConfigurationKey CorsAllowOrigins { get; } =
        new("cors.allow-origins")
        {
            IsList = true,
            Shape = ValueShape.ListOf(ValueShape.Text),
            Summary = "Origins whose web pages may call Mimus; '*' stands for all",
        };

    public static ConfigurationKey Cors { get; } =
        new("cors") { Shape = ValueShape.MappingOf([CorsAllowOrigins]), Summary = "Who may call Mimus from a browser" };

    public static ConfigurationKey ModelId { get; } =
        new("models.id") { Shape = ValueShape.Text, Summary = "The name that requests use" };

    public static ConfigurationKey ModelCreated { get; } =
        new("models.created") { Shape = ValueShape.Whole(0), Summary = "When it was made, in seconds since 1970" };

    public static ConfigurationKey ModelOwnedBy { get; } =
        new("models.owned_by") { Shape = ValueShape.Text, Summary = "Whose model it is" };

    public static ConfigurationKey ModelLatency { get; } =
        new("models.latency") { Shape = LatencyKeys.Shape, Summary = "How fast it answers" };

    public static ConfigurationKey ModelProfile { get; } = new("models.profile") { Shape = ValueShape.Text, Summary = "The profile by which it answers" };

    public static ConfigurationKey ModelLimits { get; } =
        new("models.limits") { Shape = LimitKeys.Shape, Summary = "How many requests and tokens are allowed" };

    public static ConfigurationKey ModelFaults { get; } =
        new("models.faults") { Shape = ValueShape.ListOf(FaultKeys.Shape), Summary = "What goes wrong with requests to it" };

    /// <summary>What a model's entry says of its behaviour.</summary>
    public static IReadOnlyList<ConfigurationKey> ModelParts { get; } = [ModelId, ModelCreated, ModelOwnedBy, ModelLatency, ModelProfile, ModelLimits, ModelFaults];

    public static ConfigurationKey Models { get; } =
        new("models")
        {
            IsList = true,
            Shape = ValueShape.ListOf(
                ValueShape.Either(ValueShape.Text, ValueShape.MappingOf(ModelParts, ModelId)),
                minimum: 1
            ),
            Summary = "The models that can be asked; others are refused",
        };

    public static ConfigurationKey Strategies { get; } =
        new("strategies")
        {
            IsList = true,
            Shape = ValueShape.ListOf(ValueShape.Choice(StrategyCatalog.Choices), minimum: 1),
            Summary = "The strategies in the order in which they are asked",
        };

    public static ConfigurationKey Question { get; } =
        new("customReplies.question") { Shape = ValueShape.Text, Summary = "What the user says" };

    public static ConfigurationKey Answer { get; } =
        new("customReplies.answer") { Shape = ValueShape.Text, Summary = "What the mock answers" };

    public static ConfigurationKey CustomReplies { get; } =
        new("customReplies")
        {
            IsList = true,
            Shape = ValueShape.ListOf(ValueShape.MappingOf([Question, Answer], Question, Answer)),
            Summary = "Answers to exact questions",
        };

    public static ConfigurationKey Debug { get; } =
        new("debug") { Shape = ValueShape.Flag, Summary = "Whether each request is printed" };

    public static ConfigurationKey Validation { get; } =
        new("validation")
        {
            Shape = ValueShape.Choice("off", "structure", "exact"),
            Summary = "How closely requests are checked against what the vendor accepts",
        };

    public static ConfigurationKey LogLevel { get; } =
        new("log-level") { Shape = ValueShape.Choice(HostSettingsReader.LogLevels), Summary = "How much is logged" };

    public static ConfigurationKey Latency { get; } =
        new("latency", "default-latency")
        {
            Shape = LatencyKeys.Shape,
            Summary = "The milliseconds between two chunks of a stream, a profile's name, or a mapping of times",
        };

    public static ConfigurationKey Profile { get; } =
        new("profile") { Shape = ValueShape.Text, Summary = "How fast answers come: gpt-4o, claude-sonnet, local-8b-cpu, … or one of your own" };

    public static ConfigurationKey Profiles { get; } =
        new("profiles") { Shape = ValueShape.MapOf(ValueShape.MappingOf(LatencyKeys.All)), Summary = "Your own profiles by name" };

    public static ConfigurationKey Speed { get; } =
        new("speed") { Shape = LatencyKeys.Speed.Shape, Summary = "How many times faster all is played; max waits for nothing" };

    public static ConfigurationKey ChunkSize { get; } =
        new("chunk-size", "default-chunk-size")
        {
            Shape = ValueShape.Whole(0, int.MaxValue),
            Summary = "How many characters a chunk has; 0 sends each text in one",
        };

    public static ConfigurationKey Fallback { get; } =
        new("fallback") { Shape = ValueShape.Named("reply"), Summary = "What is answered when nothing else answers: a text, '$name' of a template, or a reply" };

    public static ConfigurationKey Rules { get; } =
        new("rules")
        {
            IsList = true,
            Shape = ValueShape.Either(ValueShape.Text, ValueShape.ListOf(ValueShape.Text)),
            Summary = "Rule files and folders with rule files, relative to this file's folder",
        };

    public static ConfigurationKey Watch { get; } =
        new("watch") { Shape = ValueShape.Flag, Summary = "Whether rule files and this file are loaded again when they change" };

    public static ConfigurationKey Strict { get; } =
        new("strict") { Shape = ValueShape.Flag, Summary = "Whether a request that nothing scripted answers is an error" };

    public static ConfigurationKey ScopeBy { get; } =
        new("scope-by")
        {
            Shape = ValueShape.Choice(RuleSettings.ScopeSources),
            Summary = "What tells the tests of one server apart: the header X-Mimus-Scope, or the API key",
        };

    public static ConfigurationKey HistoryMaxRequests { get; } =
        new("history.max-requests") { Shape = ValueShape.Whole(0, int.MaxValue), Summary = "How many requests the history keeps" };

    public static ConfigurationKey HistoryMaxBytes { get; } =
        new("history.max-bytes") { Shape = ValueShape.ByteSize, Summary = "How many bytes of request bodies the history keeps" };

    public static ConfigurationKey History { get; } =
        new("history") { Shape = ValueShape.MappingOf([HistoryMaxRequests, HistoryMaxBytes]), Summary = "What the history keeps" };

    public static ConfigurationKey MaxBodyBytes { get; } =
        new("max-body-bytes") { Shape = ValueShape.ByteSize, Summary = "The largest request body, as in 32MiB" };

    public static ConfigurationKey ShutdownGrace { get; } =
        new("shutdown-grace")
        {
            Shape = ValueShape.Duration,
            Summary = "How long open streams may go on when the server stops, in seconds or with a unit",
        };

    public static ConfigurationKey Seed { get; } =
        new("seed") { Shape = ValueShape.Whole(0, ulong.MaxValue), Summary = "The seed of all chance; where it is given, the same requests get the same bytes, times included" };

    public static ConfigurationKey AdminToken { get; } =
        new("admin-token") { Shape = ValueShape.Text, Summary = "What requests from other machines must carry to use the routes below /_mimus" };

    public static ConfigurationKey Admin { get; } =
        new("admin") { Shape = ValueShape.Flag, Summary = "Whether there are routes below /_mimus" };

    public static ConfigurationKey AllowHeaderControl { get; } =
        new("allow-header-control")
        {
            Shape = ValueShape.Flag,
            Summary = "Whether requests may say by X-Mimus headers how they are answered; by default where Mimus listens on loopback",
        };

    public static ConfigurationKey PromptCache { get; } =
        new("prompt-cache") { Shape = ValueShape.Flag, Summary = "Whether prompts that begin alike are found in a simulated prompt cache" };

    public static ConfigurationKey Limits { get; } =
        new("limits") { Shape = LimitKeys.Shape, Summary = "How many requests and tokens are allowed: rpm, tpm, concurrent, …; off for none" };

    public static ConfigurationKey Faults { get; } =
        new("faults")
        {
            Shape = ValueShape.ListOf(ValueShape.Either(FaultKeys.Shape, ValueShape.Choice([.. FaultPresets.Names]))),
            Summary = "What goes wrong on purpose, and when; the first that happens to a request is taken",
        };

    public static ConfigurationKey Chaos { get; } =
        new("chaos")
        {
            IsList = true,
            Shape = ValueShape.Either(ValueShape.Choice([.. FaultPresets.Names]), ValueShape.ListOf(ValueShape.Choice([.. FaultPresets.Names]))),
            Summary = "Presets of faults: flaky, rate-limited, gateway, …",
        };

    public static ConfigurationKey Schema { get; } =
        new("$schema") { Shape = ValueShape.Text, Summary = "The schema of the file, for editors" };

    /// <summary>The keys of the root.</summary>
    public static IReadOnlyList<ConfigurationKey> Root { get; } =
    [
        Port, Host, ApiKey, Cors, Models, Strategies, CustomReplies, Debug, Validation, LogLevel, Latency, ChunkSize,
        Profile, Profiles, Speed, Fallback, Rules, Watch, Strict, ScopeBy, History, MaxBodyBytes, ShutdownGrace, Seed,
        AdminToken, Admin, AllowHeaderControl, PromptCache, Limits, Faults, Chaos, Schema,
    ];

    /// <summary>The keys that environment variables and flags can override.</summary>
    public static IReadOnlyList<ConfigurationKey> Overridable { get; } =
    [
        Port, Host, ApiKey, CorsAllowOrigins, Models, Strategies, CustomReplies, Debug, Validation, LogLevel, Latency, ChunkSize,
        Profile, Speed, Fallback, Rules, Watch, Strict, ScopeBy, HistoryMaxRequests, HistoryMaxBytes, MaxBodyBytes, ShutdownGrace,
        Seed, AdminToken, Admin, AllowHeaderControl, PromptCache, Limits, Chaos,
    ];
}
