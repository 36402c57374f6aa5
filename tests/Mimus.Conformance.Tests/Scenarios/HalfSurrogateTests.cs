using Mimus.Conformance.Tests.Formats;
using Mimus.Conformance.Tests.Servers;
using Mimus.Core.Configuration;
using Xunit;

namespace Mimus.Conformance.Tests.Scenarios;

/// <summary>Half a surrogate pair, written as an escape, is JSON but no text: no client could read it back.</summary>
public sealed class HalfSurrogateTests
{
    public static TheoryData<string, string> Bodies => new()
    {
        { "openai", """{"model":"m","messages":[{"role":"user","content":[{"type\ud800":"text","text":"x"}]}]}""" },
        { "openai", """{"model":"m","messages":[{"role":"user","content":"\udc00"}]}""" },
        { "responses", """{"model":"m","input":[{"\ud800":1,"type":"message","role":"user","content":"x"}]}""" },
        { "responses", """{"model":"m","input":"x","metadata":{"a":"\ud800"}}""" },
        { "responses", """{"model":"m","input":"x","metadata":{"\udc00":"a"}}""" },
        { "responses", """{"model":"m","input":"x","tools":[{"type":"web_search","filters":{"a":["\ud83d x"]}}]}""" },
        { "anthropic", """{"model":"m","max_tokens":1,"messages":[{"role":"user","content":[{"type\ud800":"text","type":"text","text":"x"}]}]}""" },
        { "anthropic", """{"model":"m","max_tokens":1,"messages":[{"role":"user","content":"\ud800"}]}""" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task HalfSurrogate_Anywhere_Is400(string name, string body)
    {
        foreach (var level in Enum.GetValues<ValidationLevel>())
        {
            await using var server = await ServerFixture.StartAsync(MockConfiguration.Default with { Validation = level });

            Assert.Equal(400, (await server.AskAsync(FormatAdapters.Find(name), body)).Status);
        }
    }
}
