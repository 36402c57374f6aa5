using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Mimus.Tests;

public class ToolTests
{
    private enum Unit
    {
        Celsius,
    }

    [Fact]
    public async Task WhenTool_Offered_CallsIt()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.WhenTool("get_weather").CallTool("get_weather", new { city = "Oslo" }, id: "call_1");

        var (_, body) = await mock.SendAsync(Chat.Body(Chat.User("weather?")).Offering("get_weather"));

        var call = body["choices"]![0]!["message"]!["tool_calls"]![0]!;
        Assert.Equal("call_1", (string?)call["id"]);
        Assert.Equal("get_weather", (string?)call["function"]!["name"]);
        Assert.Equal("""{"city":"Oslo"}""", (string?)call["function"]!["arguments"]);
        Assert.Equal("tool_calls", (string?)body["choices"]![0]!["finish_reason"]);
    }

    [Fact]
    public async Task WhenTool_OtherTool_DoesNotMatch()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.WhenTool("get_weather").Reply("matched");

        Assert.Equal("x", await mock.AskAsync(Chat.Body(Chat.User("x")).Offering("get_weather_forecast")));
    }

    [Fact]
    public async Task WhenToolResult_AgentsLoop_Ends()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.WhenTool("get_weather").CallTool("get_weather", "{\"city\": \"Oslo\"}", id: "call_1");
        mock.WhenToolResult("call_1").Reply("Sunny: {{tool_result}}");

        var answer = await mock.AskAsync(
            Chat.Body(Chat.User("weather?"), Chat.Call("call_1", "get_weather"), Chat.Result("call_1", "21 °C")).Offering("get_weather")
        );

        Assert.Equal("Sunny: 21 °C", answer);
    }

    [Fact]
    public async Task WhenToolResult_WithoutId_MatchesAny()
    {
        await using var mock = await MockLlmServer.StartAsync();
        mock.WhenToolResult("call_9").Reply("nine");
        mock.WhenToolResult().Reply("any");

        Assert.Equal("any", await mock.AskAsync(Chat.Body(Chat.User("x"), Chat.Call("call_1", "t"), Chat.Result("call_1", "y"))));
    }

    [Fact]
    public void ToolCall_Object_IsWrittenAsJson()
    {
        object arguments = new
        {
            text = "é\"",
            number = 1.5m,
            flag = true,
            nothing = (string?)null,
            unit = Unit.Celsius,
            day = new DateOnly(2026, 1, 2),
            list = new[] { 1, 2 },
            map = new Dictionary<string, object> { ["a"] = new { b = 1 } },
            node = new JsonObject { ["c"] = 2 },
            named = new Named("n", "hidden"),
        };

        var json = ArgumentWriter.Write(arguments);

        var expected = """
            {"text":"é\"","number":1.5,"flag":true,"nothing":null,"unit":"Celsius","day":"2026-01-02","list":[1,2],"map":{"a":{"b":1}},
            "node":{"c":2},"named":{"other_name":"n"}}
            """;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(json)), json);
    }

    [Fact]
    public void ToolCall_Json_StaysAsItIs()
    {
        Assert.Equal("{ \"a\": 1 }", ArgumentWriter.Write("{ \"a\": 1 }"));
        Assert.Equal("{\"a\":1}", ArgumentWriter.Write(JsonDocument.Parse("{\"a\":1}").RootElement));
        Assert.Equal("{\"a\":1}", ArgumentWriter.Write(new JsonObject { ["a"] = 1 }));
    }

    [Fact]
    public void ToolCall_ObjectThatRefersToItself_IsRefused()
    {
        var list = new List<object>();
        list.Add(list);

        Assert.Throws<ArgumentException>(() => ArgumentWriter.Write(list));
    }

    [Fact]
    public void ToolCall_NotANumber_IsRefused() => Assert.Throws<ArgumentException>(() => ArgumentWriter.Write(new { x = double.NaN }));

    private sealed record Named([property: JsonPropertyName("other_name")] string Name, [property: JsonIgnore] string Hidden);
}
