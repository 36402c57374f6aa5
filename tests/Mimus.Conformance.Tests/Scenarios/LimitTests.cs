using System.Collections.Frozen;
using Mimus.Conformance.Tests.Formats;
using Mimus.Conformance.Tests.Servers;
using Mimus.Core.Model;
using Mimus.Core.Strategies;
using Xunit;

namespace Mimus.Conformance.Tests.Scenarios;

/// <summary>What cuts an answer, and what is never cut.</summary>
public sealed class LimitTests(ServerFixture server)
{
    private const string Long = "The quick brown fox jumps over the lazy dog, and the dog does not mind at all, for it is lazy.";

    public static TheoryData<string, bool> Formats => FormatAdapters.WholeAndStreamed;

    public static TheoryData<string, bool> FormatsWithStop =>
        new(FormatAdapters.WholeAndStreamed.Where(row => FormatAdapters.Find(row.Data.Item1).HasStop));

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Mirror_BeyondTheTokenLimit_IsCut(string name, bool isStreamed)
    {
        var format = FormatAdapters.Find(name);

        var answer = await server.AskAsync(format, Prompt.Of(Long) with { MaxTokens = 16 }, isStreamed);

        Assert.Equal(Long[..64], answer.Text);
        Assert.Equal(format.Word(FinishReason.Length), answer.Finish);
        Assert.Equal(16, answer.Usage!.Output);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Mirror_WithinTheTokenLimit_IsWhole(string name, bool isStreamed)
    {
        var format = FormatAdapters.Find(name);

        var answer = await server.AskAsync(format, Prompt.Of(Long) with { MaxTokens = 1000 }, isStreamed);

        Assert.Equal(Long, answer.Text);
        Assert.Equal(format.Word(FinishReason.Stop), answer.Finish);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Mirror_CutInsideAnEmoji_LeavesItOut(string name, bool isStreamed)
    {
        var text = new string('a', 63) + "👩‍👩‍👧‍👦 and more";

        var answer = await server.AskAsync(FormatAdapters.Find(name), Prompt.Of(text) with { MaxTokens = 16 }, isStreamed);

        Assert.Equal(new string('a', 63), answer.Text);
    }

    [Theory]
    [MemberData(nameof(FormatsWithStop))]
    public async Task Mirror_AtAStopSequence_EndsBefore(string name, bool isStreamed)
    {
        var format = FormatAdapters.Find(name);

        var answer = await server.AskAsync(format, Prompt.Of(Long) with { Stop = " jumps" }, isStreamed);

        Assert.Equal("The quick brown fox", answer.Text);
        Assert.Equal(name == "anthropic" ? "stop_sequence" : "stop", answer.Finish);
        Assert.Equal(name == "anthropic" ? " jumps" : null, answer.StopSequence);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task ScriptedReply_BeyondTheTokenLimit_IsSentAsWritten(string name, bool isStreamed)
    {
        await using var own = await ServerFixture.StartAsync(ServerFixture.Scripted with
        {
            Strategies = StrategyCatalog.Create(StrategyCatalog.Names, Answers(), fallback: null),
        });
        var prompt = Prompt.Of("  What is the answer?\n") with { MaxTokens = 16 };

        var answer = await own.AskAsync(FormatAdapters.Find(name), prompt, isStreamed);

        Assert.Equal(Long, answer.Text);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task CustomAnswers_OfOtherQuestions_LeaveTheMirror(string name, bool isStreamed)
    {
        await using var own = await ServerFixture.StartAsync(ServerFixture.Scripted with
        {
            Strategies = StrategyCatalog.Create(StrategyCatalog.Names, Answers(), fallback: null),
        });

        var answer = await own.AskAsync(FormatAdapters.Find(name), Prompt.Of("What is the answer? Now!"), isStreamed);

        Assert.Equal("What is the answer? Now!", answer.Text);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Usage_OfTheMirror_IsAQuarterOfTheCharacters(string name, bool isStreamed)
    {
        var answer = await server.AskAsync(FormatAdapters.Find(name), Prompt.Of(new string('a', 41)), isStreamed);

        Assert.Equal(new AnswerUsage(11, 11, 0, name == "anthropic" ? null : 0), answer.Usage);
    }

    private static FrozenDictionary<string, string> Answers() =>
        new Dictionary<string, string> { ["What is the answer?"] = Long }.ToFrozenDictionary();
}
