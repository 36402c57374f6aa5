using System.CommandLine;

namespace Mimus.Cli.Commands;

/// <summary>A command beside <c>start</c>.</summary>
internal abstract class Subcommand : Command
{
    private protected Subcommand(string name, string description, string examples)
        : base(name, description)
    {
        Examples = examples;

        // Never run: the action tells the command from help and errors.
        SetAction(_ => ExitCode.Success);
    }

    /// <summary>Command lines that show what it is good for.</summary>
    public string Examples { get; }

    /// <summary>Does it, and gives the exit code.</summary>
    public abstract Task<int> RunAsync(ParseResult result, CommandSurroundings surroundings);
}
