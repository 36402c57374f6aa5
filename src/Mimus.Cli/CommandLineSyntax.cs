using System.CommandLine;
using System.CommandLine.Completions;
using Mimus.Cli.Commands;

namespace Mimus.Cli;

/// <summary>The commands and flags of <c>mimus</c>.</summary>
internal sealed class CommandLineSyntax
{
    private const string StartExamples = """
          mimus                                       starts with the configuration of this folder, if there is one
          mimus start -r rules.json5 -w               answers by rules, and loads them again when they change
          mimus start -r rules -f 'Sorry?' -p 9000    all rule files of a folder, with an answer to everything else
          mimus start -r rules.json5 --strict         what no rule answers is an error
        """;

    public CommandLineSyntax()
    {
        Start = new Command("start", "Starts the server; this is what mimus does without a command.");
        Root = new RootCommand("Mimus, a mock LLM server: it speaks the protocols of OpenAI and Anthropic, without a key or a bill.")
        {
            Start,
            new InitCommand(),
            new ValidateCommand(),
            new ExplainCommand(),
            new SchemaCommand(),
        };
        foreach (var command in new[] { Root, Start })
        {
            Settings.AddTo(command);

            // Never run: the action tells starting from help and errors.
            command.SetAction(_ => ExitCode.Success);
        }

        // The built-in one prints the version of whatever program it is in.
        Root.Options.Remove(Root.Options.OfType<VersionOption>().Single());
        Root.Options.Add(Version);
        Root.Directives.Clear();
        Root.Directives.Add(Suggest);
    }

    public RootCommand Root { get; }

    public Command Start { get; }

    /// <summary>The flags of <c>start</c>.</summary>
    public ConfigurationOptions Settings { get; } = ConfigurationOptions.OfStart();

    /// <summary>What shells ask for completions.</summary>
    public SuggestDirective Suggest { get; } = new();

    public Option<bool> Version { get; } = new("--version") { Description = "Shows the version." };

    /// <summary>Reads a command line.</summary>
    public ParseResult Parse(IReadOnlyList<string> arguments) =>
        Root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });

    /// <summary>Command lines that show what a command is good for.</summary>
    public static string ExamplesOf(Command command) => command is Subcommand other ? other.Examples : StartExamples;
}
