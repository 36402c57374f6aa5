using System.CommandLine;
using System.CommandLine.Help;
using Mimus.Cli.Commands;

namespace Mimus.Cli;

/// <summary>The command <c>mimus</c>: reads the command line and runs what it asks for.</summary>
internal static class MimusCommand
{
    /// <summary>Runs the command and gives the process's exit code.</summary>
    public static Task<int> RunAsync(IReadOnlyList<string> arguments, CommandSurroundings surroundings) =>
        // Nothing to parse: the parser is left unloaded, which is a good part of the time to the first answer.
        arguments is [] or ["start"] ? StartCommand.RunAsync(null, [], surroundings) : ParseAsync(arguments, surroundings);

    private static Task<int> ParseAsync(IReadOnlyList<string> arguments, CommandSurroundings surroundings)
    {
        var syntax = new CommandLineSyntax();
        var result = syntax.Parse(arguments);
        if (result.Action is HelpAction || result.GetResult(syntax.Suggest) is not null)
        {
            return Task.FromResult(Show(result, surroundings));
        }

        if (result.Errors.Count > 0)
        {
            return Task.FromResult(Refusal.Tell(CommandLineProblems.Of(result), surroundings));
        }

        if (result.GetValue(syntax.Version))
        {
            surroundings.Output.WriteLine($"mimus {ProductVersion.Current}");
            return Task.FromResult(ExitCode.Success);
        }

        return result.CommandResult.Command is Subcommand command
            ? command.RunAsync(result, surroundings)
            : StartCommand.RunAsync(syntax.Settings.FileOf(result), syntax.Settings.FlagsOf(result), surroundings);
    }

    private static int Show(ParseResult result, CommandSurroundings surroundings)
    {
        var code = result.Invoke(new InvocationConfiguration { Output = surroundings.Output, Error = surroundings.Error });
        if (result.Action is HelpAction)
        {
            surroundings.Output.WriteLine("Examples:");
            surroundings.Output.WriteLine(CommandLineSyntax.ExamplesOf(result.CommandResult.Command));
        }

        return code;
    }
}
