using System.CommandLine;
using Mimus.Core.Configuration;

namespace Mimus.Cli;

/// <summary>The commands and flags of <c>mimus</c>. Values stay text here: the configuration's compiler reads them as it reads a file's.</summary>
internal sealed class CommandLineSyntax
{
    private readonly Dictionary<Option<string>, ConfigurationKey> _settings;

    public CommandLineSyntax()
    {
        _settings = new()
        {
            [Setting("--port", "-p", "PORT", "The port, 0 to 65535; 0 picks a free one. [default: 8000]")] = ConfigurationKeys.Port,
            [Setting("--host", "-H", "HOST", "The address or host name; * is every address. [default: 127.0.0.1]")] = ConfigurationKeys.Host,
            [Setting("--latency", "-l", "MS", "Milliseconds between two chunks of a stream. [default: 0]")] = ConfigurationKeys.Latency,
            [Setting("--chunk-size", "-c", "CHARS", "Characters in a chunk; 0 sends the text in one. [default: word by word]")] =
                ConfigurationKeys.ChunkSize,
            [Setting("--log-level", null, "LEVEL", "none, error, warning, info, debug or all. [default: warning]")] = ConfigurationKeys.LogLevel,
            [Setting("--seed", null, "NUMBER", "The same seed and the same requests give the same ids. [default: 0]")] = ConfigurationKeys.Seed,
        };
        Start = new Command("start", "Starts the server; this is what mimus does without a command.");
        Root = new RootCommand("Mimus, a mock LLM server: it speaks the protocols of OpenAI and Anthropic, without a key or a bill.") { Start };
        foreach (var command in new[] { Root, Start })
        {
            command.Options.Add(Config);
            foreach (var option in _settings.Keys)
            {
                command.Options.Add(option);
            }

            // Never run: the action tells starting from help and errors.
            command.SetAction(_ => ExitCode.Success);
        }

        // The built-in one prints the version of whatever program it is in.
        Root.Options.Remove(Root.Options.OfType<VersionOption>().Single());
        Root.Options.Add(Version);
        Root.Directives.Clear();
    }

    public RootCommand Root { get; }

    public Command Start { get; }

    public Option<string> Config { get; } =
        new("--config")
        {
            HelpName = "FILE",
            Description =
                "The configuration, .yaml, .yml, .json or .json5. [default: config.yaml, .yml, .json or .json5 in this folder, if there is one]",
        };

    public Option<bool> Version { get; } = new("--version") { Description = "Shows the version." };

    /// <summary>Reads a command line.</summary>
    public ParseResult Parse(IReadOnlyList<string> arguments) =>
        Root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });

    /// <summary>The settings that the command line has, as overrides of the configuration.</summary>
    public IReadOnlyList<ConfigurationFlag> FlagsOf(ParseResult result)
    {
        var flags = new List<ConfigurationFlag>();
        foreach (var (option, key) in _settings)
        {
            if (result.GetValue(option) is { } value)
            {
                flags.Add(new ConfigurationFlag(option.Name, key, value));
            }
        }

        return flags;
    }

    private static Option<string> Setting(string name, string? alias, string helpName, string description) =>
        new(name, alias is null ? [] : [alias]) { HelpName = helpName, Description = description };
}
