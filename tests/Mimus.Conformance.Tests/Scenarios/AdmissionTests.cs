using System.Net.Http.Headers;
using Mimus.Conformance.Tests.Formats;
using Mimus.Conformance.Tests.Servers;
using Mimus.Core.Configuration;
using Xunit;

namespace Mimus.Conformance.Tests.Scenarios;

/// <summary>Keys and models.</summary>
public sealed class AdmissionTests
{
    private const string Key = "sk-conformance-0123456789";

    private static readonly MockConfiguration Locked = ServerFixture.Scripted with { ApiKey = Key };

    private static readonly MockConfiguration OfTwoModels = ServerFixture.Scripted with
    {
        Models = ModelCatalog.Of([new("gpt-mine", 1_700_000_000, "openai"), new("claude-mine", 1_700_000_000, "anthropic")]),
    };

    public static TheoryData<string, bool> Formats => FormatAdapters.WholeAndStreamed;

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Key_InAnyVendorsHeader_IsAccepted(string name, bool isStreamed)
    {
        await using var server = await ServerFixture.StartAsync(Locked);
        foreach (var header in new[] { "Authorization", "x-api-key", "api-key" })
        {
            var answer = await Ask(server, name, isStreamed, header, header == "Authorization" ? $"Bearer {Key}" : Key);

            Assert.Equal("Hello", answer.Text);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Key_Missing_IsTheVendors401(string name, bool isStreamed)
    {
        await using var server = await ServerFixture.StartAsync(Locked);
        foreach (var value in new[] { null, "Basic dXNlcjpwYXNz" })
        {
            var answer = await Ask(server, name, isStreamed, value is null ? null : "Authorization", value);

            Assert.Equal(401, answer.Status);
            Assert.Equal(name == "anthropic" ? "authentication_error" : "invalid_request_error", answer.Error!.Type);
            Assert.Null(answer.Error.Code);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Key_Wrong_IsTheVendors401AndNotShown(string name, bool isStreamed)
    {
        await using var server = await ServerFixture.StartAsync(Locked);
        foreach (var header in new[] { "Authorization", "x-api-key", "api-key" })
        {
            var wrong = "sk-a-very-secret-wrong-key";
            var answer = await Ask(server, name, isStreamed, header, header == "Authorization" ? $"Bearer {wrong}" : wrong);

            Assert.Equal(401, answer.Status);
            Assert.Equal(name == "anthropic" ? null : "invalid_api_key", answer.Error!.Code);
            Assert.DoesNotContain(wrong, answer.Error.Message, StringComparison.Ordinal);
            Assert.Equal(name == "anthropic" ? "false" : null, answer.Header("x-should-retry"));
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Key_Wrong_IsSaidBeforeTheBodyIsJudged(string name, bool isStreamed)
    {
        await using var server = await ServerFixture.StartAsync(Locked);

        var answer = await server.AskAsync(FormatAdapters.Find(name), isStreamed ? "{\"stream\":true}" : "no JSON");

        Assert.Equal(401, answer.Status);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/ready")]
    [InlineData("/history")]
    public async Task OwnEndpoint_OfALockedServer_NeedsNoKey(string path)
    {
        await using var server = await ServerFixture.StartAsync(Locked);

        using var response = await server.Http.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(200, (int)response.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Model_NotConfigured_IsRefusedAsTheVendorDoes(string name, bool isStreamed)
    {
        await using var server = await ServerFixture.StartAsync(OfTwoModels);
        var format = FormatAdapters.Find(name);

        var answer = await server.AskAsync(format, Prompt.Of("Hello") with { Model = "other" }, isStreamed);

        Assert.Equal(format.UnknownModelStatus, answer.Status);
        Assert.Contains("other", answer.Error!.Message, StringComparison.Ordinal);
        Assert.Equal(name == "anthropic" ? "not_found_error" : "invalid_request_error", answer.Error.Type);
        Assert.Equal(name == "anthropic" ? null : "model_not_found", answer.Error.Code);
        Assert.Equal(name == "responses" ? "model" : null, answer.Error.Param);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Model_Configured_Answers(string name, bool isStreamed)
    {
        await using var server = await ServerFixture.StartAsync(OfTwoModels);

        var answer = await server.AskAsync(FormatAdapters.Find(name), Prompt.Of("Hello") with { Model = "gpt-mine" }, isStreamed);

        Assert.Equal("Hello", answer.Text);
    }

    private static Task<Answer> Ask(ServerFixture server, string name, bool isStreamed, string? header, string? value)
    {
        var format = FormatAdapters.Find(name);
        var request = format.Request(FormatAdapter.Json(format.Write(Prompt.Of("Hello"), isStreamed).ToJsonString()));
        if (header == "Authorization") request.Headers.Authorization = AuthenticationHeaderValue.Parse(value!);
        else if (header is not null) request.Headers.Add(header, value);
        return server.AskAsync(format, request);
    }
}
