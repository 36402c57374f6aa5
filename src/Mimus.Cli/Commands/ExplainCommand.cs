using System.CommandLine;
using Mimus.Cli.Loading;
using Mimus.Core.Configuration;
using Mimus.Core.Configuration.Documents;
using Mimus.Core.Model;
using Mimus.Core.Text;

namespace Mimus.Cli.Commands;

/// <summary><c>mimus explain</c>: says which rule would answer a text, and why the others would not.</summary>
internal sealed class ExplainCommand : Subcommand
{
    private static readonly string[] s_formats = ["openai", "responses", "anthropic"];

    private readonly ConfigurationOptions _settings = ConfigurationOptions.OfRules();
    private readonly Argument<string> _text = new("TEXT") { Description = "What the user says." };
    private readonly Option<string> _model =
        new("--model") { HelpName = "M", Description = "The model asked for. [default: one that the format's clients ask for]" };

    private readonly Option<string> _format =
        new("--format") { HelpName = "F", Description = "openai, responses or anthropic. [default: openai]" };

    private readonly Option<string> _system = new("--system") { HelpName = "S", Description = "The system text." };
    private readonly Option<string[]> _tools = new("--tool") { HelpName = "NAME", Description = "A tool that is offered. Can be given several times." };
    private readonly Option<bool> _stream = new("--stream") { Description = "Asks for a stream." };
    private readonly Option<bool> _all = new("--all") { Description = "Shows all rules that do not match, and not the nearest 20 only." };

    public ExplainCommand()
        : base(
            "explain",
            "Says which rule would answer a text and with what, and of each other rule why it would not.",
            """
              mimus explain 'hello'                                         by the configuration of this folder
              mimus explain -r rules.json5 'hello'                          by a rule file
              mimus explain -r rules.json5 'model check' --model gpt-4      as a request for that model
              mimus explain 'openai only' --format anthropic --stream       as a streamed request on Anthropic's protocol
            """
        )
    {
        _format.CompletionSources.Add(s_formats);
        Arguments.Add(_text);
        _settings.AddTo(this);
        foreach (var option in new Option[] { _model, _format, _system, _tools, _stream, _all })
        {
            Options.Add(option);
        }
    }

    public override Task<int> RunAsync(ParseResult result, CommandSurroundings surroundings)
    {
        var format = result.GetValue(_format) ?? s_formats[0];
        if (!s_formats.Contains(format))
        {
            var nearest = NearestName.Find(format, s_formats) is { } found ? $"; did you mean '{found}'?" : ";";
            var problem = $"--format: {Quotation.Of(format)} is not a format{nearest} Write one of {string.Join(", ", s_formats)}.";
            return Task.FromResult(Refusal.Tell([problem], surroundings));
        }

        var loader = new ConfigurationLoader(surroundings.Directory, surroundings.Environment, _settings.FileOf(result), _settings.FlagsOf(result));
        var loaded = loader.Load();
        if (loaded.Problems.Count > 0)
        {
            return Task.FromResult(Refusal.Tell(loaded.Problems, surroundings));
        }

        if (loaded.Compiled.RulePaths.Count == 0)
        {
            var problem = "There are no rules to explain; name them with -r PATH, or behind 'rules' in the configuration.";
            return Task.FromResult(Refusal.Tell([problem], surroundings));
        }

        return RunAsync(loaded.Compiled.Mock, MakeRequest(result, format, loaded.Compiled.Mock), result.GetValue(_all), surroundings);
    }

    private static async Task<int> RunAsync(MockConfiguration configuration, MockRequest request, bool showsAll, CommandSurroundings surroundings)
    {
        var trial = await Trial.RunAsync(configuration, request, surroundings.TimeProvider.GetUtcNow()).ConfigureAwait(false);
        var text = new TrialText(trial, new Coloring(surroundings.UsesColorInOutput));
        surroundings.Output.WriteLine(text.Describe(showsAll ? int.MaxValue : 20));
        return ExitCode.Success;
    }

    private MockRequest MakeRequest(ParseResult result, string format, MockConfiguration configuration)
    {
        var (path, usual) = format switch
        {
            "responses" => ("/v1/responses", "gpt-4o"),
            "anthropic" => ("/v1/messages", "claude-sonnet-4-5"),
            _ => ("/v1/chat/completions", "gpt-4o"),
        };
        var user = new MockMessage(MessageRole.User, [new MessageText(result.GetValue(_text)!)]);
        return new MockRequest
        {
            Format = format,
            Operation = Operation.Generate,
            Model = result.GetValue(_model) ?? (configuration.Models.AcceptsAny ? usual : configuration.Models.Models[0].Id),
            Streaming = result.GetValue(_stream),
            Messages = result.GetValue(_system) is { } system ? [new MockMessage(MessageRole.System, [new MessageText(system)]), user] : [user],
            Tools = [.. (result.GetValue(_tools) ?? []).Select(name => new MockTool(name, ToolKind.Function, "function", null, default))],
            Headers = new RequestHeaders([]),
            Path = path,
        };
    }
}
