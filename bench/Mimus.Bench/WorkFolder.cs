using System.Text;

namespace Mimus.Bench;

/// <summary>The files of one run: questions, and the rules that each server answers them by. All answer the same with the same texts.</summary>
internal sealed class WorkFolder : IDisposable
{
    /// <summary>How many characters a piece of a stream has: 500 pieces.</summary>
    public const int PieceSize = 4;

    /// <summary>How many pieces a paced stream has.</summary>
    public const int PacedPieces = 100;

    /// <summary>The milliseconds between two pieces of a paced stream.</summary>
    public const int PacedInterval = 20;

    public WorkFolder()
    {
        Write("whole.json", Question("Hello!", isStreaming: false));
        Write("stream.json", Question("long story", isStreaming: true));
        Write("big.json", BigQuestion());
        Write("last.json", Question("Could you please tell me what the last one in the list is? It is about topic zulu.", isStreaming: false));
        Write("mimus-1.json5", MimusRules(0));
        Write("mimus-10000.json5", MimusRules(10_000));
        Write("aimock-1.json", AimockFixtures(0));
        Write("aimock-10000.json", AimockFixtures(10_000));
        Write("mock-llm.yaml", MockLlmRules);
    }

    public static string ShortAnswer => "Hello! How are you??";

    public static string LongAnswer { get; } = string.Concat(Enumerable.Range(0, 500).Select(number => $"{number:000} "));

    public static string PacedAnswer { get; } = string.Join(' ', Enumerable.Range(0, PacedPieces).Select(number => $"w{number:000}"));

    public string Folder { get; } = Directory.CreateTempSubdirectory("mimus-bench").FullName;

    public string PathOf(string name) => Path.Combine(Folder, name);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private void Write(string name, string text) => File.WriteAllText(PathOf(name), text);

    private static string Question(string text, bool isStreaming) =>
        $$"""
        {"model":"gpt-4-mock","temperature":0.7,"max_tokens":1000,"top_p":1,"user":"u","stream":{{(isStreaming ? "true" : "false")}},"messages":[{"role":"system","content":"You are a helpful assistant."},{"role":"user","content":"{{text}}"}]}
        """.Trim();

    // A conversation of 107 messages, 100 KB.
    private static string BigQuestion()
    {
        var text = new StringBuilder("""{"model":"gpt-4-mock","stream":false,"messages":[{"role":"system","content":"You are a helpful assistant."}""");
        for (var turn = 0; turn < 105; turn++)
        {
            var role = turn % 2 == 0 ? "user" : "assistant";
            text.Append($$""",{"role":"{{role}}","content":"{{string.Concat(Enumerable.Repeat($"Turn {turn} of a long conversation. ", 26))}}"}""");
        }

        return text.Append(""",{"role":"user","content":"Hello!"}]}""").ToString();
    }

    private static string MimusRules(int others)
    {
        var text = new StringBuilder("[\n");
        for (var number = 1; number < others; number++)
        {
            text.Append(
                (number % 3) switch
                {
                    0 => $$"""{when:"/^explain item {{number}} (in|with) (\\w+)/i",reply:"pattern {{number}}"},""",
                    1 => $$"""{when:"question number {{number}} please",reply:"text {{number}}"},""",
                    _ => $$$"""{when:{model:"model-{{{number}}}",message:"subject {{{number}}}"},reply:"object {{{number}}}"},""",
                }
            );
            text.Append('\n');
        }

        return text.Append(
                $$$"""
                {when:"topic zulu",reply:"{{{ShortAnswer}}}"},
                {when:"Hello",reply:"{{{ShortAnswer}}}"},
                {when:"paced please",reply:{text:"one two three four five",latency:5}},
                {when:"slow please",reply:{text:"one two three four five six seven eight nine ten",latency:500}},
                {when:"long story",reply:{text:"{{{LongAnswer}}}",chunkSize:{{{PieceSize}}}}},
                ]
                """
            )
            .ToString();
    }

    private static string AimockFixtures(int others)
    {
        var text = new StringBuilder("""{"fixtures":[""");
        for (var number = 1; number < others; number++)
        {
            text.Append($$$"""{"match":{"userMessage":"question number {{{number}}} please"},"response":{"content":"text {{{number}}}"}},""");
        }

        return text.Append(
                $$$"""
                {"match":{"userMessage":"topic zulu"},"response":{"content":"{{{ShortAnswer}}}"}},
                {"match":{"userMessage":"Hello"},"response":{"content":"{{{ShortAnswer}}}"}},
                {"match":{"userMessage":"w000"},"response":{"content":"{{{PacedAnswer}}}"},"chunkSize":5},
                {"match":{"userMessage":"long story"},"response":{"content":"{{{LongAnswer}}}"},"chunkSize":{{{PieceSize}}}}]}
                """
            )
            .ToString();
    }

    private static string MockLlmRules =>
        $$$$"""
        rules:
          - path: "/v1/chat/completions"
            method: "POST"
            match: "contains(body.messages[-1].content, 'Hello')"
            response:
              status: 200
              content: |
                {"id":"chatcmpl-{{timestamp}}","object":"chat.completion","model":"{{jmes request body.model}}","choices":[{"index":0,"message":{"role":"assistant","content":"{{{{ShortAnswer}}}}"},"finish_reason":"stop"}]}
        """;
}
