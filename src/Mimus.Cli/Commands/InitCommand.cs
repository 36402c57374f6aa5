using System.CommandLine;
using Mimus.Core.Configuration.Documents;
using Mimus.Core.Configuration.Rules;
using Mimus.Core.Configuration.Rules.Demonstration;

namespace Mimus.Cli.Commands;

/// <summary><c>mimus init</c>: writes a configuration and a rule file to begin with.</summary>
internal sealed class InitCommand : Subcommand
{
    private readonly Option<string> _directory =
        new("--directory", "-d") { HelpName = "DIR", Description = "The folder to write to; it is made if it is not there. [default: this folder]" };

    private readonly Option<bool> _force = new("--force") { Description = "Writes over files that are there already." };

    public InitCommand()
        : base(
            "init",
            "Writes config.json and rules.json5, a commented rule file to learn from and to change, and their schemas for editors.",
            """
              mimus init                  writes into this folder; 'mimus start' then serves it
              mimus init -d my-project    writes into another folder
              mimus init --force          writes over what is there
            """
        )
    {
        Options.Add(_directory);
        Options.Add(_force);
    }

    public override Task<int> RunAsync(ParseResult result, CommandSurroundings surroundings) =>
        Task.FromResult(Run(result.GetValue(_directory), result.GetValue(_force), surroundings));

    private static int Run(string? directory, bool isForced, CommandSurroundings surroundings)
    {
        var folder = Path.Combine(surroundings.Directory, directory ?? "");
        var files = new[] { ("config.json", DemonstrationFiles.Configuration), ("rules.json5", DemonstrationFiles.Rules) };
        var names = files.Select(file => Path.Combine(directory ?? "", file.Item1));
        var present = names.Where(name => Path.Exists(Path.Combine(surroundings.Directory, name))).ToList();
        if (present.Count > 0 && !isForced)
        {
            return Refusal.Tell(
                present.Select(name => $"{Quotation.Of(name)} is there already; nothing was written. --force writes over it, -d DIR writes elsewhere."),
                surroundings
            );
        }

        try
        {
            Directory.CreateDirectory(folder);

            // Nobody edits the schemas, so they are never in the way.
            foreach (var (name, text) in files.Append(("config.schema.json", RuleSchema.OfConfiguration())).Append(("rules.schema.json", RuleSchema.OfRules())))
            {
                File.WriteAllText(Path.Combine(folder, name), text);
                surroundings.Output.WriteLine($"Wrote {Path.Combine(directory ?? "", name)}");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var reason = exception.Message.TrimEnd('.');
            return Refusal.Tell([$"The folder {Quotation.Of(directory ?? ".")} cannot be written to: {reason}; choose another with -d DIR."], surroundings);
        }

        surroundings.Output.WriteLine($"Next: {(directory is null ? "" : $"cd {directory}, ")}mimus start, and point a client at http://127.0.0.1:8002.");
        return ExitCode.Success;
    }
}
