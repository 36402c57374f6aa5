namespace Mimus.Cli.Watching;

/// <summary>Tells when files may have changed.</summary>
internal interface IFileChanges : IDisposable
{
    /// <summary>Something has happened to a file; nothing is said of what, and often it was nothing of importance.</summary>
    event Action? Changed;

    /// <summary>Watches these files and folders, whether or not they are there, and from then on no others.</summary>
    void Watch(IReadOnlyList<string> paths);
}
