using System.Text.Json.Nodes;
using Mimus.Core.Configuration;
using Mimus.Core.Model;
using Mimus.Protocols.Formats.AnthropicModels;
using Xunit;

namespace Mimus.Protocols.Tests.Formats.AnthropicModels;

public sealed class ModelsTests
{
    private static readonly AnthropicModelsFormat Format = new();
    private static readonly ModelEntry[] Models =
    [
        .. ((string[])["a", "b", "c", "d", "e"]).Select(id => new ModelEntry(id, 1759104000, "anthropic")),
    ];

    [Fact]
    public void WriteReply_Model_HasAllThatTheSpecificationRequires()
    {
        var model = new ModelEntry("claude-sonnet-4-5-20250929", 1759104000, "anthropic");

        Assert.Equal(
            """{"type":"model","id":"claude-sonnet-4-5-20250929","display_name":"Claude Sonnet 4.5","created_at":"2025-09-29T00:00:00Z","capabilities":null,"max_input_tokens":null,"max_tokens":null}""",
            Rendered.Whole(Format, Read(""), new ModelReply(model))
        );
    }

    [Theory]
    [InlineData("", "abcde", false)]
    [InlineData("?limit=2", "ab", true)]
    [InlineData("?limit=5", "abcde", false)]
    [InlineData("?limit=2&after_id=b", "cd", true)]
    [InlineData("?after_id=d&limit=2", "e", false)]
    [InlineData("?after_id=e", "", false)]
    [InlineData("?before_id=d&limit=2", "bc", true)]
    [InlineData("?before_id=c", "ab", false)]
    [InlineData("?before_id=a", "", false)]
    [InlineData("?after_id=nobody", "", false)]
    [InlineData("?before_id=nobody", "", false)]
    [InlineData("?after_id=a&before_id=e&limit=2", "cd", true)]
    [InlineData("?after_id=%62", "cde", false)]
    public void WriteReply_Page_IsTheOneAskedFor(string query, string ids, bool hasMore)
    {
        var list = JsonNode.Parse(Rendered.Whole(Format, Read(query), new ModelListReply(Models)))!.AsObject();

        Assert.Equal(ids, string.Concat(list["data"]!.AsArray().Select(model => (string)model!["id"]!)));
        Assert.Equal(hasMore, (bool)list["has_more"]!);
        Assert.Equal(["data", "has_more", "first_id", "last_id"], list.Select(member => member.Key));
        Assert.Equal(ids.Length > 0 ? ids[..1] : null, (string?)list["first_id"]);
        Assert.Equal(ids.Length > 0 ? ids[^1..] : null, (string?)list["last_id"]);
    }

    [Theory]
    [InlineData("?limit=0", "limit: Input should be greater than or equal to 1")]
    [InlineData("?limit=1001", "limit: Input should be less than or equal to 1000")]
    [InlineData("?limit=many", "limit: Input should be a valid integer, unable to parse string as an integer")]
    public void Read_WrongLimit_IsRefused(string query, string message)
    {
        var exception = Assert.Throws<WireFormatException>(() => Read(query));

        Assert.Equal(message, Format.Describe(Assert.IsType<RefusalReply>(exception.Reply).Refusal).Message);
        Read(query, ValidationLevel.Off);
    }

    [Fact]
    public void Read_OneModel_NamesIt() => Assert.Equal("claude", Read("", routeValue: "claude").Model);

    [Fact]
    public void Describe_UnknownModel_IsNotFound()
    {
        var error = Format.Describe(new UnknownModel("x"));

        Assert.Equal((404, "not_found_error", "model: x"), (error.Status, error.Type, error.Message));
    }

    private static MockRequest Read(string query, ValidationLevel validation = ValidationLevel.Structure, string routeValue = "") =>
        Format.Read(Some.Wire("", Operation.ListModels, validation, query: query, routeValue: routeValue));
}
