using Mimus.Core.Chance;
using Mimus.Core.Model;
using Mimus.Protocols.Providers;
using Xunit;

namespace Mimus.Protocols.Tests.Providers;

public sealed class AnthropicProviderTests
{
    private const string Version = "anthropic-version";

    [Theory]
    [InlineData("POST", "/v1/messages", Operation.Generate, "anthropic")]
    [InlineData("POST", "/messages", Operation.Generate, "anthropic")]
    [InlineData("POST", "/v1/messages/count_tokens", Operation.CountTokens, "anthropic")]
    [InlineData("GET", "/v1/models", Operation.ListModels, "anthropic-models")]
    [InlineData("GET", "/v1/models/claude", Operation.GetModel, "anthropic-models")]
    public void Find_AnthropicsClient_GetsAnthropicsFormat(string method, string path, Operation operation, string format)
    {
        var match = RouteTable.Default.Find(Head(method, path, Version));

        Assert.Equal((operation, format), (match.Route!.Operation, match.Format.Name));
    }

    [Fact]
    public void Find_ModelsOfAnotherClient_AreNotAnthropics() =>
        Assert.NotSame(AnthropicProvider.Instance, RouteTable.Default.Find(Head("GET", "/v1/models")).Provider);

    [Theory]
    [InlineData("POST", "/v1/nothing", Version)]
    [InlineData("POST", "/v1/nothing", "x-api-key")]
    [InlineData("GET", "/v1/messages/batches", "accept")]
    [InlineData("GET", "/v1/messages", "accept")]
    public void Find_NoRoute_IsRefusedInAnthropicsWords(string method, string path, string header)
    {
        var match = RouteTable.Default.Find(Head(method, path, header));

        Assert.Same(AnthropicProvider.Instance, match.Provider);
        Assert.NotNull(match.Refusal);
    }

    [Theory]
    [InlineData(200, null)]
    [InlineData(401, "false")]
    [InlineData(429, null)]
    [InlineData(529, "true")]
    public void WriteHeaders_Status_SaysWhetherToRetry(int status, string? retry)
    {
        var headers = new Headers();

        AnthropicProvider.Instance.WriteHeaders(headers, new AnswerHead("req_011", status, TimeSpan.Zero));

        Assert.Equal("req_011", headers.All["request-id"]);
        Assert.Contains("anthropic-organization-id", headers.All);
        Assert.Equal(retry, headers.All.GetValueOrDefault("x-should-retry"));
    }

    [Fact]
    public void MakeRequestId_Any_HasTheVendorsShape() =>
        Assert.Matches("^req_01[A-Za-z0-9]{22}$", AnthropicProvider.Instance.MakeRequestId(new SeededRandom(1)));

    private static WireHead Head(string method, string path, params string[] headers) =>
        new(method, path, new RequestHeaders([.. headers.Select(name => KeyValuePair.Create(name, "x"))]));

    private sealed class Headers : IHeaderWriter
    {
        public Dictionary<string, string> All { get; } = [];

        public void Set(string name, string value) => All[name] = value;
    }
}
