using Mimus.Core.Model;
using Mimus.Protocols.Providers;
using Xunit;

namespace Mimus.Protocols.Tests.Providers;

public sealed class RouteTableTests
{
    [Theory]
    [InlineData("/v1/chat/completions", "openai")]
    [InlineData("/chat/completions", "openai")]
    [InlineData("/v1/v1/chat/completions", "openai")]
    [InlineData("/v1/v1/v1/chat/completions", "openai")]
    [InlineData("/v1/chat/completions/", "openai")]
    [InlineData("/chat/completions/", "openai")]
    [InlineData("/v1/responses", "responses")]
    [InlineData("/responses/", "responses")]
    public void Find_KnownPath_HasItsFormat(string path, string format)
    {
        var match = Find("POST", path);

        Assert.Null(match.Refusal);
        Assert.Equal((format, Operation.Generate, ""), (match.Format.Name, match.Route!.Operation, match.Value));
        Assert.NotNull(match.Route.StreamFraming);
    }

    [Theory]
    [InlineData("/v1/models/gpt-4o", "gpt-4o")]
    [InlineData("/models/gpt-4o/", "gpt-4o")]
    [InlineData("/v1/models/meta-llama/Llama-3/8B", "meta-llama/Llama-3/8B")]
    [InlineData("/v1/models/org%2Fmodel%3Av1", "org/model:v1")]
    [InlineData("/v1/models/a%20b", "a b")]
    [InlineData("/v1/models/100%", "100%")]
    [InlineData("/v1/models/v1", "v1")]
    public void Find_OneModel_GivesItsIdDecoded(string path, string id)
    {
        var match = Find("GET", path);

        Assert.Null(match.Refusal);
        Assert.Equal((Operation.GetModel, id), (match.Route!.Operation, match.Value));
    }

    [Theory]
    [InlineData("/v1/models")]
    [InlineData("/models/")]
    public void Find_AllModels_IsTheList(string path) => Assert.Equal(Operation.ListModels, Find("GET", path).Route!.Operation);

    [Theory]
    [InlineData("/")]
    [InlineData("")]
    [InlineData("/v1")]
    [InlineData("/v1/")]
    [InlineData("/v1/foo")]
    [InlineData("/v1/models//")]
    [InlineData("/v2/chat/completions")]
    [InlineData("/v1chat/completions")]
    [InlineData("/V1/chat/completions")]
    [InlineData("/chat")]
    [InlineData("//chat/completions")]
    [InlineData("/v1/chat/completions/x")]
    public void Find_UnknownPath_IsRefusedInTheFirstProvidersWords(string path)
    {
        var match = Find("POST", path);

        Assert.Null(match.Route);
        Assert.Same(OpenAiProvider.Instance, match.Provider);
        Assert.Equal(new UnknownRoute("POST", path), match.Refusal);
    }

    [Theory]
    [InlineData("GET", "/v1/chat/completions", "POST")]
    [InlineData("DELETE", "/responses", "POST")]
    [InlineData("POST", "/v1/models", "GET")]
    [InlineData("DELETE", "/v1/models/org/a", "GET")]
    public void Find_WrongMethod_NamesThoseAllowed(string method, string path, string allowed)
    {
        var match = Find(method, path);

        Assert.Null(match.Route);
        Assert.Same(OpenAiProvider.Instance, match.Provider);
        var refusal = Assert.IsType<MethodNotAllowed>(match.Refusal);
        Assert.Equal((method, path), (refusal.Method, refusal.Path));
        Assert.Equal([allowed], refusal.Allowed);
    }

    [Theory]
    [InlineData("GET", "/v1/models")]
    [InlineData("GET", "/v1/models/x")]
    [InlineData("DELETE", "/v1/models/x")]
    public void Find_MarkedPath_GoesToWhoseHeaderIsThere(string method, string path)
    {
        Assert.Same(OpenAiProvider.Instance, Find(method, path).Provider);
        Assert.Same(AnthropicProvider.Instance, Find(method, path, "Anthropic-Version").Provider);
    }

    private static RouteMatch Find(string method, string path, params string[] headers) =>
        RouteTable.Default.Find(
            new WireHead(method, path, new RequestHeaders([.. headers.Select(name => KeyValuePair.Create(name, "x"))]))
        );
}
