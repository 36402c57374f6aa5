using System.ClientModel;
using Mimus.Conformance.Tests.Servers;
using Mimus.Core.Configuration;
using OpenAI;
using OpenAI.Chat;
using Xunit;

namespace Mimus.Conformance.Tests.Clients;

public sealed class OpenAiErrorTests(ServerFixture server)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(400, 1)]
    [InlineData(401, 1)]
    [InlineData(404, 1)]
    [InlineData(429, 4)]
    [InlineData(500, 4)]
    [InlineData(503, 4)]
    public async Task Error_Scripted_IsTriedAsOftenAsTheClientDoes(int status, int attempts)
    {
        await using var own = await ServerFixture.StartAsync(ServerFixture.Scripted);
        var client = OpenAiClients.Of(own).GetChatClient("gpt-4o");
        var message = new UserChatMessage(ScriptedStrategy.Marker(Scripts.Error(status)));

        var exception = await Assert.ThrowsAsync<ClientResultException>(() => client.CompleteChatAsync([message], cancellationToken: Cancellation));

        Assert.Equal(status, exception.Status);
        Assert.Contains($"Scripted {status}.", exception.Message, StringComparison.Ordinal);
        Assert.Equal(attempts, own.Server.Journal.Entries.Count);
    }

    [Fact]
    public async Task Error_OfAStreamedRequest_IsThrown()
    {
        var message = new UserChatMessage("raise error {\"code\": 400, \"message\": \"no\"}");

        var exception = await Assert.ThrowsAsync<ClientResultException>(async () =>
        {
            await foreach (var update in OpenAiClients.Of(server).GetChatClient("gpt-4o").CompleteChatStreamingAsync([message], cancellationToken: Cancellation))
            {
                Assert.Fail($"An update came: {update.CompletionId}");
            }
        });

        Assert.Equal(400, exception.Status);
    }

    [Fact]
    public async Task Error_OfResponses_IsThrown()
    {
        var exception = await Assert.ThrowsAsync<ClientResultException>(() => OpenAiClients.Of(server).GetResponsesClient()
            .CreateResponseAsync("gpt-5", "raise error {\"code\": 422, \"message\": \"no\"}", cancellationToken: Cancellation));

        Assert.Equal(422, exception.Status);
    }

    [Fact]
    public async Task Key_Wrong_IsThrownAs401()
    {
        await using var own = await ServerFixture.StartAsync(ServerFixture.Scripted with { ApiKey = "sk-right" });

        var exception = await Assert.ThrowsAsync<ClientResultException>(() => Ask(OpenAiClients.Of(own, "sk-wrong")));
        ChatCompletion right = await Ask(OpenAiClients.Of(own, "sk-right"));

        Assert.Equal(401, exception.Status);
        Assert.Equal("Hello", right.Content[0].Text);
    }

    [Fact]
    public async Task Models_Listed_AreTheConfigured()
    {
        await using var own = await ServerFixture.StartAsync(ServerFixture.Scripted with
        {
            Models = ModelCatalog.Of([new("mine", 1_700_000_000, "me"), new("ours", 1_700_000_001, "us")]),
        });
        var client = OpenAiClients.Of(own).GetOpenAIModelClient();

        var models = (await client.GetModelsAsync(Cancellation)).Value;
        var model = (await client.GetModelAsync("ours", Cancellation)).Value;
        var exception = await Assert.ThrowsAsync<ClientResultException>(() => client.GetModelAsync("theirs", Cancellation));

        Assert.Equal(["mine", "ours"], models.Select(each => each.Id));
        Assert.Equal("us", model.OwnedBy);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_001), model.CreatedAt);
        Assert.Equal(404, exception.Status);
    }

    private static Task<ClientResult<ChatCompletion>> Ask(OpenAIClient client) =>
        client.GetChatClient("gpt-4o").CompleteChatAsync([new UserChatMessage("Hello")], cancellationToken: Cancellation);
}
