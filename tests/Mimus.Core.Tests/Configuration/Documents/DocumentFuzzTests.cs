using System.Text;
using Mimus.Core.Chance;
using Mimus.Core.Configuration;

namespace Mimus.Core.Tests.Configuration.Documents;

public class DocumentFuzzTests
{
    private const string Alphabet = "{}[]:,'\"\\-#&*!|>%@`?~ \t\n\r\u00200aN.+x\uFEFF\u2028\uD83D\uDE00";

    [Theory]
    [InlineData("port: 8000\nmodels:\n  - id: &a 'x'\n    created: 1\n  - *a\ncors: {allow-origins: [\"*\"]}\nt: |\n  text\n", true)]
    [InlineData("{port: 0x1F, // comment\n 'models': [{id: \"\\u0041\", created: -1.5e3},], cors: {a: [null, true, NaN]}}", false)]
    public void Document_MutatedAtRandom_IsReadOrRefusedInOneLine(string text, bool isYaml)
    {
        var random = new SeededRandom(7);
        for (var round = 0; round < 4000; round++)
        {
            var mutated = Mutate(text, random);
            var node = Read.Node(mutated, isYaml ? ConfigurationSyntax.Yaml : ConfigurationSyntax.Json5, out var problems);

            Assert.True(node is not null || problems.Errors.Count > 0);
            Assert.All(problems.Errors, problem => Assert.DoesNotContain('\n', problem.ToString()));
        }
    }

    private static string Mutate(string text, SeededRandom random)
    {
        var mutated = new StringBuilder(text);
        for (var count = 1 + (int)(random.Next() % 4); count > 0; count--)
        {
            var index = (int)(random.Next() % (ulong)mutated.Length);
            var character = Alphabet[(int)(random.Next() % (ulong)Alphabet.Length)];
            switch (random.Next() % 3)
            {
                case 0:
                    mutated.Insert(index, character);
                    break;
                case 1:
                    mutated[index] = character;
                    break;
                default:
                    mutated.Remove(index, 1);
                    break;
            }
        }

        return mutated.ToString();
    }
}
