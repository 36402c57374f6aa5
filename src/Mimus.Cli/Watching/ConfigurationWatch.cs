using Microsoft.Extensions.Logging;
using Mimus.Cli.Loading;
using Mimus.Core.Configuration;

namespace Mimus.Cli.Watching;

/// <summary>Loads the configuration and its rules again when their files change; one that is wrong is told of once and left alone.</summary>
internal sealed class ConfigurationWatch : IDisposable
{
    /// <summary>How long the files must have been quiet, for editors that save in several steps.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);

    /// <summary>How long to wait for quiet at most.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private const int MaximumRounds = 5;

    private readonly Func<LoadedConfiguration> _load;
    private readonly Action<MockConfiguration> _apply;
    private readonly IFileChanges _changes;
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _timing = new();
    private readonly Lock _loading = new();
    private readonly HostSettings _host;
    private LoadedConfiguration _seen;
    private long? _waitsSince;
    private bool _isDisposed;

    /// <param name="first">What is in force.</param>
    /// <param name="load">Loads it again.</param>
    /// <param name="apply">Puts a new configuration in force.</param>
    /// <param name="changes">Tells of changes; it ends with the watch.</param>
    /// <param name="log">Where successes and problems are told.</param>
    /// <param name="time">The clock.</param>
    public ConfigurationWatch(
        LoadedConfiguration first,
        Func<LoadedConfiguration> load,
        Action<MockConfiguration> apply,
        IFileChanges changes,
        ILogger log,
        TimeProvider time
    )
    {
        _seen = first;
        _host = first.Compiled.Host;
        _load = load;
        _apply = apply;
        _changes = changes;
        _log = log;
        _time = time;
        _timer = time.CreateTimer(_ => Reload(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        changes.Changed += Await;
        Reload();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _changes.Changed -= Await;
        lock (_loading)
        {
            _isDisposed = true;
            _changes.Dispose();
        }

        _timer.Dispose();
    }

    private void Await()
    {
        lock (_timing)
        {
            _waitsSince ??= _time.GetTimestamp();
            var left = Patience - _time.GetElapsedTime(_waitsSince.Value);
            _timer.Change(left < Quiet ? TimeSpan.FromMilliseconds(Math.Max(0, left.TotalMilliseconds)) : Quiet, Timeout.InfiniteTimeSpan);
        }
    }

    private void Reload()
    {
        lock (_timing)
        {
            _waitsSince = null;
        }

        lock (_loading)
        {
            if (_isDisposed)
            {
                return;
            }

            try
            {
                Take(Load());
            }
            catch (Exception exception)
            {
                _log.LogError(exception, "Loading again failed inside Mimus; what was loaded before stays in force.");
            }
        }
    }

    // What is watched is watched before it is read; a configuration that names other files than before is read once more.
    private LoadedConfiguration Load()
    {
        var paths = _seen.Paths;
        for (var round = 0; ; round++)
        {
            _changes.Watch(paths);
            var loaded = _load();
            if (loaded.Paths.SequenceEqual(paths) || round == MaximumRounds)
            {
                return loaded;
            }

            paths = loaded.Paths;
        }
    }

    private void Take(LoadedConfiguration loaded)
    {
        if (loaded.IsSameAs(_seen))
        {
            return;
        }

        _seen = loaded;
        if (loaded.Problems.Count > 0)
        {
            foreach (var problem in loaded.Problems)
            {
                _log.LogError("{Problem}", problem);
            }

            _log.LogWarning(
                "Not loaded: {Problems}. What was loaded before stays in force until the files are mended.",
                Counted.Of(loaded.Problems.Count, "problem", "problems")
            );
            return;
        }

        _apply(loaded.Compiled.Mock);
        foreach (var warning in loaded.Compiled.Warnings)
        {
            _log.LogWarning("{Warning}", warning);
        }

        if (loaded.Compiled.Host != _host)
        {
            _log.LogWarning("Settings of the server itself, such as port and log-level, have changed; they take effect when Mimus is started again.");
        }

        _log.LogInformation("Loaded again: {Rules}.", loaded.DescribeRules());
    }
}
