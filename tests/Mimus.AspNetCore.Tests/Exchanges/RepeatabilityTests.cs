using System.Text;

namespace Mimus.AspNetCore.Tests.Exchanges;

public sealed class RepeatabilityTests : IDisposable
{
    private const string Messages = """{"model":"claude-sonnet-4-5","max_tokens":9,"messages":[{"role":"user","content":"hi"}]}""";

    private readonly HttpClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Run_SameSeed_GivesTheSameBytesHeadersAndTimesIncluded()
    {
        var first = await Run(7, "a", "b");
        var second = await Run(7, "a", "b");

        Assert.Equal(first, second);
        Assert.Contains("date: Thu, 01 Jan 2026 00:00:01 GMT", first[0], StringComparison.Ordinal);
        Assert.Contains("\"created\":1767225601", first[0], StringComparison.Ordinal);
        Assert.NotEqual(first, await Run(8, "a", "b"));
    }

    [Fact]
    public async Task Run_ScopesInAnotherOrder_GivesEachTheSameBytes()
    {
        var first = await Run(7, "a", "b", "a");
        var second = await Run(7, "a", "a", "b");

        Assert.Equal(first[0], second[0]);
        Assert.Equal(first[2], second[1]);
        Assert.Equal(first[1], second[2]);
        Assert.NotEqual(first[0], first[2]);
    }

    [Fact]
    public async Task Run_ClockMovedOn_ShowsInTheTimesOfDay()
    {
        await using var server = await Some.Server(options: new MimusServerOptions { Seed = 7 });
        server.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Contains("\"created\":1767312001", await Ask(server, "a"), StringComparison.Ordinal);
    }

    private async Task<List<string>> Run(ulong seed, params string[] scopes)
    {
        await using var server = await Some.Server(options: new MimusServerOptions { Seed = seed });
        var answers = new List<string>();
        foreach (var scope in scopes)
        {
            answers.Add(await Ask(server, scope));
        }

        return answers;
    }

    private async Task<string> Ask(MimusServer server, string scope)
    {
        var text = new StringBuilder();
        foreach (var (path, body) in new[]
        {
            ("/v1/chat/completions", Some.Chat("hi")),
            ("/v1/chat/completions", Some.Chat("hi", stream: true)),
            ("/v1/responses", """{"model":"gpt-4o","input":"hi"}"""),
            ("/v1/messages", Messages),
            ("/v1/messages", "{}"),
        })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Url + path)) { Content = Some.Json(body) };
            request.Headers.Add("X-Mimus-Scope", scope);
            request.Headers.Add("anthropic-version", "2023-06-01");
            using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
            foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
            {
                text.AppendLine($"{name.ToLowerInvariant()}: {string.Join(',', values)}");
            }

            text.AppendLine(await response.Read());
        }

        return text.ToString();
    }
}
