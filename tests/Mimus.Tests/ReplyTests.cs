using System.Text.Json.Nodes;
using Mimus.Core.Model;
using Mimus.Core.Rules;

namespace Mimus.Tests;

public class ReplyTests
{
    [Fact]
    public async Task Reply_Placeholders_AreFilled()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.When("/^explain (\\w+)/i").Reply("About {{match.1}} with {{model}}, \\{{literally}}");

        Assert.Equal("About birds with gpt-4o, {{literally}}", await mock.AskAsync("Explain birds"));
    }

    [Fact]
    public async Task Reply_UnknownPlaceholder_IsRefusedAtOnce()
    {
        await using var mock = await MockLlmServer.StartAsync();

        var exception = Assert.Throws<ArgumentException>(() => mock.When("x").Reply("{{mesage}}"));

        Assert.Contains("did you mean '{{message}}'?", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reply_Function_IsSentAsItIs()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.When("text").Reply(request => $"{request.LastMessage} {{{{x}}}}");
        mock.When("constant").Reply(_ => "{{constant}}");
        mock.When("builder").Reply(_ => Reply.Text("{{builder}}"));
        mock.When("task").Reply(async request =>
        {
            await Task.Yield();
            return $"async {request.Model}";
        });
        mock.When("cancel").Reply(async (_, cancellationToken) =>
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            return "not cancelled";
        });

        Assert.Equal("text {{x}}", await mock.AskAsync("text"));
        Assert.Equal("{{constant}}", await mock.AskAsync("constant"));
        Assert.Equal("{{builder}}", await mock.AskAsync("builder"));
        Assert.Equal("async gpt-4o", await mock.AskAsync("task"));
        Assert.Equal("not cancelled", await mock.AskAsync("cancel"));
    }

    [Fact]
    public async Task Reply_FunctionThrows_IsAClear500()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.When("x").Reply(string (_) => throw new InvalidOperationException("no birds today"));

        var (status, body) = await mock.SendAsync("x");

        Assert.Equal(500, (int)status);
        Assert.Equal(
            "The function that replies for 'message contains 'x'' failed with InvalidOperationException: no birds today",
            (string?)body["error"]!["message"]
        );
    }

    [Fact]
    public async Task Reply_Builder_SaysAllOfIt()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.When("x")
            .Reply(r => r.Reasoning("hm").Text("unfini").Model("gpt-x").Finish(FinishReason.Length).Usage(10, 5, cached: 3, reasoning: 2).Choice("other"));
        var request = Chat.Body(Chat.User("x"));
        request["n"] = 2;

        var (_, body) = await mock.SendAsync(request);

        Assert.Equal("gpt-x", (string?)body["model"]);
        Assert.Equal("length", (string?)body["choices"]![0]!["finish_reason"]);
        Assert.Equal("other", (string?)body["choices"]![1]!["message"]!["content"]);
        Assert.Equal(10, (int?)body["usage"]!["prompt_tokens"]);
        Assert.Equal(3, (int?)body["usage"]!["prompt_tokens_details"]!["cached_tokens"]);
        Assert.Equal(2, (int?)body["usage"]!["completion_tokens_details"]!["reasoning_tokens"]);
    }

    [Fact]
    public async Task Reply_Refusal_IsTheVendorsRefusal()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.When("x").Reply(Reply.Refusal("I can't."));

        var (_, body) = await mock.SendAsync("x");

        Assert.Equal("I can't.", (string?)body["choices"]![0]!["message"]!["refusal"]);
    }

    [Fact]
    public async Task ReplySequence_Steps_GoOnAndRepeatTheLast()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.When("step").ReplySequence("one", "two", Reply.Text("three").Latency(1));

        Assert.Equal(["one", "two", "three", "three"], await Several(mock, 4, "step"));
    }

    [Theory]
    [InlineData(SequenceEnd.Last, "two")]
    [InlineData(SequenceEnd.Loop, "one")]
    [InlineData(SequenceEnd.Fallthrough, "step")]
    public async Task Then_AtTheEnd_DoesAsToldTo(SequenceEnd end, string third)
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.When("step").ReplySequence("one", "two").Then(end);

        Assert.Equal(["one", "two", third], await Several(mock, 3, "step"));
    }

    [Fact]
    public async Task Times_UnderConcurrency_IsExact()
    {
        await using var mock = await MockLlmServer.StartAsync();
        var rule = mock.When("limited").Reply("scripted").Times(20);

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => mock.AskAsync("limited")));

        Assert.Equal(20, answers.Count(answer => answer == "scripted"));
        Assert.Equal(20, rule.MatchCount);
    }

    [Fact]
    public async Task Reply_ChangedRule_KeepsItsCounter()
    {
        await using var mock = await MockLlmServer.StartAsync();
        var rule = mock.When("step").ReplySequence("one", "two");
        await mock.AskAsync("step");

        rule.ReplySequence("uno", "dos", "tres").Times(2);

        Assert.Equal(["dos", "step"], await Several(mock, 2, "step"));
        Assert.Equal(2, rule.MatchCount);
    }

    [Fact]
    public async Task Reply_SameMatchTwice_HasCountersOfItsOwn()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.When("x").Reply("first").Times(1);
        mock.When("x").Reply("second").Times(1);

        Assert.Equal(["first", "second", "x"], await Several(mock, 3, "x"));
        Assert.Equal(["message contains 'x'", "message contains 'x' #2"], mock.Rules.Select(rule => rule.Name));
    }

    [Fact]
    public async Task Reply_Fallback_AnswersWhatNoRuleDoes()
    {
        await using var mock = await MockLlmServer.StartAsync(new MockLlmServerOptions { Fallback = "Sorry, {{message}}?" });

        Assert.Equal("Sorry, what?", await mock.AskAsync("what"));
    }

    [Fact]
    public void Build_ErrorAndText_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() => Reply.Text("x").Error(500, "y").Build());

    [Fact]
    public void Arguments_OutOfRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Reply.Error(200, "fine"));
        Assert.Throws<ArgumentOutOfRangeException>(() => Reply.Text("x").Latency(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Reply.Text("x").ChunkSize(-1));
        Assert.Throws<ArgumentException>(() => Reply.ToolCall("t", "{not json"));
    }

    [Fact]
    public async Task Reply_Streamed_HasTheSameText()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.When("x").Reply(Reply.Text("one two three").ChunkSize(4));
        var request = Chat.Body(Chat.User("x"));
        request["stream"] = true;
        using var client = mock.CreateClient();

        using var response = await client.PostAsync("/v1/chat/completions", new StringContent(request.ToJsonString(), null, "application/json"));
        var events = (await response.Content.ReadAsStringAsync()).Split('\n').Where(line => line.StartsWith("data: {", StringComparison.Ordinal));
        var pieces = events.Select(line => (string?)JsonNode.Parse(line[6..])!["choices"]?[0]?["delta"]?["content"]).Where(text => text?.Length > 0);

        Assert.Equal(["one ", "two ", "thre", "e"], pieces);
    }

    private static async Task<List<string>> Several(MockWorld mock, int count, string message)
    {
        var answers = new List<string>();
        for (var index = 0; index < count; index++)
        {
            answers.Add(await mock.AskAsync(message));
        }

        return answers;
    }
}
