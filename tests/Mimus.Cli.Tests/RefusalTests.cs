using System.Net;
using System.Net.Sockets;
using Mimus.Cli.Tests.Support;

namespace Mimus.Cli.Tests;

public class RefusalTests
{
    [Theory]
    [InlineData("--prot 80", "'--prot' is not an option of mimus; did you mean '--port'? 'mimus --help' lists them.")]
    [InlineData("strat", "'strat' is not a command of mimus; did you mean 'start'? 'mimus --help' lists them.")]
    [InlineData("start now", "'now' is not a command of mimus; 'mimus --help' lists them.")]
    [InlineData("@file", "'@file' is not a command of mimus; 'mimus --help' lists them.")]
    [InlineData("start --port", "--port has no value; write one behind it, as in '--port PORT'.")]
    [InlineData("-p 1 --port 2", "--port is there 2 times; give it once.")]
    [InlineData("-p 80a", "--port: '80a' is not a port; write a whole number from 0 to 65535.")]
    [InlineData("-l -5", "--latency: '-5' is not a latency; write milliseconds from 0 to 86400000, or a duration such as 2s, a profile's name, off, or a mapping such as { ttft: 200, tps: 50 }.")]
    [InlineData("-c 1.5", "--chunk-size: '1.5' is not a chunk size; write a whole number of characters from 0; 0 sends the text in one chunk.")]
    [InlineData("--log-level wrning", "--log-level: 'wrning' is not a log level; did you mean 'warning'? Write one of none, error, warning, info, debug, all.")]
    [InlineData("--seed x", "--seed: 'x' is not a seed; write a whole number from 0 to 18446744073709551615.")]
    [InlineData("--config no.toml", "'no.toml' cannot be a configuration; its name must end in .yaml, .yml, .json or .json5.")]
    [InlineData("-p 0 -H 1", "The host '1' is no address of this machine; use 127.0.0.1, localhost, or * for every address.")]
    [InlineData("-p 0 -H 192.0.2.1", "The host '192.0.2.1' is no address of this machine; use 127.0.0.1, localhost, or * for every address.")]
    public async Task CommandLine_ThatCannotBe_IsRefusedInOneSentence(string arguments, string expected)
    {
        await using var run = new CommandRun();

        Assert.Equal(2, await run.RunAsync(arguments.Split(' ')));
        Assert.Equal([expected], run.Complaints);
        Assert.Equal("", run.Output.ToString());
    }

    [Fact]
    public async Task Port_InUse_IsRefusedInOneSentence()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await using var run = new CommandRun();

        Assert.Equal(2, await run.RunAsync("-p", $"{port}"));
        Assert.Equal(
            [$"Port {port} of 127.0.0.1 is in use by another program; end that, or choose another with --port (0 picks a free one)."],
            run.Complaints
        );
    }

    [Fact]
    public async Task File_WithProblems_ShowsThemAllTogetherWithTheFlags()
    {
        await using var run = new CommandRun().WithFile("config.yml", "prot: 1\nport: x\nstrategies: [MirorStrategy]\nseed: -1\n");

        Assert.Equal(2, await run.RunAsync("--seed", "7", "-l", "5z"));
        Assert.Equal(
            ["config.yml:1:1: prot", "config.yml:2:7: port", "config.yml:3:14: strategies[0]", "--latency: '5z' is not a latency; write milliseconds from 0 to 86400000, or a duration such as 2s, a profile's name, off, or a mapping such as { ttft: 200, tps: 50 }."],
            run.Complaints.Select((line, index) => index < 3 ? string.Join(':', line.Split(':')[..4]) : line)
        );
    }

    [Fact]
    public async Task File_ThatIsNotThere_IsNamed()
    {
        await using var run = new CommandRun();

        Assert.Equal(2, await run.RunAsync("--config", "no.yaml"));
        Assert.Equal([$"The configuration 'no.yaml' is not there (looked from '{run.Folder}'); check the name behind --config."], run.Complaints);
    }

    [Fact]
    public async Task File_ThatIsAFolder_IsNamed()
    {
        await using var run = new CommandRun();
        Directory.CreateDirectory(Path.Combine(run.Folder, "folder.yaml"));

        Assert.Equal(2, await run.RunAsync("--config", "folder.yaml"));
        Assert.Equal(["The configuration 'folder.yaml' is a folder; name the file in it."], run.Complaints);
    }

    [Fact]
    public async Task File_ThatIsNotText_IsNamed()
    {
        await using var run = new CommandRun();
        await File.WriteAllBytesAsync(Path.Combine(run.Folder, "config.json"), [0x7B, 0xC3, 0x28, 0x7D], TestContext.Current.CancellationToken);

        Assert.Equal(2, await run.RunAsync());
        Assert.Equal(["The configuration 'config.json' is not UTF-8 text; save it as UTF-8."], run.Complaints);
    }

    [Fact]
    public async Task Files_OfAllDefaultNames_TheFirstIsTaken()
    {
        await using var run = new CommandRun()
            .WithFile("config.json5", "{port: 'json5'}")
            .WithFile("config.json", "{\"port\": 'json'}")
            .WithFile("config.yml", "port: yml")
            .WithFile("config.yaml", "port: yaml");

        await run.RunAsync();

        Assert.StartsWith("config.yaml:1:7: ", Assert.Single(run.Complaints), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help", "Usage:")]
    [InlineData("start --help", "--chunk-size <CHARS>")]
    [InlineData("--version", "mimus 0.")]
    public async Task Question_IsAnsweredOnTheOutput(string arguments, string expected)
    {
        await using var run = new CommandRun();

        Assert.Equal(0, await run.RunAsync(arguments.Split(' ')));
        Assert.Contains(expected, run.Output.ToString(), StringComparison.Ordinal);
        Assert.Equal("", run.Error.ToString());
    }
}
