using System.ClientModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Mimus.AspNetCore;
using Mimus.Core.Configuration;
using Mimus.Core.Model;
using Mimus.Core.Pipeline;
using Mimus.Core.Strategies;
using OpenAI;
using OpenAI.Chat;
using Xunit;

namespace Mimus.Conformance.Tests.Documentation;

/// <summary>The C# of the README and the pages, word for word; <see cref="DocumentationTests"/> sees to it that it stays so.</summary>
public class Snippets
{
    [Fact]
    public async Task Readme_OpenAiClient_IsAnswered()
    {
        await using var server = await MimusServer.StartAsync(new MimusServerOptions(), TestContext.Current.CancellationToken);
#pragma warning disable xUnit1051 // The pages show the calls as users write them.
        var chat = new ChatClient("gpt-4o", new ApiKeyCredential("any"), new OpenAIClientOptions { Endpoint = new Uri(server.Url + "/v1") });
        ChatCompletion completion = await chat.CompleteChatAsync("Hello!");
        Console.WriteLine(completion.Content[0].Text);
#pragma warning restore xUnit1051
        Assert.Equal("Hello!", completion.Content[0].Text);
    }

    [Fact]
    public async Task DotNet_ServerInATest_IsAsked()
    {
#pragma warning disable xUnit1051
        await using var server = await MimusServer.StartAsync(new MimusServerOptions());

        var client = new ChatClient("gpt-4o", new ApiKeyCredential("any"), new OpenAIClientOptions { Endpoint = new Uri(server.Url + "/v1") });
        ChatCompletion completion = await client.CompleteChatAsync("Hello!");

        Assert.Equal("Hello!", completion.Content[0].Text);
        Assert.Equal("/v1/chat/completions", Assert.Single(server.Journal.Entries).Path);
#pragma warning restore xUnit1051
    }

    [Fact]
    public async Task DotNet_StrategyOfOnesOwn_Replies()
    {
#pragma warning disable xUnit1051
        var configuration = new MockConfiguration { Strategies = [new ShoutingStrategy()] };
        await using var server = await MimusServer.StartAsync(new MimusServerOptions { Configuration = configuration });
        var client = new ChatClient("gpt-4o", new ApiKeyCredential("any"), new OpenAIClientOptions { Endpoint = new Uri(server.Url + "/v1") });

        Assert.Equal("HELLO!", (await client.CompleteChatAsync("Hello!")).Value.Content[0].Text);
#pragma warning restore xUnit1051
    }

    [Fact]
    public async Task DotNet_InAnApplication_ServesBelowItsPrefix()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.MapGroup("/llm").MapMimus();
        await app.StartAsync(TestContext.Current.CancellationToken);

        var options = new OpenAIClientOptions { Endpoint = new Uri(app.Urls.First() + "/llm/v1") };
        var client = new ChatClient("gpt-4o", new ApiKeyCredential("any"), options);

        Assert.Equal("Hello!", (await client.CompleteChatAsync([new UserChatMessage("Hello!")], cancellationToken: TestContext.Current.CancellationToken)).Value.Content[0].Text);
    }

    internal sealed class ShoutingStrategy : IReplyStrategy
    {
        public string Name => "ShoutingStrategy";

        public ValueTask<MockReply?> ReplyAsync(MockExchange exchange, CancellationToken cancellationToken) =>
            ValueTask.FromResult<MockReply?>(
                exchange.Request.LastUserText is { } text ? new GeneratedReply(new ReplyText(text.ToUpperInvariant())) : null
            );
    }
}
