using System.CommandLine;
using Mimus.Core.Configuration.Documents;
using Mimus.Core.Configuration.Rules;
using Mimus.Core.Text;

namespace Mimus.Cli.Commands;

/// <summary><c>mimus schema</c>: prints the JSON Schema of rule files or of configurations.</summary>
internal sealed class SchemaCommand : Subcommand
{
    private static readonly string[] s_names = ["rules", "config"];

    private readonly Argument<string> _name =
        new("rules|config") { Arity = ArgumentArity.ZeroOrOne, Description = "What the schema is of. [default: rules]" };

    public SchemaCommand()
        : base(
            "schema",
            "Prints the JSON Schema of rule files or of configurations, for editors and other tools.",
            """
              mimus schema rules > rules.schema.json      to name behind $schema in a rule file
              mimus schema config > config.schema.json    to name behind $schema in config.json
            """
        )
    {
        _name.CompletionSources.Add(s_names);
        Arguments.Add(_name);
    }

    public override Task<int> RunAsync(ParseResult result, CommandSurroundings surroundings) =>
        Task.FromResult(Run(result.GetValue(_name) ?? "rules", surroundings));

    private static int Run(string name, CommandSurroundings surroundings)
    {
        switch (name)
        {
            case "rules":
                surroundings.Output.Write(RuleSchema.OfRules());
                return ExitCode.Success;
            case "config":
                surroundings.Output.Write(RuleSchema.OfConfiguration());
                return ExitCode.Success;
            default:
                var nearest = NearestName.Find(name, s_names) is { } found ? $"; did you mean '{found}'?" : ";";
                return Refusal.Tell([$"There is no schema of {Quotation.Of(name)}{nearest} Write 'mimus schema rules' or 'mimus schema config'."], surroundings);
        }
    }
}
