namespace Mimus.Tests.Examples;

/// <summary>The library as it was asked for.</summary>
public class IssueSampleTests
{
    [Fact]
    public async Task Sample_AsWritten_Works()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.When("hello").Reply("Hi!");
        mock.When(m => m.Model("/claude/").System("pirate")).Reply(r => r.Text("Arrr").Reasoning("…")).Times(2).First();
        mock.When(request => request.Messages.Count > 5).Reply(request => $"You said {request.LastMessage}");   // async too
        mock.WhenTool("get_weather").CallTool("get_weather", new { city = "Oslo" });
        mock.WhenToolResult("call_1").Reply("Sunny.");
        mock.When("step").ReplySequence("one", "two", Reply.Text("three").Latency(50));
        mock.NextError(429, "slow down");
        await mock.LoadAsync("rules.json5");
        Assert.Equal(429, (int)(await mock.SendAsync("first of all")).Status);
        Assert.Equal("Hi!", await mock.AskAsync("hello"));
        mock.Received.ShouldHave(1).Matching(r => r.LastMessage == "hello");  // clear failure text listing what did arrive
        Assert.Equal(9, mock.Rules.Count);
        Assert.False(mock.IsDone);
        mock.Reset();
        Assert.True(mock.IsDone);
        using var scope = mock.BeginScope();
        HttpClient client = mock.CreateClient();
        Assert.Equal(new Uri(mock.Url), client.BaseAddress);
    }
}
