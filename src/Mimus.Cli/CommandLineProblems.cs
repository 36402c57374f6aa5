using System.CommandLine;
using System.CommandLine.Parsing;
using Mimus.Core.Configuration.Documents;
using Mimus.Core.Text;

namespace Mimus.Cli;

/// <summary>Says what is wrong with a command line, a sentence for each thing.</summary>
internal static class CommandLineProblems
{
    public static IReadOnlyList<string> Of(ParseResult result)
    {
        var problems = new List<string>();
        AddUnknown(result, problems);
        foreach (var error in result.Errors)
        {
            if (error.SymbolResult is OptionResult option)
            {
                problems.Add(Describe(option));
            }
            else if (error.SymbolResult is ArgumentResult { Tokens.Count: 0 } argument)
            {
                problems.Add(Describe(argument, result.CommandResult.Command));
            }
            else if (problems.Count == 0)
            {
                problems.Add(error.Message);
            }
        }

        return [.. problems.Distinct()];
    }

    private static void AddUnknown(ParseResult result, List<string> problems)
    {
        foreach (var token in result.UnmatchedTokens)
        {
            if (token.StartsWith('-'))
            {
                var options = result.CommandResult.Command.Options.SelectMany(option => option.Aliases.Append(option.Name));
                problems.Add(Unknown(token, "an option", NearestName.Find(token.Split('=')[0], options)));
            }
            else if (result.CommandResult.Command.Arguments.Count > 0)
            {
                problems.Add($"{Quotation.Of(token)} is more than 'mimus {result.CommandResult.Command.Name}' takes; put a text with spaces in quotes.");
            }
            else if (problems.Count == 0)
            {
                // Behind an unknown option a word may be that option's value, so it is no second mistake.
                var commands = result.CommandResult.Command.Subcommands.Select(command => command.Name);
                problems.Add(Unknown(token, "a command", NearestName.Find(token, commands)));
            }
        }
    }

    private static string Unknown(string token, string kind, string? nearest) =>
        nearest is null
            ? $"{Quotation.Of(token)} is not {kind} of mimus; 'mimus --help' lists them."
            : $"{Quotation.Of(token)} is not {kind} of mimus; did you mean '{nearest}'? 'mimus --help' lists them.";

    private static string Describe(ArgumentResult result, Command command) =>
        $"'mimus {command.Name}' needs {result.Argument.Name}: {result.Argument.Description} 'mimus {command.Name} --help' shows examples.";

    private static string Describe(OptionResult result)
    {
        var option = result.Option;
        return result.Tokens.Count == 0
            ? $"{option.Name} has no value; write one behind it, as in '{option.Name} {option.HelpName}'."
            : $"{option.Name} is there {result.IdentifierTokenCount} times; give it once.";
    }
}
