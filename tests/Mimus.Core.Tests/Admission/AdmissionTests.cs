using Mimus.Core.Chance;
using Mimus.Core.Configuration;
using Mimus.Core.Model;
using Mimus.Core.Pipeline;
using Mimus.Core.Tests.Configuration;

namespace Mimus.Core.Tests.Admission;

public class AdmissionTests
{
    private static readonly MockConfiguration Locked = new() { ApiKey = "secret" };

    private static readonly MockConfiguration OneModel = new() { Models = ModelCatalog.Of([new ModelEntry("only", 1, "me")]) };

    [Theory]
    [InlineData("Authorization", "Bearer secret")]
    [InlineData("authorization", "bearer secret")]
    [InlineData("x-api-key", "secret")]
    [InlineData("api-key", "secret")]
    public async Task Answer_RightKey_IsLetIn(string header, string value) =>
        Assert.IsType<GeneratedReply>(await Some.Answer(Some.Request(Operation.Generate, "m", new KeyValuePair<string, string>(header, value)), Locked));

    [Theory]
    [InlineData("Authorization", "Bearer wrong", "wrong")]
    [InlineData("x-api-key", "secre", "secre")]
    [InlineData("api-key", "secret ", "secret ")]
    public async Task Answer_WrongKey_IsTurnedAway(string header, string value, string key) =>
        Assert.Equal(
            new RefusalReply(new InvalidApiKey(key)),
            await Some.Answer(Some.Request(Operation.Generate, "m", new KeyValuePair<string, string>(header, value)), Locked)
        );

    [Fact]
    public async Task Answer_NoKey_IsTurnedAway() =>
        Assert.Equal(new RefusalReply(new MissingApiKey()), await Some.Answer(Some.Request(Operation.ListModels), Locked));

    [Fact]
    public async Task Answer_UnreadableRequestWithWrongKey_HearsOfTheKeyFirst()
    {
        var exchange = new MockExchange(Some.Request(Operation.Generate), Locked, new SeededRandom(1), Some.Time)
        {
            ReadFailure = new RefusalReply(new MalformedBody("x")),
        };

        var reply = await MockPipeline.Create().HandleAsync(exchange, TestContext.Current.CancellationToken);

        Assert.Equal(new RefusalReply(new MissingApiKey()), reply);
    }

    [Fact]
    public async Task Answer_ModelThatIsNotConfigured_IsTurnedAway() =>
        Assert.Equal(new RefusalReply(new UnknownModel("other")), await Some.Answer(Some.Request(Operation.Generate, "other"), OneModel));

    [Fact]
    public async Task Answer_ConfiguredModel_IsAnswered() =>
        Assert.IsType<GeneratedReply>(await Some.Answer(Some.Request(Operation.Generate, "only"), OneModel));

    [Fact]
    public async Task Answer_ModelThatAPatternNames_IsAnswered()
    {
        var models = new MockConfiguration { Models = Compile.Yaml("models: [gpt-4o, 'claude-*-4*']").Mock.Models };

        Assert.IsType<GeneratedReply>(await Some.Answer(Some.Request(Operation.Generate, "claude-sonnet-4-5"), models));
        Assert.Equal(new RefusalReply(new UnknownModel("claude-4")), await Some.Answer(Some.Request(Operation.Generate, "claude-4"), models));
        Assert.Equal(["gpt-4o"], models.Models.Models.Select(model => model.Id));
    }

    [Fact]
    public async Task Answer_PatternOfAllModels_AcceptsAnyAndListsTheNamed()
    {
        var models = new MockConfiguration { Models = Compile.Yaml("models: [mine, '*']").Mock.Models };

        Assert.IsType<GeneratedReply>(await Some.Answer(Some.Request(Operation.Generate, "anything"), models));
        Assert.True(models.Models.AcceptsAny);
        Assert.Equal(["mine"], models.Models.Models.Select(model => model.Id));
    }

    [Fact]
    public async Task Answer_NothingConfigured_AcceptsAnyModel() =>
        Assert.IsType<GeneratedReply>(await Some.Answer(Some.Request(Operation.Generate, "anything")));

    [Fact]
    public async Task Answer_ListModels_ListsTheConfigured()
    {
        var list = Assert.IsType<ModelListReply>(await Some.Answer(Some.Request(Operation.ListModels), OneModel));

        Assert.Equal(["only"], list.Models.Select(model => model.Id));
    }

    [Theory]
    [InlineData("only", true)]
    [InlineData("other", false)]
    public async Task Answer_GetModel_KnowsOnlyTheListed(string id, bool isKnown) =>
        Assert.Equal(isKnown, await Some.Answer(Some.Request(Operation.GetModel, id), OneModel) is ModelReply);

    [Fact]
    public async Task Answer_CountTokens_CountsTheInput() =>
        Assert.Equal(new TokenCountReply(2), await Some.Answer(Some.Request(Operation.CountTokens)));
}
