using Mimus.Core.Model;
using Mimus.Core.Rules;

namespace Mimus;

/// <summary>
/// Says which requests a rule answers; all that is said must hold. A text is looked for anywhere, upper and lower case aside; a text between
/// slashes is a regular expression with JavaScript's flags: <c>"/^claude-/i"</c>.
/// </summary>
public sealed class MatchBuilder
{
    private readonly List<RuleCondition> _conditions = [];

    internal IReadOnlyList<RuleCondition> Conditions => _conditions;

    /// <summary>The text of the last user message.</summary>
    public MatchBuilder Message(string pattern) => Add(RuleField.Message, pattern);

    /// <summary>The model asked for.</summary>
    public MatchBuilder Model(string pattern) => Add(RuleField.Model, pattern);

    /// <summary>The system and developer texts.</summary>
    public MatchBuilder System(string pattern) => Add(RuleField.System, pattern);

    /// <summary>The format: <c>openai</c> (Chat Completions), <c>responses</c> or <c>anthropic</c>.</summary>
    public MatchBuilder Format(string name) => Add(new TextCondition(RuleField.Format, new ExactPattern(name, IgnoreCase: true)));

    /// <summary>The name of a tool that the request offers.</summary>
    public MatchBuilder Tool(string name) => Add(new TextCondition(RuleField.ToolName, Exact(name)));

    /// <summary>The type of one of the vendor's own tools that the request offers, such as <c>web_search</c>.</summary>
    public MatchBuilder ServerTool(string pattern) => Add(RuleField.ServerTool, pattern);

    /// <summary>The call id of the tool result that ends the conversation.</summary>
    public MatchBuilder ToolCallId(string id) => Add(new TextCondition(RuleField.ToolCallId, Exact(id)));

    /// <summary>The text of the tool result that ends the conversation.</summary>
    public MatchBuilder ToolResult(string pattern) => Add(RuleField.ToolResult, pattern);

    /// <summary>Whether a tool's result stands behind the last user message.</summary>
    public MatchBuilder HasToolResult(bool value = true) => Add(new FlagCondition(RuleQuestion.HasToolResult, value));

    /// <summary>How many answers the conversation holds already.</summary>
    public MatchBuilder Turn(int turn) => Add(new TurnCondition(turn));

    /// <summary>The text of any message.</summary>
    public MatchBuilder AnyMessage(string pattern) => Add(RuleField.AnyMessage, pattern);

    /// <summary>A header; without a pattern it only must be there.</summary>
    public MatchBuilder Header(string name, string? pattern = null) =>
        Add(new HeaderCondition(name, pattern is null ? null : Pattern(pattern)));

    /// <summary>The path asked for.</summary>
    public MatchBuilder Path(string pattern) => Add(RuleField.Path, pattern);

    /// <summary>Whether the answer is wanted as a stream.</summary>
    public MatchBuilder Stream(bool value = true) => Add(new FlagCondition(RuleQuestion.Stream, value));

    /// <summary>Whether the conversation holds an image.</summary>
    public MatchBuilder Image(bool value = true) => Add(new FlagCondition(RuleQuestion.Image, value));

    /// <summary>The form that the answer must have: <c>text</c>, <c>json_object</c> or <c>json_schema</c>.</summary>
    public MatchBuilder ResponseFormat(string kind) => Add(new TextCondition(RuleField.ResponseFormat, new ExactPattern(kind)));

    /// <summary>A function of your own; it must not change anything, since it may be asked more than once.</summary>
    public MatchBuilder Matching(Func<MockRequest, bool> predicate, string description = "a function says yes") =>
        Add(new PredicateCondition(predicate, description));

    /// <summary>What must not hold.</summary>
    public MatchBuilder Not(Func<MatchBuilder, MatchBuilder> match) => Add(new NotCondition(match(new MatchBuilder()).Conditions));

    /// <summary>Groups of which at least one must hold.</summary>
    public MatchBuilder Any(params Func<MatchBuilder, MatchBuilder>[] matches) =>
        Add(new AnyCondition([.. matches.Select(match => match(new MatchBuilder()).Conditions)]));

    private static TextPattern Exact(string text) => JavaScriptPattern.IsPattern(text) ? JavaScriptPattern.Compile(text) : new ExactPattern(text);

    private static TextPattern Pattern(string text) =>
        JavaScriptPattern.IsPattern(text) ? JavaScriptPattern.Compile(text) : new ContainsPattern(text);

    private MatchBuilder Add(RuleField field, string pattern) => Add(new TextCondition(field, Pattern(pattern)));

    private MatchBuilder Add(RuleCondition condition)
    {
        _conditions.Add(condition);
        return this;
    }
}
