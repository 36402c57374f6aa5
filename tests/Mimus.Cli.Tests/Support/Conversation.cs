using System.Net;
using System.Text;
using System.Text.Json;

namespace Mimus.Cli.Tests.Support;

/// <summary>Asks a server over HTTP in the formats that it speaks.</summary>
internal sealed class Conversation(HttpClient client)
{
    public async Task<Answer> AskAsync(string message, string format = "openai", bool stream = false, string? model = null)
    {
        var (path, body) = Request(message, format, stream, model);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("anthropic-version", "2023-06-01");
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        return (format, stream) switch
        {
            ("openai", false) => ReadChat(Parse(text)),
            ("openai", true) => ReadChatStream(Events(text)),
            ("responses", false) => ReadResponses(Parse(text), 0),
            ("responses", true) => ReadResponsesStream(Events(text)),
            (_, false) => ReadMessage(Parse(text)),
            (_, true) => ReadMessageStream(Events(text)),
        };
    }

    private static (string Path, string Body) Request(string message, string format, bool stream, string? model)
    {
        var text = $"\"{JsonEncodedText.Encode(message)}\"";
        var user = $$"""[{"role":"user","content":{{text}}}]""";
        var start = $$"""{"model":"{{model ?? (format == "anthropic" ? "claude-sonnet-4-5" : "gpt-4o")}}","stream":{{(stream ? "true" : "false")}},""";
        return format switch
        {
            "openai" => ("/v1/chat/completions", $$"""{{start}}"messages":{{user}}}"""),
            "responses" => ("/v1/responses", $$"""{{start}}"input":{{text}}}"""),
            _ => ("/v1/messages", $$"""{{start}}"max_tokens":1000,"messages":{{user}}}"""),
        };
    }

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private static List<JsonElement> Events(string body) =>
        [.. body.Split('\n').Where(line => line.StartsWith("data: {", StringComparison.Ordinal)).Select(line => Parse(line[6..]))];

    private static Answer ReadChat(JsonElement root)
    {
        var message = root.GetProperty("choices")[0].GetProperty("message");
        var calls = Items(message, "tool_calls").Select(call => call.GetProperty("function")).Select(call => $"{Text(call, "name")} {Text(call, "arguments")}");
        return new Answer(Text(message, "content"), "", [.. calls], 0);
    }

    private static Answer ReadChatStream(List<JsonElement> events)
    {
        var deltas = events.SelectMany(chunk => Items(chunk, "choices")).Select(choice => choice.GetProperty("delta")).ToList();
        var pieces = deltas.Select(delta => Text(delta, "content")).Where(text => text.Length > 0).ToList();
        var calls = deltas
            .SelectMany(delta => Items(delta, "tool_calls"))
            .GroupBy(call => call.GetProperty("index").GetInt32(), call => call.GetProperty("function"))
            .Select(call => $"{string.Concat(call.Select(part => Text(part, "name")))} {string.Concat(call.Select(part => Text(part, "arguments")))}");
        return new Answer(string.Concat(pieces), "", [.. calls], pieces.Count);
    }

    private static Answer ReadResponses(JsonElement root, int pieces)
    {
        var output = Items(root, "output").ToList();
        string TextOf(string type, string list) =>
            string.Concat(output.Where(item => Text(item, "type") == type).SelectMany(item => Items(item, list)).Select(part => Text(part, "text")));
        var calls = output.Where(item => Text(item, "type") == "function_call").Select(call => $"{Text(call, "name")} {Text(call, "arguments")}");
        return new Answer(TextOf("message", "content"), TextOf("reasoning", "summary"), [.. calls], pieces);
    }

    private static Answer ReadResponsesStream(List<JsonElement> events)
    {
        var pieces = events.Where(one => Text(one, "type") == "response.output_text.delta").Select(one => Text(one, "delta")).ToList();
        var answer = ReadResponses(events.Single(one => Text(one, "type") == "response.completed").GetProperty("response"), pieces.Count);
        Assert.Equal(answer.Text, string.Concat(pieces));
        return answer;
    }

    private static Answer ReadMessage(JsonElement root)
    {
        var content = Items(root, "content").ToList();
        string TextOf(string type, string key) => string.Concat(content.Where(block => Text(block, "type") == type).Select(block => Text(block, key)));
        var calls = content.Where(block => Text(block, "type") == "tool_use").Select(call => $"{Text(call, "name")} {call.GetProperty("input").GetRawText()}");
        return new Answer(TextOf("text", "text"), TextOf("thinking", "thinking"), [.. calls], 0);
    }

    private static Answer ReadMessageStream(List<JsonElement> events)
    {
        var deltas = events.Where(one => Text(one, "type") == "content_block_delta").ToList();
        IEnumerable<string> Pieces(string key, Func<JsonElement, bool>? filter = null) =>
            deltas.Where(filter ?? (_ => true)).Select(one => Text(one.GetProperty("delta"), key)).Where(text => text.Length > 0);
        var calls = events
            .Where(one => Text(one, "type") == "content_block_start" && Text(one.GetProperty("content_block"), "type") == "tool_use")
            .Select(start => $"{Text(start.GetProperty("content_block"), "name")} {string.Concat(Pieces("partial_json", one => Index(one) == Index(start)))}");
        return new Answer(string.Concat(Pieces("text")), string.Concat(Pieces("thinking")), [.. calls], Pieces("text").Count());
    }

    private static int Index(JsonElement one) => one.GetProperty("index").GetInt32();

    private static string Text(JsonElement element, string key) =>
        element.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static JsonElement[] Items(JsonElement element, string key) =>
        element.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [];
}
