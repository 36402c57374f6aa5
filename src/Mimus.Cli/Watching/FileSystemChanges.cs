using Microsoft.Extensions.Logging;

namespace Mimus.Cli.Watching;

/// <summary>
/// Watches the disk. Not the files themselves but the folders around them are watched, because editors save by putting a new file in the old one's
/// place.
/// </summary>
internal sealed class FileSystemChanges(ILogger log) : IFileChanges
{
    private const NotifyFilters Filters =
        NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.CreationTime;

    private readonly HashSet<string> _refused = [];
    private List<FileSystemWatcher> _watchers = [];

    /// <inheritdoc/>
    public event Action? Changed;

    /// <inheritdoc/>
    public void Watch(IReadOnlyList<string> paths)
    {
        // The old ones last until the new ones are there, so that nothing is missed; one whose folder was put in anew would see nothing more.
        var old = _watchers;
        _watchers = [.. paths.SelectMany(Folders).Distinct().Select(folder => Open(folder.Path, folder.IsDeep)).OfType<FileSystemWatcher>()];
        old.ForEach(watcher => watcher.Dispose());
    }

    /// <inheritdoc/>
    public void Dispose() => _watchers.ForEach(watcher => watcher.Dispose());

    private static IEnumerable<(string Path, bool IsDeep)> Folders(string path)
    {
        if (Directory.Exists(path))
        {
            yield return (path, true);
        }

        var around = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(path));
        while (around is not null && !Directory.Exists(around))
        {
            around = Path.GetDirectoryName(around);
        }

        if (around is not null)
        {
            yield return (around, false);
        }
    }

    private FileSystemWatcher? Open(string folder, bool isDeep)
    {
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = isDeep, NotifyFilter = Filters };
            watcher.Changed += (_, _) => Changed?.Invoke();
            watcher.Created += (_, _) => Changed?.Invoke();
            watcher.Deleted += (_, _) => Changed?.Invoke();
            watcher.Renamed += (_, _) => Changed?.Invoke();
            // Too much has happened at once to tell it all.
            watcher.Error += (_, _) => Changed?.Invoke();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or UnauthorizedAccessException)
        {
            watcher?.Dispose();
            if (_refused.Add(folder))
            {
                log.LogWarning(
                    "The folder '{Folder}' cannot be watched: {Reason}. Changes in it take effect when Mimus is started again.",
                    folder,
                    exception.Message.TrimEnd('.')
                );
            }

            return null;
        }
    }
}
