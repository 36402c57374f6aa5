using System.Text.Json.Nodes;
using Mimus.Core.Configuration;
using Mimus.Core.Rules;
using Mimus.Core.Rules.Templates;
using Mimus.Core.Strategies;

namespace Mimus.AspNetCore.Tests.Exchanges;

public class ScopeTests
{
    private static readonly HttpClient Client = new();

    private static readonly MockConfiguration Stepping = new()
    {
        Rules = RuleBook.Of([new Rule { Name = "step", Replies = [Step("one"), Step("two")] }]),
        Strategies = [new RuleStrategy(), .. StrategyCatalog.Default],
        IsScopedByKey = true,
    };

    [Theory]
    [InlineData("X-Mimus-Scope: a", "", "X-Mimus-Scope: b", "")]
    [InlineData("", "?mimus_scope=a", "", "?mimus_scope=b")]
    [InlineData("Authorization: Bearer a", "", "Authorization: Bearer b", "")]
    [InlineData("x-api-key: a", "", "", "")]
    public async Task Request_OfAnotherScope_CountsApart(string header, string query, string otherHeader, string otherQuery)
    {
        await using var server = await Some.Server(Stepping);

        Assert.Equal("one", await Ask(server, header, query));
        Assert.Equal("one", await Ask(server, otherHeader, otherQuery));
        Assert.Equal("two", await Ask(server, header, query));
    }

    [Fact]
    public async Task Request_HeaderAndKey_BelongsToTheHeadersScope()
    {
        await using var server = await Some.Server(Stepping);

        await Ask(server, "X-Mimus-Scope: a", "?mimus_scope=b");

        Assert.Equal("a", Assert.Single(server.Journal.Entries).Scope);
    }

    [Fact]
    public async Task History_OfAScope_ShowsAndForgetsItsRequestsOnly()
    {
        await using var server = await Some.Server(Stepping);
        await Ask(server, "X-Mimus-Scope: a", "");
        await Ask(server, "X-Mimus-Scope: b", "");
        await Ask(server, "", "");

        Assert.Equal(1, await CountHistory(server, "?mimus_scope=a"));
        Assert.Equal(3, await CountHistory(server, ""));
        await Client.DeleteAsync(new Uri(server.Url + "/history?mimus_scope=a"), TestContext.Current.CancellationToken);

        Assert.Equal(0, await CountHistory(server, "?mimus_scope=a"));
        Assert.Equal(2, await CountHistory(server, ""));
    }

    private static RuleReply Step(string text) => new() { Parts = [new TextPartTemplate(TextTemplate.Plain(text))] };

    private static async Task<string> Ask(MimusServer server, string header, string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Url + "/v1/chat/completions" + query) { Content = Some.Json(Some.Chat("x")) };
        if (header.Split(": ") is [var name, var value])
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (string)JsonNode.Parse(await response.Read())!["choices"]![0]!["message"]!["content"]!;
    }

    private static async Task<int> CountHistory(MimusServer server, string query)
    {
        var json = await Client.GetStringAsync(new Uri(server.Url + "/history" + query), TestContext.Current.CancellationToken);
        return JsonNode.Parse(json)!["requests"]!.AsArray().Count;
    }
}
