using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Mimus.Cli.Loading;
using Mimus.Cli.Logging;
using Mimus.Cli.Tests.Support;
using Mimus.Cli.Watching;
using Mimus.Core.Configuration;

namespace Mimus.Cli.Tests.Watching;

/// <summary>The watch on files that a test writes, with changes and time that it makes up.</summary>
public sealed class ConfigurationWatchTests : IAsyncDisposable
{
    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(60);

    private readonly CommandRun _run = new CommandRun()
        .WithFile("config.yaml", "rules: r.json5\nwatch: true\nport: 1")
        .WithFile("r.json5", """[{when: "a", reply: "1"}]""");

    private readonly FakeTimeProvider _time = new();
    private readonly SimulatedChanges _changes = new();
    private readonly List<MockConfiguration> _applied = [];
    private readonly AwaitedWriter _log = new();
    private int _loads;

    public ValueTask DisposeAsync() => _run.DisposeAsync();

    [Fact]
    public void Change_IsLoadedWhenTheFilesAreQuiet()
    {
        using var watch = Watch();
        _run.WithFile("r.json5", """[{when: "a", reply: "1"}, {when: "b", reply: "2"}]""");
        _changes.Raise();
        _time.Advance(s_moment);
        _changes.Raise();
        _time.Advance(s_moment);
        Assert.Empty(_applied);

        _time.Advance(s_moment);

        Assert.Equal(2, Assert.Single(_applied).Rules.Rules.Count);
        Assert.EndsWith("info  Mimus.Configuration: Loaded again: 2 rules from 1 file.", Lines()[^1], StringComparison.Ordinal);
        Assert.Single(Lines());
    }

    [Fact]
    public void Changes_WithoutEnd_AreLoadedAllTheSame()
    {
        using var watch = Watch();
        _run.WithFile("r.json5", "[]");
        for (var passed = TimeSpan.Zero; passed < ConfigurationWatch.Patience; passed += s_moment)
        {
            Assert.Empty(_applied);
            _changes.Raise();
            _time.Advance(s_moment);
        }

        Assert.Single(_applied);
    }

    [Fact]
    public void Change_OfNothing_IsSilent()
    {
        using var watch = Watch();

        Change();

        Assert.Equal(2, _loads);
        Assert.Empty(_applied);
        Assert.Empty(Lines());
    }

    [Fact]
    public void BrokenFile_IsToldOfOnceAndKeepsWhatWasLoaded()
    {
        using var watch = Watch();
        _run.WithFile("r.json5", "[{wen: 1}]").WithFile("config.yaml", "rules: [r.json5, none.json5]\nprot: 1");

        Change();
        Change();

        Assert.Empty(_applied);
        Assert.Equal(
            ["error", "error", "error", "error", "warn "],
            Lines().Select(line => line.Split(' ')[1]).Select(word => word == "warn" ? "warn " : word)
        );
        Assert.Contains(Lines(), line => line.Contains("config.yaml:2:1: prot: ", StringComparison.Ordinal));
        Assert.Contains(Lines(), line => line.Contains("rules[1]: 'none.json5' is not there", StringComparison.Ordinal));
        Assert.EndsWith("Not loaded: 4 problems. What was loaded before stays in force until the files are mended.", Lines()[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void BrokenFile_Mended_IsLoaded()
    {
        using var watch = Watch();
        _run.WithFile("r.json5", "[");
        Change();
        _run.WithFile("r.json5", """[{when: "a", reply: "1"}]""");

        Change();

        Assert.Single(_applied);
        Assert.EndsWith("Loaded again: 1 rule from 1 file.", Lines()[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Configuration_NamingOtherFiles_HasThemWatched()
    {
        using var watch = Watch();
        Assert.Equal(["config.yaml", "r.json5"], _changes.Watched.Select(Path.GetFileName));
        _run.WithFile("more/s.json5", "[]").WithFile("config.yaml", "rules: [r.json5, more]\nport: 1");

        Change();

        Assert.Equal(["config.yaml", "r.json5", "more"], _changes.Watched.Select(Path.GetFileName));
        Assert.EndsWith("Loaded again: 1 rule from 2 files.", Lines()[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Configuration_ChangingThePort_IsWarnedOf()
    {
        using var watch = Watch();
        _run.WithFile("config.yaml", "rules: r.json5\nport: 2");

        Change();

        Assert.Contains("they take effect when Mimus is started again", Lines()[0], StringComparison.Ordinal);
        Assert.Single(_applied);
    }

    [Fact]
    public void Dispose_EndsTheWatch()
    {
        Watch().Dispose();
        _run.WithFile("r.json5", "[]");

        Change();

        Assert.True(_changes.IsDisposed);
        Assert.Empty(_applied);
    }

    private ConfigurationWatch Watch()
    {
        var loader = new ConfigurationLoader(_run.Folder, [], null, []);
        return new ConfigurationWatch(
            loader.Load(),
            () =>
            {
                _loads++;
                return loader.Load();
            },
            _applied.Add,
            _changes,
            new LineLogger("Mimus.Configuration", _log, LogLevel.Information, usesColor: false, _time),
            _time
        );
    }

    private void Change()
    {
        _changes.Raise();
        _time.Advance(ConfigurationWatch.Quiet);
    }

    private string[] Lines() => _log.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
}
