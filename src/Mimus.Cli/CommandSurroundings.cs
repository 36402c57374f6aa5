using System.Collections;
using System.Text;

namespace Mimus.Cli;

/// <summary>What a command sees of the process around it; tests give their own.</summary>
internal sealed record CommandSurroundings
{
    /// <summary>Where results go.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Where complaints and the log go.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>The folder that file names are relative to.</summary>
    public required string Directory { get; init; }

    /// <summary>All environment variables.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Environment { get; init; }

    /// <summary>How the command is told to end.</summary>
    public ShutdownSignals Signals { get; init; } = new();

    /// <summary>True where <see cref="Error"/> is a terminal that shows colours.</summary>
    public bool UsesColor { get; init; }

    /// <summary>True where <see cref="Output"/> is a terminal that shows colours.</summary>
    public bool UsesColorInOutput { get; init; }

    /// <summary>The clock of the log and of the server.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The surroundings of this process.</summary>
    public static CommandSurroundings OfProcess()
    {
        var environment = new List<KeyValuePair<string, string>>();
        foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
        {
            environment.Add(new((string)variable.Key, (string?)variable.Value ?? ""));
        }

        // no-color.org: any value that is not empty turns colours off.
        var canColor = !environment.Exists(variable => variable is { Key: "NO_COLOR", Value.Length: > 0 } or { Key: "TERM", Value: "dumb" });
        return new CommandSurroundings
        {
            // Console.Out would look up the terminal's abilities first, which nobody needs here.
            Output = Writer(Console.OpenStandardOutput()),
            Error = TextWriter.Synchronized(Writer(Console.OpenStandardError())),
            Directory = System.Environment.CurrentDirectory,
            Environment = environment,
            Signals = new ShutdownSignals { ListensToProcess = true },
            UsesColor = canColor && !Console.IsErrorRedirected,
            UsesColorInOutput = canColor && !Console.IsOutputRedirected,
        };
    }

    private static StreamWriter Writer(Stream stream) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
}
