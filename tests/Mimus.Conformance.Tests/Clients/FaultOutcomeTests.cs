using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;
using Anthropic;
using Anthropic.Models.Messages;
using Mimus.Conformance.Tests.Documentation;
using Mimus.Conformance.Tests.Servers;
using OpenAI;
using OpenAI.Chat;
using Xunit;

namespace Mimus.Conformance.Tests.Clients;

/// <summary>The table of docs/faults.md that says what each .NET client makes of each fault is what really happens.</summary>
public sealed class FaultOutcomeTests(ServerFixture server)
{
    private const string Words = "one two three four five six";

    private static readonly string[] Clients = ["OpenAI, streamed", "OpenAI, whole", "Anthropic, streamed", "Anthropic, whole"];

    public static TheoryData<string, string, string> Rows
    {
        get
        {
            var page = File.ReadAllText(Path.Combine(MarkdownFence.Root, "docs/faults.md"));
            var lines = page[page.IndexOf("### .NET clients", StringComparison.Ordinal)..].Split('\n').SkipWhile(line => line is not ['|', ..]);
            var rows = lines.TakeWhile(line => line is ['|', ..]).Skip(2);
            var data = new TheoryData<string, string, string>();
            foreach (var row in rows)
            {
                var cells = row.Split('|').Select(cell => cell.Trim()).ToArray();
                for (var client = 0; client < Clients.Length; client++) data.Add(cells[1].Trim('`'), Clients[client], cells[client + 2]);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Fault_ByAnOfficialClient_IsWhatTheTableSays(string fault, string client, string expected)
    {
        Assert.Equal(expected, await Outcome(fault, client));
    }

    private async Task<string> Outcome(string fault, string client)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(2));
        try
        {
            var text = client.StartsWith("OpenAI", StringComparison.Ordinal)
                ? await AskOpenAi(fault, client.EndsWith("streamed", StringComparison.Ordinal), patience.Token)
                : await AskAnthropic(fault, client.EndsWith("streamed", StringComparison.Ordinal), patience.Token);
            return text == Words ? "the whole answer" : text.Length > 0 ? "a part of it, or more, without an error" : "nothing, without an error";
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return "waits for ever";
        }
        catch (ClientResultException exception)
        {
            return exception.Status == 0 ? nameof(ClientResultException) : $"{nameof(ClientResultException)} {exception.Status}";
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
        {
            return exception.GetType().Name;
        }
    }

    private async Task<string> AskOpenAi(string fault, bool isStreamed, CancellationToken cancellation)
    {
        var options = new OpenAIClientOptions { Endpoint = new Uri(server.Url + "/v1"), RetryPolicy = new ClientRetryPolicy(0) };
        options.AddPolicy(new FaultPolicy(fault), PipelinePosition.PerCall);
        var chat = new ChatClient("gpt-4o", new ApiKeyCredential("k"), options);
        if (!isStreamed)
        {
            var whole = await chat.CompleteChatAsync([new UserChatMessage(Words)], cancellationToken: cancellation);
            return string.Concat(whole.Value.Content.Select(part => part.Text));
        }

        var text = new StringBuilder();
        await foreach (var update in chat.CompleteChatStreamingAsync([new UserChatMessage(Words)], cancellationToken: cancellation))
        {
            foreach (var part in update.ContentUpdate) text.Append(part.Text);
        }

        return text.ToString();
    }

    private async Task<string> AskAnthropic(string fault, bool isStreamed, CancellationToken cancellation)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("X-Mimus-Fault", fault);
        var client = new AnthropicClient { BaseUrl = server.Url, ApiKey = "k", MaxRetries = 0, HttpClient = http };
        var parameters = new MessageCreateParams
        {
            Model = "claude-sonnet-4-5",
            MaxTokens = 99,
            Messages = [new UserMessageParam(Words)],
        };
        var text = new StringBuilder();
        if (!isStreamed)
        {
            var message = await client.Messages.Create(parameters, cancellation);
            foreach (var block in message.Content) text.Append(block.TryPickText(out var piece) ? piece.Text : "");
            return text.ToString();
        }

        await foreach (var item in client.Messages.CreateStreaming(parameters, cancellation))
        {
            if (item.TryPickContentBlockDelta(out var delta) && delta.Delta.TryPickText(out var piece)) text.Append(piece.Text);
        }

        return text.ToString();
    }

    private sealed class FaultPolicy(string fault) : PipelinePolicy
    {
        public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
        {
            message.Request.Headers.Set("X-Mimus-Fault", fault);
            ProcessNext(message, pipeline, currentIndex);
        }

        public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
        {
            message.Request.Headers.Set("X-Mimus-Fault", fault);
            return ProcessNextAsync(message, pipeline, currentIndex);
        }
    }
}
