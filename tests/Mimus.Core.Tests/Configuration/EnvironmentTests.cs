using Mimus.Core.Configuration;
using Mimus.Core.Model;

namespace Mimus.Core.Tests.Configuration;

public class EnvironmentTests
{
    [Fact]
    public void Environment_Scalars_TakeTheKindOfTheirKey()
    {
        var compiled = Compile.Environment(
            ("MIMUS_PORT", " 9000 "),
            ("LLMOCK_API_KEY", "12345"),
            ("MIMUS_DEBUG", "1"),
            ("MIMUS_VALIDATION", "OFF"),
            ("MIMUS_HISTORY_MAX_REQUESTS", "5"),
            ("MIMUS_MAX_BODY_BYTES", "64KiB"),
            ("MIMUS_SHUTDOWN_GRACE", "1"),
            ("LLMOCK_DEFAULT_LATENCY", "20"),
            ("MIMUS_CHUNK_SIZE", "0")
        );

        Assert.Empty(compiled.Problems);
        Assert.Empty(compiled.Warnings);
        Assert.Equal("12345", compiled.Mock.ApiKey);
        Assert.True(compiled.Mock.Debug);
        Assert.Equal(ValidationLevel.Off, compiled.Mock.Validation);
        Assert.Equal(new Delivery { Interval = TimeSpan.FromMilliseconds(20), ChunkSize = 0 }, compiled.Mock.Delivery);
        Assert.Equal(
            new HostSettings { Port = 9000, HistoryMaxRequests = 5, MaxBodyBytes = 65536, ShutdownGrace = TimeSpan.FromSeconds(1) },
            compiled.Host
        );
    }

    [Theory]
    [InlineData("http://a;http://b")]
    [InlineData(" http://a ; http://b ; ")]
    [InlineData("[\"http://a\", 'http://b',]")]
    public void Environment_List_IsJsonOrSeparatedBySemicolons(string value) =>
        Assert.Equal(["http://a", "http://b"], Compile.Environment(("LLMOCK_CORS_ALLOW_ORIGINS", value)).Mock.AllowedOrigins);

    [Fact]
    public void Environment_ListOfMappings_IsJson()
    {
        var compiled = Compile.Environment(
            ("MIMUS_CUSTOM_REPLIES", "[{\"question\": \"q\", \"answer\": \"a\"}]"),
            ("MIMUS_MODELS", "[\"gpt-4o\", {\"id\": \"x\", \"owned_by\": \"me\"}]"),
            ("MIMUS_STRATEGIES", "errorstrategy;CustomAnswersStrategy")
        );

        Assert.Empty(compiled.Problems);
        Assert.Equal(1, compiled.CustomReplyCount);
        Assert.Equal([new("gpt-4o", 1715367049, "openai"), new("x", 1767225600, "me")], compiled.Mock.Models.Models);
        Assert.Equal(["ErrorStrategy", "CustomAnswersStrategy"], compiled.Mock.Strategies.Select(strategy => strategy.Name));
    }

    [Fact]
    public void Environment_KeyInCamelCase_IsHeardInBothForms()
    {
        Assert.Equal(1, Compile.Environment(("LLMOCK_CUSTOMREPLIES", "[{question: 'q', answer: 'a'}]")).CustomReplyCount);
        Assert.Equal(1, Compile.Environment(("LLMOCK_CUSTOM_REPLIES", "[{question: 'q', answer: 'a'}]")).CustomReplyCount);
    }

    [Fact]
    public void Environment_Override_WinsOverTheFileAndMimusOverLlmock()
    {
        var compiled = Compile.Yaml("port: 1\nhost: h\nseed: 3\n", ("LLMOCK_PORT", "2"), ("MIMUS_PORT", "3"), ("LLMOCK_HOST", "l"));

        Assert.Equal(new HostSettings { Port = 3, Host = "l", Seed = 3 }, compiled.Host);
    }

