namespace Mimus.Bench;

/// <summary>A server that can be measured.</summary>
/// <param name="Name">Its name in tables and on the command line.</param>
/// <param name="Version">What was measured.</param>
/// <param name="Command">The program and its arguments; {port} and {rules} stand for what a run puts there.</param>
internal sealed record Target(string Name, string Version, params IReadOnlyList<string> Command)
{
    /// <summary>The files that hold its rules by their number; empty where it has none.</summary>
    public IReadOnlyDictionary<int, string> Rules { get; init; } = new Dictionary<int, string>();

    /// <summary>The scenarios that are not the same work for it, and so are left out.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>What its command line has besides where streams are paced; null where it cannot do that work.</summary>
    public IReadOnlyList<string>? PacedBy { get; init; }

    /// <summary>How long it is asked before it is measured.</summary>
    public int WarmUpSeconds { get; init; } = 5;

    /// <summary>The build of Mimus that it is compared with: the one that runs on the same runtime.</summary>
    public string ComparedWith { get; init; } = "mimus";

    /// <summary>The address of the chat completions behind the server's.</summary>
    public string Path { get; init; } = "/v1/chat/completions";
}
