using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Mimus.Tests.Support;

/// <summary>Chat Completions without any SDK: nothing is tried again, and nothing is hidden.</summary>
internal static class Chat
{
    public static Task<string> AskAsync(this MockWorld world, string message, string model = "gpt-4o") =>
        world.AskAsync(new JsonObject { ["model"] = model, ["messages"] = new JsonArray(User(message)) });

    public static async Task<string> AskAsync(this MockWorld world, JsonObject body)
    {
        var (status, answer) = await world.SendAsync(body);
        Assert.True(status == HttpStatusCode.OK, answer.ToJsonString());
        return (string?)answer["choices"]![0]!["message"]!["content"] ?? "";
    }

    public static Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(this MockWorld world, string message, int retry = 0) =>
        world.SendAsync(new JsonObject { ["model"] = "gpt-4o", ["messages"] = new JsonArray(User(message)) }, retry);

    public static async Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(this MockWorld world, JsonObject body, int retry = 0)
    {
        using var client = world.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions");
        request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        request.Headers.Add("x-stainless-retry-count", $"{retry}");
        using var response = await client.SendAsync(request);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    public static JsonObject User(string text) => new() { ["role"] = "user", ["content"] = text };

    public static JsonObject Body(params JsonNode[] messages) => new() { ["model"] = "gpt-4o", ["messages"] = new JsonArray(messages) };

    public static JsonObject Offering(this JsonObject body, string tool)
    {
        body["tools"] = new JsonArray(new JsonObject { ["type"] = "function", ["function"] = new JsonObject { ["name"] = tool } });
        return body;
    }

    public static JsonObject Call(string id, string tool) =>
        new()
        {
            ["role"] = "assistant",
            ["content"] = null,
            ["tool_calls"] = new JsonArray(
                new JsonObject { ["id"] = id, ["type"] = "function", ["function"] = new JsonObject { ["name"] = tool, ["arguments"] = "{}" } }
            ),
        };

    public static JsonObject Result(string id, string text) => new() { ["role"] = "tool", ["tool_call_id"] = id, ["content"] = text };
}
