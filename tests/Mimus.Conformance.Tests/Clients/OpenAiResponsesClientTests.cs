using System.Text;
using Mimus.Conformance.Tests.Servers;
using OpenAI.Responses;
using Xunit;

namespace Mimus.Conformance.Tests.Clients;

public sealed class OpenAiResponsesClientTests(ServerFixture server)
{
    private const string Model = "gpt-5-mini";

    private ResponsesClient Client => OpenAiClients.Of(server).GetResponsesClient();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Response_OfAText_IsTheMirror()
    {
        ResponseResult response = await Client.CreateResponseAsync(Model, "Hello, Wörld! 😀", cancellationToken: Cancellation);

        Assert.Equal("Hello, Wörld! 😀", response.GetOutputText());
        Assert.Equal(ResponseStatus.Completed, response.Status);
        Assert.Equal(Model, response.Model);
        Assert.StartsWith("resp_", response.Id, StringComparison.Ordinal);
        Assert.Equal(response.Usage.InputTokenCount + response.Usage.OutputTokenCount, response.Usage.TotalTokenCount);
    }

    [Fact]
    public async Task Response_Streamed_IsTheMirror()
    {
        var text = new StringBuilder();
        var numbers = new List<int>();
        ResponseResult? completed = null;
        var updates = await Client.CreateResponseStreamingAsync(Model, "Hello, dear world!", cancellationToken: Cancellation);
        await foreach (var update in updates)
        {
            numbers.Add(update.SequenceNumber);
            if (update is StreamingResponseOutputTextDeltaUpdate delta) text.Append(delta.Delta);
            if (update is StreamingResponseCompletedUpdate end) completed = end.Response;
        }

        Assert.Equal("Hello, dear world!", text.ToString());
        Assert.Equal(Enumerable.Range(0, numbers.Count), numbers);
        Assert.Equal("Hello, dear world!", completed!.GetOutputText());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tools_CalledAndAnswered_EndInTheResult(bool isStreamed)
    {
        var options = Options("call tool 'get_weather' with '{\"city\":\"Bern\"}'");
        var response = isStreamed ? await Stream(options) : (await Client.CreateResponseAsync(options, Cancellation)).Value;

        var call = Assert.IsType<FunctionCallResponseItem>(Assert.Single(response.OutputItems));
        Assert.Equal("{\"city\":\"Bern\"}", call.FunctionArguments.ToString());
        options.InputItems.Add(call);
        options.InputItems.Add(ResponseItem.CreateFunctionCallOutputItem(call.CallId, "sunny"));
        ResponseResult next = await Client.CreateResponseAsync(options, Cancellation);

        Assert.Equal("last tool call result is sunny", next.GetOutputText());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reasoning_Scripted_ComesAsSummary(bool isStreamed)
    {
        var options = Options(ScriptedStrategy.Marker(Scripts.Reasoning));
        options.IncludedProperties.Add(IncludedResponseProperty.ReasoningEncryptedContent);
        options.ReasoningOptions = new ResponseReasoningOptions { ReasoningEffortLevel = ResponseReasoningEffortLevel.Low };

        var response = isStreamed ? await Stream(options) : (await Client.CreateResponseAsync(options, Cancellation)).Value;
        var reasoning = Assert.IsType<ReasoningResponseItem>(response.OutputItems[0]);

        Assert.Equal("First I think. Then I answer.", reasoning.GetSummaryText());
        Assert.NotEmpty(reasoning.EncryptedContent);
        Assert.Equal("The answer is 4.", response.GetOutputText());

        // What came is handed back with the next question.
        foreach (var item in response.OutputItems) options.InputItems.Add(item);
        options.InputItems.Add(ResponseItem.CreateUserMessageItem("And now?"));
        Assert.Equal("And now?", (await Client.CreateResponseAsync(options, Cancellation)).Value.GetOutputText());
    }

    [Fact]
    public async Task Response_BeyondTheLimit_IsIncomplete()
    {
        var options = Options(new string('a', 100));
        options.MaxOutputTokenCount = 16;

        ResponseResult response = await Client.CreateResponseAsync(options, Cancellation);

        Assert.Equal(ResponseStatus.Incomplete, response.Status);
        Assert.Equal(ResponseIncompleteStatusReason.MaxOutputTokens, response.IncompleteStatusDetails.Reason);
        Assert.Equal(16, response.Usage.OutputTokenCount);
    }

    [Fact]
    public async Task TextFormat_OfAJsonSchema_IsAcceptedAndSaidBack()
    {
        var options = Options("{\"a\":1}");
        options.Instructions = "Answer in JSON.";
        options.TextOptions = new ResponseTextOptions
        {
            TextFormat = ResponseTextFormat.CreateJsonSchemaFormat("thing", BinaryData.FromString("""{"type":"object","properties":{}}""")),
        };

        ResponseResult response = await Client.CreateResponseAsync(options, Cancellation);

        Assert.Equal("{\"a\":1}", response.GetOutputText());
        Assert.Equal(ResponseTextFormatKind.JsonSchema, response.TextOptions.TextFormat.Kind);
    }

    private static CreateResponseOptions Options(string text) => new(Model, [ResponseItem.CreateUserMessageItem(text)])
    {
        Tools =
        {
            ResponseTool.CreateFunctionTool("get_weather", BinaryData.FromString("""{"type":"object","properties":{}}"""), strictModeEnabled: false),
        },
    };

    private async Task<ResponseResult> Stream(CreateResponseOptions options)
    {
        options.StreamingEnabled = true;
        ResponseResult? completed = null;
        await foreach (var update in await Client.CreateResponseStreamingAsync(options, Cancellation))
        {
            if (update is StreamingResponseCompletedUpdate end) completed = end.Response;
        }

        options.StreamingEnabled = null;
        return completed!;
    }
}
