namespace Mimus.Cli;

/// <summary>The end of a command that cannot do what it was asked.</summary>
internal static class Refusal
{
    /// <summary>Tells the problems, a line each, and gives the exit code.</summary>
    public static int Tell(IEnumerable<string> problems, CommandSurroundings surroundings)
    {
        foreach (var problem in problems)
        {
            surroundings.Error.WriteLine(problem);
        }

        return ExitCode.BadUsage;
    }
}
