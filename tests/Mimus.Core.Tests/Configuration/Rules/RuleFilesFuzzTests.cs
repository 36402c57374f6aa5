using System.Text;
using Mimus.Core.Chance;
using Mimus.Core.Configuration;
using Mimus.Core.Configuration.Documents;
using Mimus.Core.Configuration.Rules;
using Mimus.Core.Configuration.Rules.Demonstration;
using Mimus.Core.Model;
using Mimus.Core.Rules;
using Mimus.Core.Rules.Templates;

namespace Mimus.Core.Tests.Configuration.Rules;

public class RuleFilesFuzzTests
{
    private const string Everything = """
        {
          templates: { a: { text: "{{message}}", latency: 5 }, b: "$a$", c: { error: { status: 429, message: "m {{model}}", headers: { x: "y" }, retryAfter: 1.5 } } },
          fallback: { choices: ["x", { reasoning: "r", tools: [{ name: "f", args: { n: 275.0, s: "{{count}}" } }] }] },
          rules: [
            { when: "/^(a+b?)* (?<who>\\w+)$/i", reply: "$b", times: 2, name: "n" },
            { when: { message: { oneOf: ["p", "q"] }, model: { exact: "m" }, header: { h: true, i: "/j/" }, body: { "$.a[0]..b['c'].*": { oneOf: [1, "2"] }, "/d~1e/0": null } }, reply: "$c" },
            { when: { any: ["s", { not: { turn: 1, tool_name: "t" } }], format: "openai", stream: false }, replies: ["1", { reply: "$a", chunkSize: 3 }], then: "loop" },
            { reply: { parts: ["t", { refusal: "u" }, { tool: { name: "g", args: "v" } }], finish: "stop", usage: { input: 3, output: 2, cached: 1 }, model: "m" }, priority: -1 },
          ],
        }
        """;

    private static readonly string[] s_pieces =
    [
        "{", "}", "[", "]", ",", ":", "'", "\"", "\\", "/", "$", "$a", "{{", "}}", "{{match.1}}", "(", ")", "*", "+", "?", "|", "^", "..", "~", "-1", "0", "1e999",
        "null", "true", "NaN", "'x'", "[]", "{}", "when", "reply", "\uD83D", "\uDE00", " ", "\n",
    ];

    [Fact]
    public void RuleFile_MutatedAtRandom_IsCompiledOrRefusedInOneLine()
    {
        var random = new SeededRandom(11);
        var compiledOnes = 0;
        for (var round = 0; round < 6000; round++)
        {
            var text = Mutate(round % 3 == 0 ? DemonstrationFiles.Rules : Everything, random);
            var compiled = CompileRules.Json5(text);

            Assert.All(compiled.Problems.Concat(compiled.Warnings), problem => Assert.DoesNotContain('\n', problem.ToString()));
            compiledOnes += compiled.Problems.Count == 0 ? 1 : 0;
            AskAll(compiled);
        }

        Assert.InRange(compiledOnes, 500, 5000);
    }

    [Fact]
    public void RuleFile_WithANodeExchanged_IsCompiledOrRefused()
    {
        var random = new SeededRandom(12);
        var root = Read(Everything);

        // The schema is stricter about null, which the compiler takes as "not given".
        var nodes = Nodes(root).Select(node => Write(node, null, "")).Where(text => text != "null").Append("'$b'").Append("-1").Append("1e400").ToList();
        for (var round = 0; round < 6000; round++)
        {
            var places = Nodes(root).ToList();
            var place = places[(int)(random.Next() % (ulong)places.Count)];
            var text = Write(root, place, nodes[(int)(random.Next() % (ulong)nodes.Count)]);
            var compiled = CompileRules.Json5(text);

            AskAll(compiled);
            Assert.True(compiled.Problems.Count > 0 || RuleSchemaTests.IsValidRules(text), $"The schema refuses what the compiler accepts: {text}");
        }
    }

    // Whatever compiles can be asked.
    private static void AskAll(CompiledRules compiled)
    {
        var request = new MockRequest
        {
            Format = "openai",
            Operation = Operation.Generate,
            Model = "m",
            Messages = [Some.User("aab you")],
            RawBody = """{"a":[{"b":{"c":{"x":1}}}]}"""u8.ToArray(),
        };
        var subject = new RuleSubject(request);
        foreach (var rule in compiled.Book.Rules)
        {
            RuleBook.Matches(rule, subject);
            Assert.All(rule.Conditions, condition => Assert.NotNull(condition.Key + condition.Wanted + condition.Got(subject)));
            foreach (var reply in rule.Replies)
            {
                var context = new TemplateContext(subject, 1, Some.Time, new SeededRandom(1));
                Assert.True(reply.RenderAsync(context, default).AsTask().IsCompletedSuccessfully);
            }
        }
    }

    private static string Mutate(string text, SeededRandom random)
    {
        var mutated = new StringBuilder(text);
        for (var count = 1 + (int)(random.Next() % 3); count > 0; count--)
        {
            var index = (int)(random.Next() % (ulong)mutated.Length);
            var piece = s_pieces[(int)(random.Next() % (ulong)s_pieces.Length)];
            switch (random.Next() % 3)
            {
                case 0:
                    mutated.Insert(index, piece);
                    break;
                case 1:
                    mutated.Remove(index, 1).Insert(index, piece);
                    break;
                default:
                    mutated.Remove(index, Math.Min(1 + (int)(random.Next() % 6), mutated.Length - index));
                    break;
            }
        }

        return mutated.ToString();
    }

    private static ConfigurationNode Read(string text) =>
        DocumentReader.Read(new ConfigurationSource("file", text, ConfigurationSyntax.Json5), new ConfigurationProblems())!;

    private static IEnumerable<ConfigurationNode> Nodes(ConfigurationNode node) =>
        node switch
        {
            ConfigurationMapping mapping => mapping.Entries.SelectMany(entry => Nodes(entry.Value)).Append(node),
            ConfigurationList list => list.Items.SelectMany(Nodes).Append(node),
            _ => [node],
        };

    private static string Write(ConfigurationNode node, ConfigurationNode? place, string replacement) =>
        node == place
            ? replacement
            : node switch
            {
                ConfigurationMapping mapping => $"{{{string.Join(", ", mapping.Entries.Select(entry => $"{Quote(entry.Key)}: {Write(entry.Value, place, replacement)}"))}}}",
                ConfigurationList list => $"[{string.Join(", ", list.Items.Select(item => Write(item, place, replacement)))}]",
                ConfigurationScalar { Kind: ScalarKind.String } text => Quote(text.Text),
                ConfigurationScalar scalar => scalar.Text,
                _ => "null",
            };

    private static string Quote(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
