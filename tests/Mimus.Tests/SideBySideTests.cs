namespace Mimus.Tests;

public class SideBySideTests
{
    [Fact]
    public async Task Servers_TwoHundredAtOnce_AnswerEachItsOwn() =>
        await Task.WhenAll(
            Enumerable
                .Range(0, 200)
                .Select(async number =>
                {
                    await using var mock = await MockLlmServer.StartAsync();
                    mock.When("who").Reply($"{number}");
                    Assert.Equal($"{number}", await mock.AskAsync("who"));
                    mock.Received.ShouldHave(1).InAll();
                })
        );

    [Fact]
    public async Task Rules_MadeWhileRequestsArrive_AreInForceWhenTheCallReturns()
    {
        await using var mock = await MockLlmServer.StartAsync();

        await Task.WhenAll(
            Enumerable
                .Range(0, 100)
                .Select(async number =>
                {
                    await Task.Yield();
                    var rule = mock.When($"/^question {number}$/").Reply($"answer {number}");
                    Assert.Equal($"answer {number}", await mock.AskAsync($"question {number}"));
                    rule.Remove();
                    Assert.Equal($"question {number}", await mock.AskAsync($"question {number}"));
                })
        );
        Assert.Empty(mock.Rules);
    }

    [Fact]
    public async Task Rules_TenThousandMadeOneByOne_CostNoMoreThanTheyShould()
    {
        await using var mock = await MockLlmServer.StartAsync();
        for (var number = 0; number < 10_000; number++)
        {
            mock.When($"question number {number:0000}").Reply($"answer {number}").Times(2);
        }

        Assert.Equal("answer 9999", await mock.AskAsync("question number 9999"));
    }

    [Fact]
    public async Task Options_FixedPort_IsBoundAndRefusedToTheNext()
    {
        await using var first = await MockLlmServer.StartAsync();
        var port = new Uri(first.Url).Port;

        await Assert.ThrowsAsync<IOException>(() => MockLlmServer.StartAsync(new MockLlmServerOptions { Port = port }));
    }

    [Fact]
    public async Task Options_ApiKey_IsDemanded()
    {
        await using var mock = await MockLlmServer.StartAsync(new MockLlmServerOptions { ApiKey = "secret" });

        Assert.Equal(401, (int)(await mock.SendAsync("x")).Status);
        var exception = Assert.Throws<MockExpectationException>(mock.Received.ShouldBeEmpty);
        Assert.Contains("No rule was asked", exception.Message, StringComparison.Ordinal);
    }
}
