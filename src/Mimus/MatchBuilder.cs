using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mimus.Core.Model;
using Mimus.Core.Rules;

namespace Mimus;

/// <summary>
/// Says which requests are meant; all that is said must hold, and nothing said means every request. A string is looked for anywhere, upper
/// and lower case aside; between slashes it is a regular expression with JavaScript's flags, as in <c>"/^claude-/i"</c>; <see cref="Pattern"/>
/// has more.
/// </summary>
public sealed class MatchBuilder
{
    private readonly List<RuleCondition> _conditions = [];

    /// <summary>Begins a match of every request.</summary>
    public MatchBuilder() { }

    /// <summary>The text of the last user message that has text.</summary>
    public MatchBuilder Message(TextPattern pattern) => Add(RuleField.Message, pattern);

    /// <summary>The model asked for.</summary>
    public MatchBuilder Model(TextPattern pattern) => Add(RuleField.Model, pattern);

    /// <summary>The system and developer texts.</summary>
    public MatchBuilder System(TextPattern pattern) => Add(RuleField.System, pattern);

    /// <summary>The format: <c>openai</c> (Chat Completions), <c>responses</c> or <c>anthropic</c>.</summary>
    public MatchBuilder Format(string name) => Add(RuleField.Format, Whole(name, ignoreCase: true));

    /// <summary>The name of a tool that the request offers: the whole name, or a regular expression.</summary>
    public MatchBuilder Tool(string name) => Add(RuleField.ToolName, Whole(name));

    /// <summary>The type of one of the vendor's own tools that the request offers, such as <c>web_search</c>.</summary>
    public MatchBuilder ServerTool(TextPattern pattern) => Add(RuleField.ServerTool, pattern);

    /// <summary>The call id of the tool result that ends the conversation: the whole id, or a regular expression.</summary>
    public MatchBuilder ToolCallId(string id) => Add(RuleField.ToolCallId, Whole(id));

    /// <summary>The text of the tool result that ends the conversation.</summary>
    public MatchBuilder ToolResult(TextPattern pattern) => Add(RuleField.ToolResult, pattern);

    /// <summary>Whether a tool's result stands behind the last user message.</summary>
    public MatchBuilder HasToolResult(bool value = true) => Add(new FlagCondition(RuleQuestion.HasToolResult, value));

    /// <summary>How many answers the conversation holds already; 0 is its beginning.</summary>
    public MatchBuilder Turn(int turn)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(turn);
        return Add(new TurnCondition(turn));
    }

    /// <summary>The text of any message.</summary>
    public MatchBuilder AnyMessage(TextPattern pattern) => Add(RuleField.AnyMessage, pattern);

    /// <summary>A header; without a pattern it only must be there.</summary>
    public MatchBuilder Header(string name, TextPattern? pattern = null) => Add(new HeaderCondition(name, pattern));

    /// <summary>The path asked for, such as <c>/v1/messages</c>.</summary>
    public MatchBuilder Path(TextPattern pattern) => Add(RuleField.Path, pattern);

    /// <summary>Whether the answer is wanted as a stream.</summary>
    public MatchBuilder Stream(bool value = true) => Add(new FlagCondition(RuleQuestion.Stream, value));

    /// <summary>Whether the conversation holds an image.</summary>
    public MatchBuilder Image(bool value = true) => Add(new FlagCondition(RuleQuestion.Image, value));

    /// <summary>The form that the answer must have: <c>text</c>, <c>json_object</c> or <c>json_schema</c>.</summary>
    public MatchBuilder ResponseFormat(string kind) => Add(RuleField.ResponseFormat, Whole(kind));

    /// <summary>A text of the body.</summary>
    /// <param name="location">Where: a JSON Pointer such as <c>/metadata/user</c>, or JSONPath such as <c>$.messages[*].name</c>.</param>
    /// <param name="pattern">What it must look like.</param>
    /// <exception cref="ArgumentException">The location is none; the message says why.</exception>
    public MatchBuilder Body(string location, TextPattern pattern) => Add(new BodyCondition(Locate(location), [], pattern));

    /// <summary>A value of the body: numbers are compared by value, objects whatever the order of their names.</summary>
    /// <param name="location">Where: a JSON Pointer such as <c>/temperature</c>, or JSONPath such as <c>$.tools[0].type</c>.</param>
    /// <param name="value">What it must be; null is JSON's null.</param>
    /// <exception cref="ArgumentException">The location is none; the message says why.</exception>
    public MatchBuilder BodyEquals(string location, JsonNode? value)
    {
        using var document = JsonDocument.Parse(value?.ToJsonString() ?? "null");
        return Add(new BodyCondition(Locate(location), [document.RootElement.Clone()]));
    }

    /// <summary>A function of your own; it must not change anything, since it may be asked more than once for a request.</summary>
    /// <param name="predicate">The function. Where it throws, the request is answered with a 500 that says so.</param>
    /// <param name="description">What it asks, for messages; its source by default.</param>
    public MatchBuilder Matching(
        Func<MockRequest, bool> predicate,
        [CallerArgumentExpression(nameof(predicate))] string description = "a function says yes"
    )
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return Add(new PredicateCondition(request => Ask(predicate, request, description), description));
    }

    /// <summary>What must not hold all together.</summary>
    public MatchBuilder Not(Func<MatchBuilder, MatchBuilder> match) => Add(new NotCondition(ConditionsOf(match)));

    /// <summary>Groups of which at least one must hold.</summary>
    public MatchBuilder Any(params IReadOnlyList<Func<MatchBuilder, MatchBuilder>> matches) =>
        Add(new AnyCondition([.. matches.Select(ConditionsOf)]));

    internal static IReadOnlyList<RuleCondition> ConditionsOf(Func<MatchBuilder, MatchBuilder> match)
    {
        ArgumentNullException.ThrowIfNull(match);
        return [.. match(new MatchBuilder())._conditions];
    }

    private static bool Ask(Func<MockRequest, bool> predicate, MockRequest request, string description)
    {
        try
        {
            return predicate(request);
        }
        catch (Exception exception)
        {
            throw new RuleFailedException($"The function that matches requests, '{description}', failed with {exception.GetType().Name}: {exception.Message}", exception);
        }
    }

    private static TextPattern Whole(string text, bool ignoreCase = false) =>
        JavaScriptPattern.IsPattern(text) ? JavaScriptPattern.Compile(text) : new ExactPattern(text, ignoreCase);

    private static JsonLocator Locate(string location)
    {
        try
        {
            return JsonLocator.Parse(location);
        }
        catch (FormatException exception)
        {
            throw new ArgumentException($"'{location}' is no place in a JSON document: {exception.Message}.", nameof(location), exception);
        }
    }

    private MatchBuilder Add(RuleField field, TextPattern pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        return Add(new TextCondition(field, pattern));
    }

    private MatchBuilder Add(RuleCondition condition)
    {
        _conditions.Add(condition);
        return this;
    }
}
