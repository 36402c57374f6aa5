using Mimus.Conformance.Tests.Formats;
using Mimus.Conformance.Tests.Servers;
using Xunit;

namespace Mimus.Conformance.Tests.Scenarios;

public sealed class ErrorTriggerTests(ServerFixture server)
{
    public static TheoryData<string, bool, int, string> Errors
    {
        get
        {
            (int Status, string OpenAi, string Anthropic)[] errors =
            [
                (400, "invalid_request_error", "invalid_request_error"),
                (401, "invalid_request_error", "authentication_error"),
                (403, "invalid_request_error", "permission_error"),
                (404, "invalid_request_error", "not_found_error"),
                (413, "invalid_request_error", "request_too_large"),
                (429, "requests", "rate_limit_error"),
                (500, "server_error", "api_error"),
                (503, "server_error", "api_error"),
                (529, "server_error", "overloaded_error"),
            ];
            var data = new TheoryData<string, bool, int, string>();
            foreach (var format in FormatAdapters.All)
            {
                foreach (var (status, openAi, anthropic) in errors)
                {
                    data.Add(format.Name, false, status, format.IsAnthropic ? anthropic : openAi);
                    data.Add(format.Name, true, status, format.IsAnthropic ? anthropic : openAi);
                }
            }

            return data;
        }
    }

    public static TheoryData<string, bool> Formats => FormatAdapters.WholeAndStreamed;

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task Trigger_WithoutType_BecomesTheVendorsError(string name, bool isStreamed, int status, string type)
    {
        var prompt = Prompt.Of($$"""raise error {"code": {{status}}, "message": "Übel \"quoted\" 😀"}""");

        var answer = await server.AskAsync(FormatAdapters.Find(name), prompt, isStreamed);

        Assert.Equal(status, answer.Status);
        Assert.Equal("Übel \"quoted\" 😀", answer.Error!.Message);
        Assert.Equal(type, answer.Error.Type);
        Assert.Equal("application/json", answer.Reply.MediaType);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Trigger_WithTypeAndCode_SaysThem(string name, bool isStreamed)
    {
        var format = FormatAdapters.Find(name);
        var type = format.IsAnthropic ? "overloaded_error" : "tokens";
        var prompt = Prompt.Of($$"""raise error {"code": 429, "message": "Slow", "type": "{{type}}", "error_code": "slow_down"}""");

        var answer = await server.AskAsync(format, prompt, isStreamed);

        Assert.Equal(type, answer.Error!.Type);
        Assert.Equal(format.IsAnthropic ? null : "slow_down", answer.Error.Code);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Trigger_BehindLinesThatDoNotParse_IsFound(string name, bool isStreamed)
    {
        var prompt = Prompt.Of("raise error nonsense\nraise error {\"code\": \"400\"}\nplease raise error {\"code\":418,\"message\":\"tea\"}");

        var answer = await server.AskAsync(FormatAdapters.Find(name), prompt, isStreamed);

        Assert.Equal(418, answer.Status);
        Assert.Equal("tea", answer.Error!.Message);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Trigger_InAnEarlierTurn_RaisesNothing(string name, bool isStreamed)
    {
        var prompt = Prompt.Of("raise error {\"code\": 500, \"message\": \"no\"}").Then(new AssistantTurn("Oh."), new UserTurn(["Again"]));

        var answer = await server.AskAsync(FormatAdapters.Find(name), prompt, isStreamed);

        Assert.Equal("Again", answer.Text);
    }

    // Such answers cannot have a body, or mean no error: the line is none that raises one.
    [Theory]
    [InlineData(200)]
    [InlineData(204)]
    [InlineData(304)]
    [InlineData(99)]
    [InlineData(1000)]
    public async Task Trigger_OfAStatusThatIsNoError_NeverFails(int status)
    {
        foreach (var format in FormatAdapters.All)
        {
            var prompt = Prompt.Of($$"""raise error {"code": {{status}}, "message": "no error"}""");

            var answer = await server.AskAsync(format, prompt, isStreamed: false);

            Assert.Equal(200, answer.Status);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task ScriptedError_WithHeaders_SendsThem(string name, bool isStreamed)
    {
        var prompt = Prompt.Of(ScriptedStrategy.Marker(Scripts.Error(503)));

        var answer = await server.AskAsync(FormatAdapters.Find(name), prompt, isStreamed);

        Assert.Equal(503, answer.Status);
        Assert.Equal("1", answer.Header("retry-after-ms"));
        Assert.Equal("yes", answer.Header("x-scripted"));
    }
}
