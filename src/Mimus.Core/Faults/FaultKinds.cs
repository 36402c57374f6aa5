namespace Mimus.Core.Faults;

/// <summary>Where in an exchange a kind of fault belongs.</summary>
internal enum FaultStage
{
    /// <summary>An error takes the answer's place.</summary>
    Error,

    /// <summary>The model does something wrong; the protocol does not.</summary>
    Model,

    /// <summary>The answer is right, and breaks on its way.</summary>
    Wire,

    /// <summary>The same, and only streams have it.</summary>
    Stream,
}

/// <summary>What is known of the kinds of faults: their names and where they belong.</summary>
internal static class FaultKinds
{
    private static readonly Dictionary<string, FaultKind> s_byName = Enum.GetValues<FaultKind>().ToDictionary(NameOf);

    /// <summary>Their names, in the order of the documentation.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<FaultKind>().Select(NameOf)];

    /// <summary>The kind of a name.</summary>
    public static FaultKind Of(string name) => s_byName[name];

    /// <summary>The name of a kind: <c>error-event</c>.</summary>
    public static string NameOf(FaultKind kind) =>
        string.Concat(kind.ToString().Select((letter, index) => char.IsUpper(letter) && index > 0 ? $"-{letter}" : letter.ToString())).ToLowerInvariant();

    /// <summary>Where a kind belongs.</summary>
    public static FaultStage StageOf(FaultKind kind) =>
        kind switch
        {
            FaultKind.Error or FaultKind.RateLimit or FaultKind.Quota or FaultKind.Overloaded => FaultStage.Error,
            >= FaultKind.UnofferedTool => FaultStage.Model,
            >= FaultKind.ErrorEvent => FaultStage.Stream,
            _ => FaultStage.Wire,
        };
}
