using System.Text.Json.Nodes;
using Mimus.Conformance.Tests.Formats;
using Mimus.Conformance.Tests.Servers;
using Xunit;

namespace Mimus.Conformance.Tests.Scenarios;

public sealed class HeaderTests(ServerFixture server)
{
    public static TheoryData<string, bool> Formats => FormatAdapters.WholeAndStreamed;

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Answer_OfAnyKind_CarriesTheVendorsHeaders(string name, bool isStreamed)
    {
        var format = FormatAdapters.Find(name);
        foreach (var text in new[] { "Hello", "raise error {\"code\": 500, \"message\": \"x\"}" })
        {
            var answer = await server.AskAsync(format, Prompt.Of(text), isStreamed);

            Assert.StartsWith("req_", answer.Header(format.RequestIdHeader), StringComparison.Ordinal);
            if (format.IsAnthropic)
            {
                Assert.True(Guid.TryParse(answer.Header("anthropic-organization-id"), out _));
                Assert.Null(answer.Header("openai-version"));
            }
            else
            {
                Assert.Equal("2020-10-01", answer.Header("openai-version"));
                Assert.Matches("^[0-9]+$", answer.Header("openai-processing-ms"));
                Assert.Null(answer.Header("anthropic-organization-id"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task ContentType_OfAnAnswer_IsTheVendors(string name, bool isStreamed)
    {
        var answer = await server.AskAsync(FormatAdapters.Find(name), Prompt.Of("Hello"), isStreamed);

        Assert.Equal(isStreamed ? "text/event-stream; charset=utf-8" : "application/json", answer.Reply.ContentType);
        Assert.Equal(isStreamed, answer.Response.Headers.TransferEncodingChunked == true);
        Assert.Equal(isStreamed, answer.Response.Content.Headers.ContentLength is null || answer.Response.Headers.TransferEncodingChunked == true);
    }

    [Fact]
    public async Task ErrorBody_OfAnthropic_NamesTheRequestOfTheHeader()
    {
        var format = FormatAdapters.Find("anthropic");

        var answer = await server.AskAsync(format, "{}");

        Assert.Equal(answer.Header("request-id"), (string?)JsonNode.Parse(answer.Reply.Body)!["request_id"]);
    }

    [Fact]
    public async Task Ids_OfAllAnswers_Differ()
    {
        var ids = new List<string?>();
        foreach (var format in FormatAdapters.All)
        {
            foreach (var isStreamed in new[] { false, true, false, true })
            {
                var answer = await server.AskAsync(format, Prompt.Of("Same"), isStreamed);
                ids.Add(answer.Id);
                ids.Add(answer.Header(format.RequestIdHeader));
            }
        }

        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public async Task Ids_OfTwoServersOfOneSeed_AreTheSame()
    {
        async Task<string> FirstId()
        {
            await using var own = await ServerFixture.StartAsync(ServerFixture.Scripted);
            return (await own.AskAsync(FormatAdapters.All[0], Prompt.Of("Same"), isStreamed: true)).Id;
        }

        Assert.Equal(await FirstId(), await FirstId());
    }
}
