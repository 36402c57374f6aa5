using Mimus.Core.Model;
using Mimus.Protocols.Formats.OpenAiModels;
using Xunit;

namespace Mimus.Protocols.Tests.Formats.OpenAiModels;

public sealed class ModelsTests
{
    private static readonly OpenAiModelsFormat Format = new();
    private static readonly ModelEntry Entry = new("org/a \"b\"", 1759104000, "openai");
    private const string Model = """{"id":"org/a \"b\"","object":"model","created":1759104000,"owned_by":"openai"}""";

    [Fact]
    public void WriteReply_Model_HasTheVendorsFields() => Assert.Equal(Model, Rendered.Whole(Format, Read(), new ModelReply(Entry)));

    [Fact]
    public void WriteReply_Models_IsAList()
    {
        Assert.Equal(
            $$"""{"object":"list","data":[{{Model}},{{Model}}]}""",
            Rendered.Whole(Format, Read(), new ModelListReply([Entry, Entry]))
        );
        Assert.Equal("""{"object":"list","data":[]}""", Rendered.Whole(Format, Read(), new ModelListReply([])));
    }

    [Fact]
    public void Read_OneModel_NamesIt()
    {
        var request = Format.Read(Some.Wire("", Operation.GetModel, path: "/v1/models/org/a", routeValue: "org/a"));

        Assert.Equal((Operation.GetModel, "org/a", "/v1/models/org/a"), (request.Operation, request.Model, request.Path));
    }

    [Fact]
    public void Describe_UnknownModel_IsNotFound()
    {
        var error = Format.Describe(new UnknownModel("fake_id"));

        Assert.Equal(
            (404, "The model 'fake_id' does not exist", "model", "model_not_found"),
            (error.Status, error.Message, error.Param, error.Code)
        );
    }

    [Fact]
    public void OpenStream_Any_IsNotSupported() =>
        Assert.Throws<NotSupportedException>(() => Format.OpenStream(Some.Context(Read()), new GeneratedReply()));

    private static MockRequest Read() => Format.Read(Some.Wire("", Operation.ListModels));
}
