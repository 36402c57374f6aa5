using Mimus.Core.Rules;
using Mimus.Core.Rules.Templates;

namespace Mimus.Core.Configuration.Rules;

/// <summary>Warns of rules that work, but surely not as they were meant.</summary>
internal sealed class RuleLint(ConfigurationProblems problems)
{
    /// <summary>Checks rules in the order in which they were written.</summary>
    public void Check(IReadOnlyList<RuleOrigin> written)
    {
        // The order in which they are asked.
        var rules = written.OrderByDescending(origin => origin.Rule.Priority).ToList();
        var reached = WarnOfCatchAll(rules);
        var shadows = new ShadowIndex(reached);
        for (var index = 0; index < reached.Count; index++)
        {
            WarnOfShadow(reached[index], shadows.FindShadow(index));
            WarnOfTools(reached[index]);
            WarnOfGroups(reached[index]);
        }
    }

    // Returns the rules up to the first that matches every request for ever.
    private List<RuleOrigin> WarnOfCatchAll(List<RuleOrigin> rules)
    {
        var index = rules.FindIndex(origin => origin.Rule.Conditions.Count == 0 && ShadowIndex.IsEndless(origin.Rule));
        if (index >= 0 && rules.Count - index - 1 is > 0 and var hidden)
        {
            var node = rules[index].Match;
            problems.Warn(
                new ConfigurationProblem(
                    node.Location,
                    node.Path,
                    $"this rule matches every request, so {(hidden == 1 ? "the rule" : $"the {hidden} rules")} behind it can never be reached"
                )
                {
                    Expected = "it as the last rule, or as 'fallback'",
                }
            );
        }

        return index < 0 ? rules : rules[..(index + 1)];
    }

    private void WarnOfShadow(RuleOrigin rule, RuleOrigin? shadow)
    {
        if (shadow is null)
        {
            return;
        }

        var isSame = RuleImplication.Implies(shadow.Rule, rule.Rule);
        problems.Warn(
            new ConfigurationProblem(
                rule.Match.Location,
                rule.Match.Path,
                isSame
                    ? $"this rule can never be reached: {shadow.Description} matches the same requests and comes first"
                    : $"this rule can never be reached: {shadow.Description} matches all of its requests, and more, and comes first"
            )
            {
                Expected = isSame ? "one of the two, or 'times' into the first" : "it before that rule, or give it a higher priority",
            }
        );
    }

    private void WarnOfTools(RuleOrigin origin)
    {
        var calls = origin.Rule.Replies.SelectMany(reply => reply.Parts).OfType<ToolCallTemplate>().Select(call => call.Name).Distinct().ToList();
        var wanted = origin.Rule.Conditions.OfType<TextCondition>().Where(condition => condition.Field == RuleField.ToolName).ToList();
        var excluded = origin.Rule.Conditions.OfType<NotCondition>().Select(condition => condition.Conditions).ToList();
        foreach (var call in calls)
        {
            if (excluded.Any(conditions => conditions is [TextCondition { Field: RuleField.ToolName } only] && only.Pattern.IsMatch(call)))
            {
                Warn(origin, $"the rule calls the tool '{call}', but only matches where that is not offered");
            }
        }

        if (calls.Count > 0 && wanted.Count > 0 && !calls.Exists(call => wanted.TrueForAll(condition => condition.Pattern.IsMatch(call))))
        {
            Warn(
                origin,
                $"the rule calls {string.Join(", ", calls.Select(call => $"'{call}'"))}, but asks for another tool: its tool_name {wanted[0].Wanted}"
            );
        }
    }

    // Only a pattern of the message has groups, and {{match.1}} of any other rule is nothing.
    private void WarnOfGroups(RuleOrigin origin)
    {
        var conditions = origin.Rule.Conditions.Concat(
            origin.Rule.Conditions.OfType<AnyCondition>().SelectMany(any => any.Groups).SelectMany(group => group)
        );
        var patterns = conditions.OfType<TextCondition>().Where(text => text.Field == RuleField.Message).Select(text => text.Pattern).OfType<RegexPattern>().ToList();
        var texts = origin.Rule.Replies.SelectMany(reply => reply.Parts).Select(TextOf).OfType<TextTemplate>();
        foreach (var name in texts.SelectMany(text => text.Placeholders).Where(name => name.StartsWith("match.", StringComparison.Ordinal)).Distinct())
        {
            if (!patterns.Exists(pattern => pattern.HasGroup(name["match.".Length..])))
            {
                problems.Warn(
                    new ConfigurationProblem(
                        origin.Match.Location,
                        origin.Match.Path,
                        $"the reply has '{{{{{name}}}}}', but {(patterns.Count == 0 ? "the message is not matched by a pattern" : "the pattern has no such group")}, so it stays empty"
                    )
                    {
                        Expected = "a pattern such as /^hello (.*)/ with that group",
                    }
                );
            }
        }
    }

    private static TextTemplate? TextOf(PartTemplate part) =>
        part switch
        {
            TextPartTemplate text => text.Text,
            ReasoningTemplate reasoning => reasoning.Text,
            RefusalTemplate refusal => refusal.Text,
            ToolCallTemplate call => call.Input,
            _ => null,
        };

    private void Warn(RuleOrigin origin, string sentence) =>
        problems.Warn(new ConfigurationProblem(origin.Match.Location, origin.Match.Path, sentence) { Expected = "the same tool in both places" });
}
