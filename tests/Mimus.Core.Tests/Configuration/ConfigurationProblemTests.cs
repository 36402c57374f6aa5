
namespace Mimus.Core.Tests.Configuration;

public class ConfigurationProblemTests
{
    [Theory]
    [InlineData("port: 80a", "config.yaml:1:7: port: '80a' is not a port; write a whole number from 0 to 65535.")]
    [InlineData("port: '8000'", "config.yaml:1:7: port: '8000' is not a port; write a whole number from 0 to 65535, without quotes.")]
    [InlineData("port: 65536", "config.yaml:1:7: port: '65536' is not a port; write a whole number from 0 to 65535.")]
    [InlineData("port: -1", "config.yaml:1:7: port: '-1' is not a port; write a whole number from 0 to 65535.")]
    [InlineData("port: 80.5", "config.yaml:1:7: port: '80.5' is not a port; write a whole number from 0 to 65535.")]
    [InlineData("port: [1]", "config.yaml:1:7: port: a list is not a port; write a whole number from 0 to 65535.")]
    [InlineData("prot: 1", "config.yaml:1:1: prot: 'prot' is not a known key; did you mean 'port'?")]
    [InlineData("api_kye: x", "config.yaml:1:1: api_kye: 'api_kye' is not a known key; did you mean 'api_key'?")]
    [InlineData("maxBodyByte: 1", "config.yaml:1:1: maxBodyByte: 'maxBodyByte' is not a known key; did you mean 'maxBodyBytes'?")]
    [InlineData("cors: {origins: []}", "config.yaml:1:8: cors.origins: 'origins' is not a known key; write one of allow-origins.")]
    [InlineData("cors: x", "config.yaml:1:7: cors: 'x' is not a mapping; write a mapping with allow-origins.")]
    [InlineData("cors: {allow-origins: '*'}", "config.yaml:1:23: cors.allow-origins: '*' is not a list; write a list of origins, as in [\"http://localhost:5173\"].")]
    [InlineData("api-key: 12345", "config.yaml:1:10: api-key: a number stands where a text is expected; write the key that clients must send, in quotes.")]
    [InlineData("api-key: ''", "config.yaml:1:10: api-key: the text is empty; write the key that clients must send, or remove the key.")]
    [InlineData("api-key: k\napi_key: l", "config.yaml:2:1: api_key: 'api_key' is the same key as 'api-key' on line 1; write one of the two.")]
    [InlineData("latency: 1\ndefault_latency: 2", "config.yaml:2:1: default_latency: 'default_latency' is the same key as 'latency' on line 1; write one of the two.")]
    [InlineData("latency: -5", "config.yaml:1:10: latency: '-5' is not a latency; write milliseconds from 0 to 86400000, or a duration such as 2s, a profile's name, off, or a mapping such as { ttft: 200, tps: 50 }.")]
    [InlineData("latency: .nan", "config.yaml:1:10: latency: '.nan' is not a latency; write milliseconds from 0 to 86400000, or a duration such as 2s, a profile's name, off, or a mapping such as { ttft: 200, tps: 50 }.")]
    [InlineData("debug: yes", "config.yaml:1:8: debug: 'yes' is neither true nor false; write true or false.")]
    [InlineData("validation: false", "config.yaml:1:13: validation: 'false' is not a validation level; did you mean 'off'? Write one of off, structure, exact.")]
    [InlineData("validation: exat", "config.yaml:1:13: validation: 'exat' is not a validation level; did you mean 'exact'? Write one of off, structure, exact.")]
    [InlineData("log_level: loud", "config.yaml:1:12: log_level: 'loud' is not a log level; write one of none, error, warning, info, debug, all.")]
    [InlineData("strategies: []", "config.yaml:1:13: strategies: the list is empty, so nothing could be answered; write at least one strategy, or remove the key for the default.")]
    [InlineData("strategies:\n- ErrorStrategy\n- MirorStrategy", "config.yaml:3:3: strategies[1]: 'MirorStrategy' is not a strategy; did you mean 'MirrorStrategy'? Write one of ErrorStrategy, CustomAnswersStrategy, ToolCallStrategy, MirrorStrategy, RuleStrategy.")]
    [InlineData("models: []", "config.yaml:1:9: models: the list is empty, so every request would be refused; write at least one model, or remove the key to accept all.")]
    [InlineData("models:\n- a\n- id: a", "config.yaml:3:3: models[1]: the model 'a' is there already on line 2; write each id once.")]
    [InlineData("models: [{created: 1}]", "config.yaml:1:10: models[0]: the model has no id; write 'id' and the name that requests use.")]
    [InlineData("models: [{id: a, created: soon}]", "config.yaml:1:27: models[0].created: 'soon' is not a time; write a whole number of seconds since 1970.")]
    [InlineData("models: [null]", "config.yaml:1:10: models[0]: null stands where a text is expected; write a model id, or a mapping with an id.")]
    [InlineData("customReplies: [{question: a}]", "config.yaml:1:17: customReplies[0]: the reply has no answer; write a mapping with question and answer.")]
    [InlineData("customReplies:\n- {question: a, answer: b}\n- {question: ' a ', answer: c}", "config.yaml:3:3: customReplies[1]: the question 'a' is there already on line 2; write each question once.")]
    [InlineData("max-body-bytes: 32XB", "config.yaml:1:17: max-body-bytes: '32XB' is not a size; write a number of bytes from 1, or a size such as 32MB or 64KiB.")]
    [InlineData("history: {max-requests: x}", "config.yaml:1:25: history.max-requests: 'x' is not a number of requests; write a whole number from 0.")]
    [InlineData("shutdown-grace: soon", "config.yaml:1:17: shutdown-grace: 'soon' is not a duration; write a number of seconds from 0 to 86400, or a duration such as 5s.")]
    [InlineData("seed: -1", "config.yaml:1:7: seed: '-1' is not a seed; write a whole number from 0 to 18446744073709551615.")]
    [InlineData("[1]", "config.yaml:1:1: a list is not a mapping; write keys with values, as in 'port: 8000'.")]
    public void Problem_OfAValue_IsOneSentenceThatSaysWhatToDo(string text, string expected) =>
        Assert.Equal([expected], Compile.Yaml(text).Problems.Select(problem => problem.ToString()));

