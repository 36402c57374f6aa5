using Mimus.Cli.Watching;

namespace Mimus.Cli.Tests.Watching;

/// <summary>Changes that a test makes up.</summary>
internal sealed class SimulatedChanges : IFileChanges
{
    public event Action? Changed;

    /// <summary>What is watched now.</summary>
    public IReadOnlyList<string> Watched { get; private set; } = [];

    public bool IsDisposed { get; private set; }

    public void Raise() => Changed?.Invoke();

    public void Watch(IReadOnlyList<string> paths) => Watched = paths;

    public void Dispose() => IsDisposed = true;
}
