using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Mimus.Tests.Examples;

public sealed class MockLlm : IAsyncLifetime
{
    public MockLlmServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await MockLlmServer.StartAsync();
        Server.When("ping").Reply("pong");
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

public sealed class GreeterTests(MockLlm llm) : IClassFixture<MockLlm>, IDisposable
{
    private readonly MockScope _mock = llm.Server.BeginScope();

    public void Dispose() => _mock.Dispose();

    [Fact]
    public async Task Greeter_Greets()
    {
        _mock.When("greet").Reply("Good morning!");
        using var http = _mock.CreateClient();

        Assert.Equal("Good morning!", await new Greeter(http).GreetAsync());
        _mock.ShouldBeDone();
    }
}

public sealed class MockLlmTests(MockLlm llm) : IClassFixture<MockLlm>, IDisposable
{
    private readonly MockScope _mock = llm.Server.BeginScope();

    public void Dispose() => _mock.Dispose();

    [Fact]
    public async Task Scope_WithoutARuleOfItsOwn_SeesTheFixtures()
    {
        Assert.Equal("pong", await _mock.AskAsync("ping"));
        _mock.Received.ShouldHave(1).InAll();
    }
}

/// <summary>What is under test: a program that asks a model.</summary>
internal sealed class Greeter(HttpClient http)
{
    public async Task<string?> GreetAsync()
    {
        using var response = await http.PostAsJsonAsync("/v1/chat/completions", Chat.Body(Chat.User("Please greet me")));
        return (string?)(await response.Content.ReadFromJsonAsync<JsonNode>())!["choices"]![0]!["message"]!["content"];
    }
}