    [Fact]
    public void Flag_WinsOverTheEnvironment()
    {
        var compiled = ConfigurationCompiler.Compile(
            null,
            Compile.Variables(("MIMUS_PORT", "3")),
            [new ConfigurationFlag("--port", ConfigurationKeys.Port, "4"), new ConfigurationFlag("--seed", ConfigurationKeys.Seed, "x")]
        );

        Assert.Equal(4, compiled.Host.Port);
        Assert.Equal(
            ["--seed: 'x' is not a seed; write a whole number from 0 to 18446744073709551615."],
            compiled.Problems.Select(problem => problem.ToString())
        );
    }

    [Fact]
    public void Environment_Empty_CountsAsNotSet()
    {
        var compiled = Compile.Yaml("port: 1", ("MIMUS_PORT", ""), ("MIMUS_API_KEY", " "), ("MIMUS_MODELS", ""));

        Assert.Empty(compiled.Problems);
        Assert.Equal(1, compiled.Host.Port);
        Assert.Null(compiled.Mock.ApiKey);
    }

    [Theory]
    [InlineData("LLMOCK_PORT", "80a", "LLMOCK_PORT: port: '80a' is not a port; write a whole number from 0 to 65535.")]
    [InlineData("MIMUS_DEBUG", "maybe", "MIMUS_DEBUG: debug: 'maybe' is neither true nor false; write true or false.")]
    [InlineData("MIMUS_STRATEGIES", "ErrorStrategy;MirrorStrateg", "MIMUS_STRATEGIES: strategies[1]: 'MirrorStrateg' is not a strategy; did you mean 'MirrorStrategy'? Write one of ErrorStrategy, CustomAnswersStrategy, ToolCallStrategy, MirrorStrategy.")]
    [InlineData("MIMUS_MODELS", "a;a", "MIMUS_MODELS: models[1]: the model 'a' is there already; write each id once.")]
    [InlineData("MIMUS_MODELS", "[\"a\"", "MIMUS_MODELS:1:5: models: the end of the text stands in the array that begins on line 1; write ',' between values and ']' at the end.")]
    [InlineData("MIMUS_CUSTOM_REPLIES", "[{question: 'q'}]", "MIMUS_CUSTOM_REPLIES:1:2: customReplies[0]: the reply has no answer; write a mapping with question and answer.")]
    [InlineData("MIMUS_CUSTOM_REPLIES", "hello", "MIMUS_CUSTOM_REPLIES: customReplies[0]: 'hello' is not a mapping; write a mapping with question and answer.")]
    public void Environment_BadValue_NamesTheVariable(string name, string value, string expected) =>
        Assert.Equal([expected], Compile.Environment((name, value)).Problems.Select(problem => problem.ToString()));

    [Theory]
    [InlineData("MIMUS_PROT", "MIMUS_PROT: this variable sets nothing; did you mean 'MIMUS_PORT'?")]
    [InlineData("LLMOCK_APIKEY", "LLMOCK_APIKEY: this variable sets nothing; did you mean 'LLMOCK_API_KEY'?")]
    [InlineData("MIMUS_ENTIRELY_ELSE", "MIMUS_ENTIRELY_ELSE: this variable sets nothing; write MIMUS_ and a key of the configuration in capitals, as in MIMUS_API_KEY, or unset it.")]
    public void Environment_UnknownVariable_IsAWarning(string name, string expected)
    {
        var compiled = Compile.Environment((name, "1"));

        Assert.Empty(compiled.Problems);
        Assert.Equal([expected], compiled.Warnings.Select(warning => warning.ToString()));
    }

    [Theory]
    [InlineData("MIMUS_URL", "http://x")]
    [InlineData("MIMUS_BASE_URL", "http://x")]
    [InlineData("MIMUS_TEST_ANYTHING", "1")]
    [InlineData("MIMUS_PORT", "tcp://10.0.0.7:8000")]
    [InlineData("MIMUS_PORT_8000_TCP_ADDR", "10.0.0.7")]
    [InlineData("MIMUS_SERVICE_HOST", "10.0.0.7")]
    [InlineData("PATH", "/bin")]
    [InlineData("mimus_port", "1")]
    public void Environment_VariableOfOthers_IsLeftAlone(string name, string value)
    {
        var compiled = Compile.Environment((name, value));

        Assert.Empty(compiled.Problems);
        Assert.Empty(compiled.Warnings);
        Assert.Equal(new HostSettings(), compiled.Host);
    }
}
