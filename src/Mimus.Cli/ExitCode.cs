namespace Mimus.Cli;

/// <summary>What the process says to its shell.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary><c>validate</c> has found files that cannot be used.</summary>
    public const int Findings = 1;

    /// <summary>A flag, a file, a variable or the address cannot be used: nothing was started.</summary>
    public const int BadUsage = 2;
}
