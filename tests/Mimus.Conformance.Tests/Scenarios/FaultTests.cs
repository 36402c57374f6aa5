using System.Text;
using System.Text.Json.Nodes;
using Mimus.Conformance.Tests.Formats;
using Mimus.Conformance.Tests.Servers;
using Mimus.Conformance.Tests.Specifications;
using Mimus.Core.Chance;
using Mimus.Core.Configuration;
using Mimus.Core.Faults;
using Mimus.Core.Journal;
using Mimus.Core.Model;
using Xunit;

namespace Mimus.Conformance.Tests.Scenarios;

/// <summary>Each fault on every format, to the byte.</summary>
public sealed class FaultTests : IAsyncLifetime
{
    private const string Words = "one two three four five six";

    private ServerFixture _server = null!;

    public static TheoryData<string> Formats => FormatAdapters.Names;

    public static TheoryData<string, bool> WholeAndStreamed => FormatAdapters.WholeAndStreamed;

    public static TheoryData<string, string, string> Cuts
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var format in FormatAdapters.All)
            {
                foreach (var place in (string[])["after=0", "after=3", "after=100", "after=400 bytes"])
                {
                    foreach (var manner in (string[])["reset", "close", "end"]) data.Add(format.Name, place, manner);
                }
            }

            return data;
        }
    }

    public async ValueTask InitializeAsync() =>
        _server = await ServerFixture.StartAsync(new Mimus.AspNetCore.MimusServerOptions { Configuration = MockConfiguration.Default, Seed = 5 });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task Cut_Streamed_DeliversThePromisedPrefixAndNoMore(string name, string place, string manner)
    {
        var format = FormatAdapters.Find(name);
        var whole = (await Ask(format, Words, isStreamed: true, null, scope: "a")).Text;

        var cut = await Ask(format, Words, isStreamed: true, $"cut; {place}; by={manner}", scope: "b");

        Assert.StartsWith(cut.Text, whole, StringComparison.Ordinal);
        Assert.NotEqual(whole, cut.Text);
        Assert.Equal(manner == "reset", cut.IsReset);
        Assert.Equal(manner == "end", cut.IsWhole);
        switch (place)
        {
            case "after=400 bytes":
                Assert.Equal(400, cut.Body.Length);
                break;
            case "after=100":
                Assert.Equal(Words, Read(format, cut).Text);
                break;
            default:
                Assert.Equal(place == "after=0" ? "" : "one two three", Read(format, cut).Text);
                Assert.EndsWith("\n\n", cut.Text, StringComparison.Ordinal);
                break;
        }

        var entry = _server.Server.Journal.Entries[^1];
        Assert.Equal($"cut; {place}; by={manner}", entry.Fault);
        Assert.Equal((DeliveryOutcome.Cut, 200), (entry.Delivery!.Outcome, entry.Delivery.Status));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Cut_AtATime_HappensThen(string name)
    {
        var format = FormatAdapters.Find(name);
        Task<RawReply> Asking() => RawClient.AskAsync(_server, format, Body(format, Words, true), ("X-Mimus-Fault", "cut; after=350ms; by=close"), ("X-Mimus-Latency", "100ms"));

        var cut = await _server.Server.Clock.RunAsync(Asking);

        Assert.Equal("one two three four", Read(format, cut).Text);
        Assert.InRange(_server.Server.Journal.Entries[^1].Delivery!.After.TotalMilliseconds, 350, 370);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Cut_Whole_BreaksOffInTheMiddle(string name)
    {
        var format = FormatAdapters.Find(name);
        var whole = await Ask(format, Words, false, null, scope: "a");

        var half = await Ask(format, Words, false, "cut; by=close", scope: "b");
        var some = await Ask(format, Words, false, "cut; after=50 bytes; by=end", scope: "c");

        Assert.Equal((whole.Body.Length / 2, false), (half.Body.Length, half.IsWhole));
        Assert.StartsWith(half.Text, whole.Text, StringComparison.Ordinal);
        Assert.Equal((50, true), (some.Body.Length, some.IsWhole));
        Assert.Equal(DeliveryOutcome.Cut, _server.Server.Journal.Entries[^1].Delivery!.Outcome);
    }

    [Theory]
    [MemberData(nameof(WholeAndStreamed))]
    public async Task ResetAndClose_BeforeAnAnswer_SendNothing(string name, bool isStreamed)
    {
        var reset = await Ask(FormatAdapters.Find(name), Words, isStreamed, "reset");
        var close = await Ask(FormatAdapters.Find(name), Words, isStreamed, "close");

        Assert.Equal((0, true), (reset.Bytes.Length, reset.IsReset));
        Assert.Equal((0, false), (close.Bytes.Length, close.IsReset));
        Assert.All(_server.Server.Journal.Entries, entry => Assert.Equal((DeliveryOutcome.Cut, 0), (entry.Delivery!.Outcome, entry.Delivery.Status)));
    }

    [Theory]
    [MemberData(nameof(WholeAndStreamed))]
    public async Task Hang_ForAWhile_AnswersThen(string name, bool isStreamed)
    {
        var format = FormatAdapters.Find(name);

        var reply = await _server.Server.Clock.RunAsync(() => Ask(format, Words, isStreamed, "hang; for=90s"));

        Assert.True(reply.IsWhole);
        Assert.InRange(_server.Server.Journal.Entries[^1].Delivery!.After.TotalSeconds, 90, 91);
    }

    [Theory]
    [MemberData(nameof(WholeAndStreamed))]
    public async Task Hang_ForEver_EndsWhenTheClientLeaves(string name, bool isStreamed)
    {
        var format = FormatAdapters.Find(name);
        _server.Server.Clock.Freeze();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var request = format.Request(FormatAdapter.Json(Body(format, Words, isStreamed)));
        request.Headers.Add("X-Mimus-Fault", "hang");
        var asking = _server.Http.SendAsync(request, patience.Token);
        await _server.Server.Clock.WhenPendingAsync(1, TestContext.Current.CancellationToken);
        var entry = Assert.Single(_server.Server.Journal.Entries);

        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        while (entry.Delivery is null) await Task.Yield();
        Assert.Equal(DeliveryOutcome.ClientLeft, entry.Delivery.Outcome);
    }

    [Theory]
    [MemberData(nameof(WholeAndStreamed))]
    public async Task Drip_HeadByteByByte_ArrivesWhole(string name, bool isStreamed)
    {
        var format = FormatAdapters.Find(name);

        var reply = await _server.Server.Clock.RunAsync(() => Ask(format, Words, isStreamed, "drip; interval=100ms"));

        Assert.True(reply.IsWhole);
        Assert.Equal(Words, Read(format, reply).Text);
        Assert.True(_server.Server.Journal.Entries[^1].Delivery!.After.TotalSeconds > reply.Head.Length / 10.0 - 1);
    }

    [Theory]
    [MemberData(nameof(WholeAndStreamed))]
    public async Task Answers_ThatAreNotTheVendors_ComeAsTheyAreAskedFor(string name, bool isStreamed)
    {
        var format = FormatAdapters.Find(name);

        var page = await Ask(format, Words, isStreamed, "html; status=504");
        Assert.Equal(504, page.Status);
        Assert.Contains("Content-Type: text/html", page.Head, StringComparison.Ordinal);
        Assert.Contains("<h1>504 Gateway Timeout</h1>", page.Text, StringComparison.Ordinal);

        var empty = await Ask(format, Words, isStreamed, "empty");
        Assert.Equal((200, 0, true), (empty.Status, empty.Body.Length, empty.IsWhole));

        var redirect = await Ask(format, Words, isStreamed, "redirect; location=/elsewhere; status=308");
        Assert.Equal(308, redirect.Status);
        Assert.Contains("Location: /elsewhere\r\n", redirect.Head, StringComparison.OrdinalIgnoreCase);

        var strange = await Ask(format, Words, isStreamed, "content-type; value=text/plain");
        Assert.Contains("Content-Type: text/plain\r\n", strange.Head, StringComparison.Ordinal);
        Assert.Equal(Words, Read(format, strange, isStreamed).Text);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task BrokenJson_Whole_IsNoJson(string name)
    {
        foreach (var fault in (string[])["truncated-json", "invalid-json"])
        {
            var reply = await Ask(FormatAdapters.Find(name), Words, false, fault);
            Assert.Equal((200, true), (reply.Status, reply.IsWhole));
            Assert.ThrowsAny<System.Text.Json.JsonException>(() => JsonNode.Parse(reply.Text));
        }
    }

    [Theory]
    [InlineData("error; status=503", 503, 503)]
    [InlineData("error; status=418; message=short and stout", 418, 418)]
    [InlineData("rate-limit; retry-after=7", 429, 429)]
    [InlineData("quota", 429, 402)]
    [InlineData("overloaded", 503, 529)]
    public async Task Errors_AreTheVendors(string fault, int status, int anthropicStatus)
    {
        foreach (var format in FormatAdapters.All)
        {
            var answer = await Answered(format, Words, isStreamed: true, fault);

            Assert.Equal(format.IsAnthropic ? anthropicStatus : status, answer.Status);
            if (fault.Contains("retry-after", StringComparison.Ordinal)) Assert.Equal("7", answer.Header("retry-after"));
            if (fault.Contains("message", StringComparison.Ordinal)) Assert.Equal("short and stout", answer.Error!.Message);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task ErrorEvent_InAStream_IsTheVendorsAndTheLast(string name)
    {
        var format = FormatAdapters.Find(name);

        var reply = await Ask(format, Words, true, "error-event; after=2; status=529; message=Too much");

        Assert.True(reply.IsWhole);
        var events = Events(reply);
        Assert.Equal("one two", Read(format, reply, events: events[..^1]).Text);
        Assert.Contains("Too much", events[^1].Data, StringComparison.Ordinal);
        Assert.Equal(name switch { "anthropic" => "error", "responses" => "response.failed", _ => null }, events[^1].Name);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Events_ThatAreChanged_DifferInThatAlone(string name)
    {
        var format = FormatAdapters.Find(name);
        var whole = Events(await Ask(format, Words, true, null, scope: "whole"));

        var twice = Events(await Ask(format, Words, true, "duplicate-event; after=2", scope: "twice"));
        var missing = Events(await Ask(format, Words, true, "missing-event; after=2", scope: "missing"));
        var swapped = Events(await Ask(format, Words, true, "reordered-events; after=2", scope: "swapped"));
        var unended = Events(await Ask(format, Words, true, "no-terminator", scope: "unended"));

        var at = Enumerable.Range(0, missing.Count).First(index => missing[index].Data != whole[index].Data);
        Assert.Equal(Data(whole.Take(at + 1).Append(whole[at]).Concat(whole.Skip(at + 1))), Data(twice));
        Assert.Equal(Data(whole.Take(at).Concat(whole.Skip(at + 1))), Data(missing));
        Assert.Equal(Data([.. whole.Take(at), whole[at + 1], whole[at], .. whole.Skip(at + 2)]), Data(swapped));
        Assert.Equal(Data(whole.SkipLast(1)), Data(unended));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task InvalidEvent_OneIsNoJson_TheOthersAre(string name)
    {
        foreach (var fault in (string[])["invalid-event; after=2", "invalid-json", "truncated-json"])
        {
            var events = Events(await Ask(FormatAdapters.Find(name), Words, true, fault));
            Assert.Single(events, item => item.Data != "[DONE]" && !IsJson(item.Data));
        }
    }

    [Theory]
    [InlineData("carriage-returns")]
    [InlineData("comments")]
    [InlineData("one-packet")]
    [InlineData("one-byte-packets")]
    [InlineData("split-character")]
    public async Task Framing_ThatIsUnusual_SaysTheSame(string fault)
    {
        foreach (var format in FormatAdapters.All)
        {
            var whole = Events(await Ask(format, "naïve café", true, null, scope: fault + "a" + format.Name));
            var reply = await Ask(format, "naïve café", true, fault, scope: fault + "b" + format.Name);

            Assert.True(reply.IsWhole);
            Assert.Equal(Data(whole), Data(Events(reply)));
            Assert.Equal(fault == "carriage-returns", reply.Text.Contains("\r\n\r\n", StringComparison.Ordinal));
            Assert.Equal(fault == "comments", reply.Text.Contains("\n: ", StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task CutCharacter_Ends_InsideACharacter(string name)
    {
        var reply = await Ask(FormatAdapters.Find(name), Words, true, "cut-character; after=2");

        Assert.False(System.Text.Unicode.Utf8.IsValid(reply.Body));
        Assert.False(reply.IsWhole);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Stall_ForATime_GoesOnThenWithCommentsBetween(string name)
    {
        var format = FormatAdapters.Find(name);

        var reply = await _server.Server.Clock.RunAsync(() => Ask(format, Words, true, "stall; after=2; for=60s; keep-alive=true; interval=20s"));

        Assert.Equal(Words, Read(format, reply).Text);
        Assert.Equal(2, reply.Text.Split(": keep-alive\n\n").Length - 1);
        Assert.InRange(_server.Server.Journal.Entries[^1].Delivery!.After.TotalSeconds, 60, 61);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Stall_Whole_HoldsBackTheSecondHalf(string name)
    {
        var format = FormatAdapters.Find(name);

        var reply = await _server.Server.Clock.RunAsync(() => Ask(format, Words, false, "stall; for=60s"));

        Assert.Equal(Words, Read(format, reply, isStreamed: false).Text);
        Assert.InRange(_server.Server.Journal.Entries[^1].Delivery!.After.TotalSeconds, 60, 61);
    }

    [Theory]
    [MemberData(nameof(WholeAndStreamed))]
    public async Task Model_DoesWrong_WithinTheProtocol(string name, bool isStreamed)
    {
        var format = FormatAdapters.Find(name);

        var stranger = await Answered(format, Words, isStreamed, "unoffered-tool");
        Assert.Equal("tool_that_was_not_offered", Assert.Single(stranger.Calls).Name);

        var wrong = await Answered(format, Words, isStreamed, "invalid-arguments");
        Assert.Equal("get_weather", Assert.Single(wrong.Calls).Name);
        Assert.Contains("_unexpected", wrong.Calls[0].Arguments, StringComparison.Ordinal);

        var twice = await Answered(format, Words, isStreamed, "duplicate-call-id");
        Assert.Equal(2, twice.Calls.Count);
        Assert.Single(twice.Calls.Select(call => call.Id).Distinct());

        var silent = await Answered(format, Words, isStreamed, "empty-answer");
        Assert.Equal(("", format.Word(FinishReason.Stop)), (silent.Text, silent.Finish));

        var shorter = await Answered(format, Words, isStreamed, "length-limit; after=2");
        Assert.Equal(("one two", format.Word(FinishReason.Length)), (shorter.Text, shorter.Finish));

        var filtered = await Answered(format, Words, isStreamed, "content-filter; after=1");
        Assert.Equal(("one", format.Word(FinishReason.ContentFilter)), (filtered.Text, filtered.Finish));

        var endless = await Answered(format, Words, isStreamed, "repetition; after=50");
        Assert.Equal(50, endless.Text.Split(Words).Length - 1);

        var other = await Answered(format, Words, isStreamed, "wrong-model; model=something-else");
        Assert.Equal("something-else", other.Model);
    }

    [Theory]
    [MemberData(nameof(WholeAndStreamed))]
    public async Task RepeatedCall_AfterItsResult_IsTheSameCallAgain(string name, bool isStreamed)
    {
        var format = FormatAdapters.Find(name);
        var call = new ToolCall(format.IsAnthropic ? "toolu_1" : "call_1", "get_weather", "{\"city\":\"Rome\"}");
        var prompt = new Prompt(new UserTurn(["weather?"]), new CallTurn(call), new ResultTurn(call.Id, "sunny")) { Tools = ["get_weather"] };
        var request = format.Request(FormatAdapter.Json(format.Write(prompt, isStreamed).ToJsonString()));
        request.Headers.Add("X-Mimus-Fault", "repeated-call");

        var again = Assert.Single((await _server.AskAsync(format, request, isJudged: true)).Calls);

        Assert.Equal(call.Id, again.Id);
        Assert.Equal(call.Name, again.Name);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(call.Arguments), JsonNode.Parse(again.Arguments)));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task CutArguments_AreCutJson(string name)
    {
        var answer = Read(FormatAdapters.Find(name), await Ask(FormatAdapters.Find(name), Words, true, "cut-arguments"));

        Assert.False(IsJson(Assert.Single(answer.Calls).Arguments));
    }

    [Fact]
    public async Task Cut_AnyTextAnyPlace_IsThePromisedPrefix()
    {
        var random = new SeededRandom(20261126);
        for (var round = 0; round < 60; round++)
        {
            var format = FormatAdapters.All[round % 3];
            var text = RandomText(random);
            var after = (int)(random.NextDouble() * 12);
            var size = (int)(random.NextDouble() * 6);
            var manner = (string[])["reset", "close", "end"];
            var delivery = new Delivery { ChunkSize = size == 0 ? null : size };
            _server.Server.Configuration = MockConfiguration.Default with { Delivery = delivery };
            var latency = round % 2 == 0 ? "off" : "1ms";
            var scope = $"round {round}";

            var whole = (await Ask(format, text, true, null, scope + " whole")).Text;
            var cut = await RawClient.AskAsync(
                _server,
                format,
                Body(format, text, true),
                ("X-Mimus-Fault", $"cut; after={after}; by={manner[round % 3]}"),
                ("X-Mimus-Latency", latency),
                ("X-Mimus-Scope", scope + " cut")
            );

            Assert.StartsWith(cut.Text, whole, StringComparison.Ordinal);
            Assert.Equal(Pieces(text, size, after), Read(format, cut).Text);
        }
    }

    private static string Pieces(string text, int size, int count)
    {
        var sequence = new Mimus.Core.Text.DeltaSequence(new GeneratedReply(new ReplyText(text)), 1, size == 0 ? null : size);
        var taken = new StringBuilder();
        while (count > 0 && sequence.MoveNext())
        {
            if (sequence.Current.Kind == Mimus.Core.Text.DeltaKind.Piece)
            {
                taken.Append(sequence.Current.Text);
                count--;
            }
        }

        return taken.ToString();
    }

    private static string RandomText(SeededRandom random)
    {
        string[] words = ["one", "two ", "\n", "  ", "é", "漢字", "👩‍👩‍👧", "\"quoted\"", "\\", "tab\t", "longer-word", "z"];
        return "a" + string.Join(' ', Enumerable.Range(0, 1 + (int)(random.NextDouble() * 15)).Select(_ => words[(int)(random.NextDouble() * words.Length)]));
    }

    private static bool IsJson(string text)
    {
        try
        {
            return JsonNode.Parse(text) is not null;
        }
        catch (System.Text.Json.JsonException)
        {
            return false;
        }
    }

    private Task<RawReply> Ask(FormatAdapter format, string text, bool isStreamed, string? fault, string? scope = null)
    {
        List<(string, string)> headers = [];
        if (fault is not null) headers.Add(("X-Mimus-Fault", fault));
        if (scope is not null) headers.Add(("X-Mimus-Scope", scope));
        return RawClient.AskAsync(_server, format, Body(format, text, isStreamed), [.. headers]);
    }

    private Task<Answer> Answered(FormatAdapter format, string text, bool isStreamed, string fault)
    {
        var request = format.Request(FormatAdapter.Json(Body(format, text, isStreamed)));
        request.Headers.Add("X-Mimus-Fault", fault);
        return _server.AskAsync(format, request, isJudged: FaultKinds.StageOf(FaultKinds.Of(fault.Split(';')[0])) is FaultStage.Error or FaultStage.Model);
    }

    private static string Body(FormatAdapter format, string text, bool isStreamed) =>
        format.Write(Prompt.Of(text) with { Tools = ["get_weather"] }, isStreamed).ToJsonString();

    private static List<ServerSentEvent> Events(RawReply reply) => [.. ServerSentEvent.ReadAll(reply.Text, [])];

    private static IEnumerable<string> Data(IEnumerable<ServerSentEvent> events) => events.Select(item => item.Data);

    private static Answer Read(FormatAdapter format, RawReply reply, bool? isStreamed = null, IEnumerable<ServerSentEvent>? events = null)
    {
        var answer = new Answer(new HttpResponseMessage(), new WireReply("/", reply.Status, null, reply.Text));
        if (isStreamed ?? reply.IsChunked)
        {
            foreach (var item in events ?? Events(reply)) format.ReadEvent(item, answer);
        }
        else
        {
            format.ReadWhole(JsonNode.Parse(reply.Text)!.AsObject(), answer);
        }

        return answer;
    }
}
