using System.CommandLine;
using Mimus.Core.Configuration;
using Mimus.Core.Latency;

namespace Mimus.Cli;

/// <summary>The flags that set keys of the configuration. Values stay text here: the configuration's compiler reads them as it reads a file's.</summary>
internal sealed class ConfigurationOptions
{
    private readonly Dictionary<Option, ConfigurationKey> _keys = [];
    private readonly HashSet<Option> _switchesOff = [];
    private readonly Option<string> _file =
        new("--config")
        {
            HelpName = "FILE",
            Description =
                "The configuration, .yaml, .yml, .json or .json5. [default: config.yaml, .yml, .json or .json5 in this folder, if there is one]",
        };

    /// <summary>The flags that choose rules and what is answered without them.</summary>
    public static ConfigurationOptions OfRules()
    {
        var options = new ConfigurationOptions();
        options.AddRules();
        return options;
    }

    /// <summary>The flags of <c>start</c>.</summary>
    public static ConfigurationOptions OfStart()
    {
        var options = new ConfigurationOptions();
        options.Add("--port", "-p", "PORT", "The port, 0 to 65535; 0 picks a free one. [default: 8000]", ConfigurationKeys.Port);
        options.Add("--host", "-H", "HOST", "The address or host name; * is every address. [default: 127.0.0.1]", ConfigurationKeys.Host);
        options.AddRules();
        options.AddFlag("--watch", "-w", "Loads rules and configuration again when their files change.", ConfigurationKeys.Watch);
        options.Add("--latency", "-l", "MS", "Milliseconds between two chunks of a stream. [default: 0]", ConfigurationKeys.Latency);
        var profile = options.Add("--profile", null, "NAME", "How fast answers come: gpt-4o, claude-sonnet, local-8b-cpu, …", ConfigurationKeys.Profile);
        profile.CompletionSources.Add([.. LatencyProfiles.Shipped.All.Select(known => known.Name)]);
        var chaos = options.AddList("--chaos", "PRESET", "Lets things go wrong: flaky, rate-limited, overloaded-anthropic, slow-first-token, mid-stream-death, gateway or chaos.", ConfigurationKeys.Chaos);
        chaos.CompletionSources.Add([.. FaultPresets.Names]);
        options.Add("--speed", null, "FACTOR", "Plays all of that so many times faster; max waits for nothing. [default: 1]", ConfigurationKeys.Speed);
        options.Add("--chunk-size", "-c", "CHARS", "Characters in a chunk; 0 sends the text in one. [default: word by word]", ConfigurationKeys.ChunkSize);
        var level = options.Add("--log-level", null, "LEVEL", "none, error, warning, info, debug or all. [default: warning]", ConfigurationKeys.LogLevel);
        level.CompletionSources.Add([.. HostSettingsReader.LogLevels]);
        options.Add("--seed", null, "NUMBER", "The same seed and the same requests give the same bytes.", ConfigurationKeys.Seed);
        options.Add("--admin-token", null, "TOKEN", "Lets other machines that send it use the routes below /_mimus.", ConfigurationKeys.AdminToken);
        options.AddSwitchOff("--no-admin", "Removes the routes below /_mimus.", ConfigurationKeys.Admin);
        options.AddFlag(
            "--allow-header-control",
            null,
            "Lets requests say by X-Mimus headers how they are answered. [default: on loopback]",
            ConfigurationKeys.AllowHeaderControl
        );
        return options;
    }

    /// <summary>Puts the flags on a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_file);
        foreach (var option in _keys.Keys)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The configuration's file that the command line names; null for none.</summary>
    public string? FileOf(ParseResult result) => result.GetValue(_file);

    /// <summary>What the command line says, as overrides of the configuration.</summary>
    public IReadOnlyList<ConfigurationFlag> FlagsOf(ParseResult result)
    {
        var flags = new List<ConfigurationFlag>();
        foreach (var (option, key) in _keys)
        {
            flags.AddRange(ValuesOf(result, option).Select(value => new ConfigurationFlag(option.Name, key, value)));
        }

        return flags;
    }

    private string[] ValuesOf(ParseResult result, Option option) =>
        option switch
        {
            Option<string> text => result.GetValue(text) is { } value ? [value] : [],
            Option<string[]> texts => result.GetValue(texts) ?? [],
            Option<bool> flag when result.GetResult(flag) is { Implicit: false } => [result.GetValue(flag) != _switchesOff.Contains(flag) ? "true" : "false"],
            _ => [],
        };

    private void AddRules()
    {
        _keys.Add(
            new Option<string[]>("--rules", "-r")
            {
                HelpName = "PATH",
                Description = "A rule file (.json5, .json, .yaml, .yml), or a folder with such files. Can be given several times.",
            },
            ConfigurationKeys.Rules
        );
        Add("--fallback", "-f", "TEXT", "What is answered when nothing else answers: a text, or '$name' of a template.", ConfigurationKeys.Fallback);
        AddFlag("--strict", null, "Makes a request that nothing scripted answers an error, which names the nearest rule.", ConfigurationKeys.Strict);
    }

    private Option<string[]> AddList(string name, string helpName, string description, ConfigurationKey key)
    {
        var option = new Option<string[]>(name) { HelpName = helpName, Description = description };
        _keys.Add(option, key);
        return option;
    }

    private Option<string> Add(string name, string? alias, string helpName, string description, ConfigurationKey key)
    {
        var option = new Option<string>(name, alias is null ? [] : [alias]) { HelpName = helpName, Description = description };
        _keys.Add(option, key);
        return option;
    }

    private void AddSwitchOff(string name, string description, ConfigurationKey key)
    {
        var option = new Option<bool>(name) { Description = description };
        _switchesOff.Add(option);
        _keys.Add(option, key);
    }

    private void AddFlag(string name, string? alias, string description, ConfigurationKey key) =>
        _keys.Add(new Option<bool>(name, alias is null ? [] : [alias]) { Description = description }, key);
}
