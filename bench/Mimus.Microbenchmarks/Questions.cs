using System.Text;

namespace Mimus.Microbenchmarks;

/// <summary>The same question in every format.</summary>
internal static class Questions
{
    public static string PathOf(string format) =>
        format switch
        {
            "responses" => "/v1/responses",
            "anthropic" => "/v1/messages",
            _ => "/v1/chat/completions",
        };

    public static byte[] BodyOf(string format, bool isStreaming, string text = "Hello! How are you?")
    {
        var stream = isStreaming ? "true" : "false";
        var json = format switch
        {
            "responses" => $$"""{"model":"gpt-4o","stream":{{stream}},"instructions":"You are a helpful assistant.","input":"{{text}}"}""",
            "anthropic" =>
                $$"""{"model":"claude-sonnet-4-5","max_tokens":4096,"stream":{{stream}},"system":"You are a helpful assistant.","messages":[{"role":"user","content":"{{text}}"}]}""",
            _ =>
                $$"""{"model":"gpt-4o","stream":{{stream}},"messages":[{"role":"system","content":"You are a helpful assistant."},{"role":"user","content":"{{text}}"}]}""",
        };
        return Encoding.UTF8.GetBytes(json);
    }

    /// <summary>A text of so many words.</summary>
    public static string Words(int count) => string.Join(' ', Enumerable.Range(0, count).Select(number => $"w{number:000}"));
}
