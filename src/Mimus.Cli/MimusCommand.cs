using System.CommandLine;
using System.CommandLine.Help;

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
        if (result.Action is HelpAction)
        {
            return Task.FromResult(result.Invoke(new InvocationConfiguration { Output = surroundings.Output, Error = surroundings.Error }));
        }

        if (result.Errors.Count > 0)
        {
            foreach (var problem in CommandLineProblems.Of(result))
            {
                surroundings.Error.WriteLine(problem);
            }

            return Task.FromResult(ExitCode.BadUsage);
        }

        if (result.GetValue(syntax.Version))
        {
            surroundings.Output.WriteLine($"mimus {ProductVersion.Current}");
            return Task.FromResult(ExitCode.Success);
        }

        return StartCommand.RunAsync(result.GetValue(syntax.Config), syntax.FlagsOf(result), surroundings);
    }
}
