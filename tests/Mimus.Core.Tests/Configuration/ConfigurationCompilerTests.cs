using Mimus.Core.Configuration;
using Mimus.Core.Model;

namespace Mimus.Core.Tests.Configuration;

public class ConfigurationCompilerTests
{
    private static readonly string[] s_defaultStrategies = ["ErrorStrategy", "CustomAnswersStrategy", "ToolCallStrategy", "MirrorStrategy"];

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("{}")]
    [InlineData("port:\nmodels: ~\nstrategies: null\ncors:\n")]
    public void Configuration_WithoutAnything_IsTheDefault(string text)
    {
        var compiled = Compile.Yaml(text);

        Assert.Empty(compiled.Problems);
        Assert.Empty(compiled.Warnings);
        Assert.Equal(new HostSettings(), compiled.Host);
        Assert.Null(compiled.Mock.ApiKey);
        Assert.Same(ModelCatalog.Default, compiled.Mock.Models);
        Assert.Equal(s_defaultStrategies, compiled.Mock.Strategies.Select(strategy => strategy.Name));
        Assert.Equal(ValidationLevel.Structure, compiled.Mock.Validation);
        Assert.Equal(Delivery.Immediate, compiled.Mock.Delivery);
        Assert.Empty(compiled.Mock.AllowedOrigins);
        Assert.False(compiled.Mock.Debug);
        Assert.Equal(0, compiled.CustomReplyCount);
    }

    [Fact]
    public void Configuration_OfTheFirstReferenceServer_IsLoaded()
    {
        var compiled = Compile.Yaml(
            """
            port: 8000
            api-key: "your-secret-api-key"
            debug: true
            cors:
              allow-origins:
                - "http://localhost:8000"
            # Ordered list of strategies to try
            strategies:
              - ErrorStrategy
              - ToolCallStrategy
              - MirrorStrategy
            models:
              - id: "gpt-4o"
                created: 1715367049
                owned_by: "openai"
              - id: "own"
            """
        );

        Assert.Empty(compiled.Problems);
        Assert.Empty(compiled.Warnings);
        Assert.Equal(8000, compiled.Host.Port);
        Assert.Equal("your-secret-api-key", compiled.Mock.ApiKey);
        Assert.True(compiled.Mock.Debug);
        Assert.Equal(["http://localhost:8000"], compiled.Mock.AllowedOrigins);
        Assert.Equal(["ErrorStrategy", "ToolCallStrategy", "MirrorStrategy"], compiled.Mock.Strategies.Select(strategy => strategy.Name));
        Assert.Equal([new("gpt-4o", 1715367049, "openai"), new("own", 1767225600, "openai")], compiled.Mock.Models.Models);
        Assert.False(compiled.Mock.Models.AcceptsAny);
    }

    [Fact]
    public void Configuration_OfTheSecondReferenceServer_IsLoaded()
    {
        var compiled = Compile.Json5(
            """
            {
              "port": 8002,
              "host": "127.0.0.1",
              "log_level": "info",
              "default_latency": 50,
              "default_chunk_size": 50,
              "fallback": "Sorry, I don't understand.",
              "rules": "./rules.json5",
              "watch": true
            }
            """
        );

        Assert.Empty(compiled.Problems);
        Assert.Equal(new HostSettings { Port = 8002, Host = "127.0.0.1", LogLevel = "info" }, compiled.Host);
        Assert.Equal(TimeSpan.FromMilliseconds(50), compiled.Mock.Delivery.Interval);
        Assert.Equal(50, compiled.Mock.Delivery.ChunkSize);
        Assert.Equal(
            ["ErrorStrategy", "RuleStrategy", "CustomAnswersStrategy", "ToolCallStrategy", "FallbackStrategy"],
            compiled.Mock.Strategies.Select(strategy => strategy.Name)
        );
        Assert.Equal("./rules.json5", Assert.Single(compiled.RulePaths).Path);
        Assert.True(compiled.Watches);
        Assert.Empty(compiled.Warnings);
    }

    [Theory]
    [InlineData("max-body-bytes: 5\nchunk-size: 3\nhistory: {max-requests: 7}\ncustomReplies: [{question: q, answer: a}]")]
    [InlineData("max_body_bytes: 5\nchunk_size: 3\nhistory: {max_requests: 7}\ncustom_replies: [{question: q, answer: a}]")]
    [InlineData("maxBodyBytes: 5\ndefaultChunkSize: 3\nhistory: {maxRequests: 7}\ncustom-replies: [{question: q, answer: a}]")]
    public void Keys_InAnySpelling_AreTheSame(string text)
    {
        var compiled = Compile.Yaml(text);

        Assert.Empty(compiled.Problems);
        Assert.Equal(5, compiled.Host.MaxBodyBytes);
        Assert.Equal(3, compiled.Mock.Delivery.ChunkSize);
        Assert.Equal(7, compiled.Host.HistoryMaxRequests);
        Assert.Equal(1, compiled.CustomReplyCount);
    }

    [Theory]
    [InlineData("max-body-bytes: 32MB", 32_000_000L)]
    [InlineData("max-body-bytes: 64KiB", 65_536L)]
    [InlineData("max-body-bytes: 1.5 MiB", 1_572_864L)]
    [InlineData("max-body-bytes: 9223372036854775807", long.MaxValue)]
    public void Size_WithOrWithoutUnit_IsBytes(string text, long expected) => Assert.Equal(expected, Compile.Yaml(text).Host.MaxBodyBytes);

    [Theory]
    [InlineData("shutdown-grace: 2", 2000)]
    [InlineData("shutdown-grace: 0.25", 250)]
    [InlineData("shutdown-grace: 5s", 5000)]
    [InlineData("shutdown-grace: 300ms", 300)]
    [InlineData("shutdown-grace: 2 m", 120_000)]
    public void ShutdownGrace_WithOrWithoutUnit_IsATime(string text, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Compile.Yaml(text).Host.ShutdownGrace);

    [Theory]
    [InlineData("validation: off", ValidationLevel.Off)]
    [InlineData("validation: Exact", ValidationLevel.Exact)]
    [InlineData("validation: structure", ValidationLevel.Structure)]
    public void Validation_ByName_IsTheLevel(string text, ValidationLevel expected) =>
        Assert.Equal(expected, Compile.Yaml(text).Mock.Validation);

    [Fact]
    public void Models_AsPlainIds_AreCompleted()
    {
        var models = Compile.Yaml("models: [gpt-4o-mini, claude-own, own]").Mock.Models.Models;

        Assert.Equal(
            [new("gpt-4o-mini", 1721172741, "openai"), new("claude-own", 1767225600, "anthropic"), new("own", 1767225600, "openai")],
            models
        );
    }

    [Fact]
    public void Strategies_InAnyCase_KeepTheirOrder() =>
        Assert.Equal(
            ["MirrorStrategy", "ErrorStrategy"],
            Compile.Yaml("strategies: [mirrorstrategy, ERRORSTRATEGY]").Mock.Strategies.Select(strategy => strategy.Name)
        );

    [Fact]
    public void Seed_OfAll64Bits_IsKeptExactly() =>
        Assert.Equal(ulong.MaxValue, Compile.Json5("{seed: 18446744073709551615, $schema: 'x'}").Host.Seed);
}
