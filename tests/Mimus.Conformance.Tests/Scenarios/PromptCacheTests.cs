using System.Text;
using System.Text.Json.Nodes;
using Mimus.Conformance.Tests.Formats;
using Mimus.Conformance.Tests.Servers;
using Mimus.Core.Configuration;
using Mimus.Core.Limits;
using Mimus.Core.Model;
using Xunit;

namespace Mimus.Conformance.Tests.Scenarios;

/// <summary>Cached tokens, from beginnings that prompts really share.</summary>
public sealed class PromptCacheTests : IAsyncLifetime
{
    private static readonly FormatAdapter Anthropic = FormatAdapters.Find("anthropic");

    private ServerFixture _server = null!;

    public static TheoryData<string, bool> Automatic => new() { { "openai", false }, { "openai", true }, { "responses", false }, { "responses", true } };

    public async ValueTask InitializeAsync()
    {
        _server = await ServerFixture.StartAsync(MockConfiguration.Default);
        _server.Server.Clock.Freeze();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [MemberData(nameof(Automatic))]
    public async Task OpenAi_SharedBeginning_IsCountedInStepsOf128(string name, bool isStreamed)
    {
        var format = FormatAdapters.Find(name);
        var document = Text(1_500);

        Assert.Equal(0, (await _server.AskAsync(format, Prompt.Of(document), isStreamed)).Usage!.Cached);
        var again = (await _server.AskAsync(format, Prompt.Of(document), isStreamed)).Usage!;
        var longer = (await _server.AskAsync(format, Prompt.Of(document + " and a question"), isStreamed)).Usage!;
        var other = (await _server.AskAsync(format, Prompt.Of(document[..5_000] + Text(1_000, "z")), isStreamed)).Usage!;

        Assert.Equal((1408, 1408), (again.Cached, longer.Cached));
        Assert.True(again.Cached < again.Input);
        Assert.Equal(5_000 / 4 / 128 * 128, other.Cached);
    }

    [Fact]
    public async Task OpenAi_ShortPromptOtherKeyOtherModelOrTooLate_IsNotCached()
    {
        var format = FormatAdapters.Find("openai");
        var document = Text(1_500);
        await _server.AskAsync(format, Prompt.Of(Text(1_000)), false);
        Assert.Equal(0, (await _server.AskAsync(format, Prompt.Of(Text(1_000)), false)).Usage!.Cached);

        await _server.AskAsync(format, Prompt.Of(document), false);
        Assert.Equal(0, (await _server.AskAsync(format, Prompt.Of(document) with { Model = "gpt-5.2" }, false)).Usage!.Cached);
        var request = format.Request(FormatAdapter.Json(format.Write(Prompt.Of(document), false).ToJsonString()));
        request.Headers.Add("Authorization", "Bearer another");
        Assert.Equal(0, (await _server.AskAsync(format, request)).Usage!.Cached);

        _server.Server.Clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(1408, (await _server.AskAsync(format, Prompt.Of(document), false)).Usage!.Cached);
        _server.Server.Clock.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(1408, (await _server.AskAsync(format, Prompt.Of(document), false)).Usage!.Cached);
        _server.Server.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0, (await _server.AskAsync(format, Prompt.Of(document), false)).Usage!.Cached);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Anthropic_Breakpoints_AreWrittenThenRead(bool isStreamed)
    {
        var first = await Ask([Block(Text(1_200), "5m")], "one", isStreamed);
        var second = await Ask([Block(Text(1_200), "5m")], "two", isStreamed);

        Assert.Equal((1200, 0), (first.Creation, first.Read));
        Assert.Equal((0, 1200), (second.Creation, second.Read));
        Assert.True(second.Input < 20);
    }

    [Fact]
    public async Task Anthropic_TwoLifetimes_EndWhenTheyShould()
    {
        JsonObject[] system = [Block(Text(2_000), "1h"), Block(Text(1_000, "b"), "5m")];

        var written = await Ask(system, "hi");
        Assert.Equal((3000, 2000, 1000), (written.Creation, written.ForAnHour, written.ForFiveMinutes));
        _server.Server.Clock.Advance(TimeSpan.FromMinutes(6));
        var later = await Ask(system, "hi");
        Assert.Equal((2000, 1000), (later.Read, later.Creation));
        _server.Server.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(0, (await Ask(system, "hi")).Read);
    }

    [Theory]
    [InlineData("claude-sonnet-4-5", 1_023, 0)]
    [InlineData("claude-sonnet-4-5", 1_024, 1_024)]
    [InlineData("claude-haiku-4-5", 2_000, 0)]
    public async Task Anthropic_ShortPrompts_AreNotKept(string model, int tokens, int expected) =>
        Assert.Equal(expected, (await Ask([Block(Text(tokens), "5m")], "hi", model: model)).Creation);

    [Fact]
    public async Task Anthropic_WithoutMarks_KeepsNothing()
    {
        await Ask([Block(Text(2_000), null)], "hi");

        Assert.Equal((0, 0), ((await Ask([Block(Text(2_000), null)], "hi")) is var usage ? (usage.Creation, usage.Read) : default));
    }

    [Fact]
    public async Task Hit_ShortensTheFirstWaitAndCostsNoInputTokens()
    {
        _server.Server.Configuration = _server.Server.Configuration with
        {
            Delivery = new Delivery { Prefill = TimeSpan.FromMilliseconds(1), CachedPrefill = TimeSpan.Zero },
            Limits = new LimitSettings { InputTokensPerMinute = 1_600, Algorithm = LimitAlgorithm.FixedWindow },
        };
        JsonObject[] system = [Block(Text(1_200), "5m")];

        await _server.Server.Clock.RunAsync(() => Ask(system, "hi"));
        await _server.Server.Clock.RunAsync(() => Ask(system, "hi"));

        var waits = _server.Server.Journal.Entries.Select(entry => entry.Delivery!.After.TotalMilliseconds).ToList();
        Assert.InRange(waits[0], 1_200, 1_250);
        Assert.InRange(waits[1], 0, 40);
    }

    [Fact]
    public async Task SwitchedOff_NothingIsCached()
    {
        var format = FormatAdapters.Find("openai");
        await _server.AskAsync(format, Prompt.Of(Text(1_500)), false);
        using var off = await _server.Http.PostAsync(
            new Uri("/_mimus/prompt-cache", UriKind.Relative), FormatAdapter.Json("""{"enabled":false}"""), TestContext.Current.CancellationToken);

        Assert.Equal(0, (await _server.AskAsync(format, Prompt.Of(Text(1_500)), false)).Usage!.Cached);
    }

    [Theory]
    [InlineData(true, "off", 0)]
    [InlineData(true, "false", 0)]
    [InlineData(true, "on", 1408)]
    [InlineData(false, "on", 1408)]
    [InlineData(false, null, 0)]
    public async Task Header_OverTheConfiguration_SaysForOneRequest(bool isConfigured, string? header, int expected)
    {
        _server.Server.Configuration = _server.Server.Configuration with { HasPromptCache = isConfigured };

        Assert.Equal(200, (await WithHeader(header)).Status);
        Assert.Equal(expected, (await WithHeader(header)).Usage!.Cached);
    }

    [Fact]
    public async Task Header_ThatIsNoSwitch_IsRefused()
    {
        var answer = await WithHeader("maybe");

        Assert.Equal(400, answer.Status);
        Assert.Contains("X-Mimus-Prompt-Cache", answer.Error!.Message, StringComparison.Ordinal);
    }

    private async Task<Answer> WithHeader(string? header)
    {
        var format = FormatAdapters.Find("openai");
        var request = format.Request(FormatAdapter.Json(format.Write(Prompt.Of(Text(1_500)), false).ToJsonString()));
        if (header is not null) request.Headers.Add("X-Mimus-Prompt-Cache", header);
        return await _server.AskAsync(format, request);
    }

    private static string Text(int tokens, string word = "a")
    {
        var text = new StringBuilder();
        for (var number = 0; text.Length < tokens * 4; number++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{word}{number} ");
        return text.ToString()[..(tokens * 4)];
    }

    private static JsonObject Block(string text, string? ttl)
    {
        var block = new JsonObject { ["type"] = "text", ["text"] = text };
        if (ttl is not null) block["cache_control"] = new JsonObject { ["type"] = "ephemeral", ["ttl"] = ttl };
        return block;
    }

    private async Task<(int Input, int Read, int Creation, int ForFiveMinutes, int ForAnHour)> Ask(
        JsonObject[] system, string text, bool isStreamed = false, string model = "claude-sonnet-4-5")
    {
        var body = Anthropic.Write(Prompt.Of(text) with { Model = model }, isStreamed);
        body["system"] = new JsonArray([.. system.Select(block => block.DeepClone())]);
        var answer = await _server.AskAsync(Anthropic, body.ToJsonString());
        var json = isStreamed ? JsonNode.Parse(answer.Reply.Body.Split("data: ")[1].Split('\n')[0])!["message"]! : JsonNode.Parse(answer.Reply.Body)!;
        var usage = json["usage"]!;
        return (
            (int)usage["input_tokens"]!,
            (int)usage["cache_read_input_tokens"]!,
            (int)usage["cache_creation_input_tokens"]!,
            (int)usage["cache_creation"]!["ephemeral_5m_input_tokens"]!,
            (int)usage["cache_creation"]!["ephemeral_1h_input_tokens"]!
        );
    }
}
