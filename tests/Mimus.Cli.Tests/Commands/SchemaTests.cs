using System.Text.Json;
using Mimus.Cli.Tests.Support;
using Mimus.Core.Configuration.Rules;

namespace Mimus.Cli.Tests.Commands;

public class SchemaTests
{
    [Theory]
    [InlineData("schema", "Mimus rules")]
    [InlineData("schema rules", "Mimus rules")]
    [InlineData("schema config", "Mimus configuration")]
    public async Task Schema_OfEither_IsPrinted(string arguments, string title)
    {
        await using var run = new CommandRun();

        Assert.Equal(0, await run.RunAsync(arguments.Split(' ')));
        using var schema = JsonDocument.Parse(run.Output.ToString());
        Assert.Equal(title, schema.RootElement.GetProperty("title").GetString());
    }

    [Fact]
    public void Schema_References_LeadSomewhere()
    {
        foreach (var text in new[] { RuleSchema.OfRules(), RuleSchema.OfConfiguration() })
        {
            using var schema = JsonDocument.Parse(text);
            var names = text.Split("#/$defs/").Skip(1).Select(rest => rest[..rest.IndexOf('"', StringComparison.Ordinal)]).Distinct();
            Assert.All(names, name => Assert.True(schema.RootElement.GetProperty("$defs").TryGetProperty(name, out _), name));
        }
    }

    [Fact]
    public async Task Schema_OfSomethingElse_IsRefused()
    {
        await using var run = new CommandRun();

        Assert.Equal(2, await run.RunAsync("schema", "rule"));
        Assert.Equal(["There is no schema of 'rule'; did you mean 'rules'? Write 'mimus schema rules' or 'mimus schema config'."], run.Complaints);
    }
}