    [Fact]
    public void Problems_OfAFile_AreAllThereInItsOrder()
    {
        var compiled = Compile.Yaml("seed: x\nport: y\nprot: 1\nstrategies: [a, b]\nport: 2\n", ("MIMUS_LATENCY", "z"));

        Assert.Equal(
            [
                "config.yaml:1:7",
                "config.yaml:2:7",
                "config.yaml:3:1",
                "config.yaml:4:14",
                "config.yaml:4:17",
                "config.yaml:5:1",
                "MIMUS_LATENCY",
            ],
            compiled.Problems.Select(problem => problem.Location.ToString())
        );
    }

    [Fact]
    public void Problem_OfBrokenSyntax_StillShowsThoseOfTheEnvironment()
    {
        var compiled = Compile.Json5("{port: }", ("LLMOCK_PORT", "x"));

        Assert.Equal(["config.json:1:8", "LLMOCK_PORT"], compiled.Problems.Select(problem => problem.Location.ToString()));
    }

    [Fact]
    public void Problem_OfAKey_NeverShowsTheKey()
    {
        var compiled = Compile.Yaml("api-key: 4711\n");

        Assert.DoesNotContain("4711", string.Join("", compiled.Problems), StringComparison.Ordinal);
        Assert.Null(Assert.Single(compiled.Problems).Value);
    }

    [Fact]
    public void Problem_Parts_AreThereForPrograms()
    {
        var problem = Assert.Single(Compile.Yaml("strategies: [MirorStrategy]").Problems);

        Assert.Equal(("config.yaml", 1, 14), (problem.Location.Source, problem.Location.Line, problem.Location.Column));
        Assert.Equal("strategies[0]", problem.Path);
        Assert.Equal("MirorStrategy", problem.Value);
        Assert.Equal("MirrorStrategy", problem.Suggestion);
    }

    [Theory]
    [InlineData("cors: {allow-origins: ['http://a/']}", "config.yaml:1:24: cors.allow-origins[0]: no browser sends 'http://a/' as an origin; write scheme, host and port alone, as in http://localhost:5173.")]
    [InlineData("strategies: [MirrorStrategy]\ncustomReplies: [{question: a, answer: ''}]", "config.yaml:2:16: customReplies: the strategies do not use these replies; write CustomAnswersStrategy into 'strategies', or remove the replies.")]
    public void Warning_OfWhatIsNotMeant_DoesNotStopAnything(string text, string expected)
    {
        var compiled = Compile.Yaml(text);

        Assert.Empty(compiled.Problems);
        Assert.Equal([expected], compiled.Warnings.Select(warning => warning.ToString()));
    }
}
