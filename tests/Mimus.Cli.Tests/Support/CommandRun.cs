using System.Text.RegularExpressions;

namespace Mimus.Cli.Tests.Support;

/// <summary>A run of <c>mimus</c> inside the test's process, in a folder of its own.</summary>
internal sealed partial class CommandRun : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("mimus-cli-");
    private readonly List<KeyValuePair<string, string>> _environment = [];
    private readonly ShutdownSignals _signals = new();
    private Task<int>? _exit;

    public AwaitedWriter Output { get; } = new();

    public AwaitedWriter Error { get; } = new();

    public bool UsesColor { get; init; }

    public string Folder => _directory.FullName;

    public HttpClient Client { get; } = new();

    /// <summary>The complaints, a line each.</summary>
    public string[] Complaints => Error.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    public CommandRun WithFile(string name, string text)
    {
        var path = Path.Combine(_directory.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    public CommandRun WithVariable(string name, string value)
    {
        _environment.Add(new(name, value));
        return this;
    }

    /// <summary>Runs a command that ends by itself, and gives its exit code.</summary>
    public async Task<int> RunAsync(params string[] arguments)
    {
        Begin(arguments);
        return await ExitAsync();
    }

    /// <summary>Runs a command that starts a server, and waits until it says that it listens.</summary>
    public async Task StartAsync(params string[] arguments)
    {
        Begin(arguments);
        var seen = Output.Seen("Ctrl-C ends it.");
        await Task.WhenAny(seen, _exit!).WaitAsync(s_patience, TestContext.Current.CancellationToken);
        Assert.True(seen.IsCompleted, Error.ToString());
        Client.BaseAddress = new Uri(Address().Match(Output.ToString()).Groups["url"].Value);
    }

    /// <summary>Does what Ctrl-C does.</summary>
    public void Signal() => _signals.Raise();

    public Task<int> ExitAsync() => _exit!.WaitAsync(s_patience, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        _signals.Raise();
        if (_exit is { IsCompleted: false })
        {
            _signals.Raise();
            await ExitAsync();
        }

        Client.Dispose();
        _directory.Delete(recursive: true);
    }

    private void Begin(string[] arguments) =>
        _exit = MimusCommand.RunAsync(
            arguments,
            new CommandSurroundings
            {
                Output = Output,
                Error = Error,
                Directory = _directory.FullName,
                Environment = _environment,
                Signals = _signals,
                UsesColorInOutput = UsesColor,
            }
        );

    [GeneratedRegex(@"OPENAI_BASE_URL=(?<url>http://\S+)/v1")]
    private static partial Regex Address();
}
