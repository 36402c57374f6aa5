using System.Text.RegularExpressions;
using Mimus.Cli.Tests.Support;
using Mimus.Core.Configuration;

namespace Mimus.Cli.Tests;

/// <summary>Every command that <c>docs/cli.md</c> shows is run, in a folder that has the files they name.</summary>
public sealed partial class CommandDocsTests
{
    private static readonly string s_page = File.ReadAllText(Find("docs/cli.md"));

    public static TheoryData<string> Commands =>
        [.. Block().Matches(s_page).SelectMany(block => block.Groups["text"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Distinct()];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Docs_Command_DoesWhatThePageSays(string line)
    {
        var words = Word().Matches(line.Split('#')[0].Split('>')[0]).Select(word => word.Value.Trim('\'')).ToList();
        Assert.Equal("mimus", words[0]);
        words.RemoveAt(0);
        await using var run = new CommandRun();
        if (words is not ["init"])
        {
            await run.RunAsync("init");
            run.WithFile("rules/more.yaml", "- when: more\n  reply: And more.\n").WithFile("broken.json5", "[\n  { wen: 'a', reply: 'b' },\n]");
        }

        if (words is [] or ["start", ..])
        {
            // On a free port: the page's may be taken.
            var port = words.IndexOf("-p");
            await run.StartAsync([.. port < 0 ? words : words[..port].Concat(words[(port + 2)..]), "-p", "0"]);
            run.Signal();
            Assert.Equal(0, await run.ExitAsync());
            return;
        }

        Assert.Equal(line.Contains("# exit code 1", StringComparison.Ordinal) ? 1 : 0, await run.RunAsync([.. words]));
        Assert.Equal("", run.Error.ToString());
    }

    [Fact]
    public void Docs_Page_HasEveryCommandAndFlag()
    {
        var syntax = new CommandLineSyntax();
        var options = syntax.Root.Subcommands.Append(syntax.Root).SelectMany(command => command.Options).SelectMany(option => option.Aliases.Append(option.Name));

        Assert.All(syntax.Root.Subcommands, command => Assert.Contains($"## {command.Name}", s_page, StringComparison.Ordinal));
        Assert.All(
            options.Except(["-?", "/?", "-h", "/h", "--help", "--version"]),
            option => Assert.Matches($"`{Regex.Escape(option)}[` ]", s_page)
        );
    }

    [Fact]
    public void Docs_Page_HasTheLogLevels() =>
        Assert.Contains(string.Join(", ", HostSettingsReader.LogLevels.Select(level => $"`{level}`")), s_page, StringComparison.Ordinal);

    private static string Find(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Mimus.slnx")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? "", path);
    }

    [GeneratedRegex(@"^```sh\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"'[^']*'|\S+")]
    private static partial Regex Word();
}
