using Mimus.Core.Rules;

namespace Mimus.Scripting;

/// <summary>What a handler file comes to.</summary>
/// <param name="Rules">A rule for each handler, in order.</param>
/// <param name="Fallback">What the file's <c>fallback</c> export replies; null where it has none.</param>
/// <param name="Problem">Why the file cannot be used; null where it can.</param>
internal sealed record HandlerFile(IReadOnlyList<Rule> Rules, RuleReply? Fallback, string? Problem)
{
    /// <summary>
    /// Loads a file whose default export is <c>{ match(req), respond(req) }</c> or a list of such. Loading runs the file's top level, within the
    /// same limits as its functions.
    /// </summary>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="source">Its text.</param>
    public static HandlerFile Load(string name, string source)
    {
        try
        {
            var script = new HandlerScript(name, source);
            var rules = Enumerable.Range(0, script.Count).Select(index => RuleOf(script, index)).ToList();
            return new HandlerFile(rules, script.HasFallback ? new RuleReply { Factory = script.FallbackAsync } : null, null);
        }
        catch (RuleFailedException exception)
        {
            return new HandlerFile([], null, exception.Message);
        }
    }

    private static Rule RuleOf(HandlerScript script, int index) =>
        new()
        {
            Name = script.Count == 1 ? script.Name : $"{script.Name}[{index}]",
            Conditions = [new PredicateCondition(request => script.Matches(index, request), $"match() of {script.Name} says yes")],
            Replies = [new RuleReply { Factory = (request, cancellationToken) => script.RespondAsync(index, request, cancellationToken) }],
        };
}
