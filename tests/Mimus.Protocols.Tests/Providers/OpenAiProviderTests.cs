using Mimus.Core.Chance;
using Mimus.Protocols.Providers;
using Xunit;

namespace Mimus.Protocols.Tests.Providers;

public sealed class OpenAiProviderTests
{
    [Fact]
    public void WriteHeaders_Any_AreThoseOfRecordedAnswers()
    {
        var headers = new Headers();

        OpenAiProvider.Instance.WriteHeaders(headers, new AnswerHead("req_1", 200, TimeSpan.FromMilliseconds(12.7)));

        Assert.Equal(("req_1", "2020-10-01", "12"), (headers.All["x-request-id"], headers.All["openai-version"], headers.All["openai-processing-ms"]));
    }

    [Fact]
    public void MakeRequestId_Any_HasTheVendorsShape() =>
        Assert.Matches("^req_[a-f0-9]{32}$", OpenAiProvider.Instance.MakeRequestId(new SeededRandom(1)));

    private sealed class Headers : IHeaderWriter
    {
        public Dictionary<string, string> All { get; } = [];

        public void Set(string name, string value) => All[name] = value;
    }
}
