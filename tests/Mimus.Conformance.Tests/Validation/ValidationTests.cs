using Mimus.Conformance.Tests.Formats;
using Mimus.Core.Configuration;
using Xunit;

namespace Mimus.Conformance.Tests.Validation;

/// <summary>Requests that the vendors refuse, at the three levels of validation.</summary>
public sealed class ValidationTests(ValidationServers servers) : IClassFixture<ValidationServers>
{
    public static TheoryData<string, string> Requests
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var format in FormatAdapters.All)
            {
                foreach (var request in Of(format)) data.Add(format.Name, request.Edits);
            }

            return data;
        }
    }

    public static TheoryData<string> Formats => FormatAdapters.Names;

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task BadRequest_WhereItIsChecked_IsRefusedInTheVendorsWords(string name, string edits)
    {
        var format = FormatAdapters.Find(name);
        var request = Of(format).Single(request => request.Edits == edits);
        var body = request.Of(format.Write(Prompt.Of("Hello"), isStreamed: false));
        ValidationLevel[] levels = request.IsExact ? [ValidationLevel.Exact] : [ValidationLevel.Structure, ValidationLevel.Exact];
        foreach (var level in levels)
        {
            var answer = await servers.At(level).AskAsync(format, body);

            Assert.True(answer.Status == 400, $"{level} answered {answer.Status}: {answer}");
            Assert.Equal("invalid_request_error", answer.Error!.Type);
            Assert.Contains(request.Message, answer.Error.Message, StringComparison.Ordinal);
            Assert.Equal(request.Param, answer.Error.Param);
        }
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task BadRequest_WhereItIsNotChecked_IsAnswered(string name, string edits)
    {
        var format = FormatAdapters.Find(name);
        var request = Of(format).Single(request => request.Edits == edits);
        var body = request.Of(format.Write(Prompt.Of("Hello"), isStreamed: false));
        ValidationLevel[] levels = request.IsExact ? [ValidationLevel.Off, ValidationLevel.Structure] : [ValidationLevel.Off];
        foreach (var level in levels)
        {
            var answer = await servers.At(level).AskAsync(format, body, isJudged: !request.IsSaidBack);

            Assert.True(answer.Status == 200, $"{level} answered {answer.Status}: {answer}");
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task BadRequest_Streamed_IsRefusedWithoutAStream(string name)
    {
        var format = FormatAdapters.Find(name);
        var body = new BadRequest("temperature=9", null, "").Of(format.Write(Prompt.Of("Hello"), isStreamed: true));

        var answer = await servers.At(ValidationLevel.Structure).AskAsync(format, body);

        Assert.Equal(400, answer.Status);
        Assert.Equal("application/json", answer.Reply.MediaType);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task RichRequest_AtEveryLevel_IsAnswered(string name)
    {
        var format = FormatAdapters.Find(name);
        var prompt = new Prompt(new UserTurn(["One", "Two"], HasImage: true), new AssistantTurn("Three"), new UserTurn(["Four"]))
        {
            System = "Be brief.",
            MaxTokens = 500,
            Stop = format.HasStop ? "###" : null,
            Tools = ["first", "second"],
        };
        foreach (var level in Enum.GetValues<ValidationLevel>())
        {
            foreach (var isStreamed in new[] { false, true })
            {
                Assert.Equal("Four", (await servers.At(level).AskAsync(format, prompt, isStreamed)).Text);
            }
        }
    }

    [Fact]
    public async Task AnthropicVersion_Missing_IsRefusedWhereItIsChecked()
    {
        var format = FormatAdapters.Find("anthropic");
        foreach (var level in Enum.GetValues<ValidationLevel>())
        {
            var request = format.Request(FormatAdapter.Json(format.Write(Prompt.Of("Hello"), isStreamed: false).ToJsonString()));
            request.Headers.Remove("anthropic-version");

            var answer = await servers.At(level).AskAsync(format, request);

            Assert.Equal(level == ValidationLevel.Off ? 200 : 400, answer.Status);
            if (level != ValidationLevel.Off) Assert.Contains("anthropic-version", answer.Error!.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Unreadable_WhereNothingIsChecked_IsStillRefused(string name)
    {
        var format = FormatAdapters.Find(name);
        foreach (var body in new[] { "", "{", "[1,", "nonsense" })
        {
            Assert.Equal(400, (await servers.At(ValidationLevel.Off).AskAsync(format, body)).Status);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task ContentType_WhereNothingIsChecked_IsNotLookedAt(string name)
    {
        var format = FormatAdapters.Find(name);
        var content = new StringContent(format.Write(Prompt.Of("Hello"), isStreamed: false).ToJsonString());

        Assert.Equal("Hello", (await servers.At(ValidationLevel.Off).AskAsync(format, format.Request(content))).Text);
    }

    private static IReadOnlyList<BadRequest> Of(FormatAdapter format) => format.Name switch
    {
        "openai" => ChatBadRequests.All,
        "responses" => ResponsesBadRequests.All,
        _ => MessagesBadRequests.All,
    };
}
